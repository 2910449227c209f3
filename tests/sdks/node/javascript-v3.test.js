import assert from 'node:assert/strict';
import * as voiceId from '@aws-sdk/client-voice-id';
import { tellTheStory } from './story.js';

const clientOf = ({ endpoint, accessKeyId, secretAccessKey, ...more }) => new voiceId.VoiceIDClient({
  endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey }, ...more,
});

tellTheStory({
  clientOf,
  withoutRetries: { maxAttempts: 1 },
  anHourAhead: { systemClockOffset: 3_600_000 },
  attempts: 3,
  skewed: 'corrected, 2nd attempt',

  send: (client, operation, request = {}) => client.send(new voiceId[`${operation}Command`](request)),

  async pagesOfSpeakers(client, DomainId, pageSize) {
    const pages = [];
    for await (const page of voiceId.paginateListSpeakers({ client, pageSize }, { DomainId })) {
      pages.push(page.SpeakerSummaries);
    }
    return pages;
  },

  checkError(error, name, status, members) {
    assert.ok(error instanceof voiceId[name], `${error.name}: ${error.message}`);
    assert.ok(error instanceof voiceId.VoiceIDServiceException);
    assert.equal(error.$metadata.httpStatusCode, status);
    for (const [member, value] of Object.entries(members)) assert.equal(error[member], value);
  },

  attemptsOf: (error) => error.$metadata.attempts,
  program: `import { VoiceIDClient, ListDomainsCommand } from '@aws-sdk/client-voice-id';
    console.log((await new VoiceIDClient({}).send(new ListDomainsCommand({}))).DomainSummaries.length);`,
  programPrints: '1',
});
