import assert from 'node:assert/strict';
import AWS from 'aws-sdk';
import { tellTheStory } from './story.js';

const methodOf = (operation) => operation[0].toLowerCase() + operation.slice(1);

tellTheStory({
  clientOf: (more) => new AWS.VoiceID({ region: 'us-east-1', ...more }),
  withoutRetries: { maxRetries: 0 },
  anHourAhead: { systemClockOffset: 3_600_000, correctClockSkew: true },
  attempts: 4,
  skewed: 'corrected with `correctClockSkew`',

  async send(client, operation, request = {}) {
    const call = client[methodOf(operation)](request);
    try {
      return await call.promise();
    } catch (error) {
      throw Object.assign(error, { attempts: call.response.retryCount + 1 });
    }
  },

  async pagesOfSpeakers(client, DomainId, MaxResults) {
    const pages = [];
    await new Promise((resolve, reject) => {
      client.listSpeakers({ DomainId, MaxResults }).eachPage((error, page) => {
        if (error) reject(error);
        else if (page) pages.push(page.SpeakerSummaries);
        else resolve();
      });
    });
    return pages;
  },

  // This SDK has one class for all errors.
  checkError(error, name, status, members) {
    assert.deepEqual([error.code, error.name, error.statusCode], [name, name, status]);
    for (const [member, value] of Object.entries(members)) assert.equal(error[member], value);
  },

  attemptsOf: (error) => error.attempts,

  // It knows no setting for endpoints. No call here: it would go to AWS.
  program: `import AWS from 'aws-sdk';
    console.log(new AWS.VoiceID().endpoint.href);`,
  programPrints: 'https://voiceid.us-east-1.amazonaws.com/',
  endpointNote: 'no: in code only',
});
