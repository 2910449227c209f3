import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { CreateDomainCommand, ListDomainsCommand, ThrottlingException } from '@aws-sdk/client-voice-id';
import { key, newClient, refused } from './support/client.js';
import { startEmulator } from './support/emulator.js';

// Two calls a second of each domain operation.
let emulator;
before(async () => { emulator = await startEmulator('--throttle', 'aws'); });
after(() => emulator.stop());
beforeEach(() => emulator.control('PUT', 'clock', { Frozen: true }));

const listDomains = (client) => client.send(new ListDomainsCommand({}));

async function useUp(client) {
  await listDomains(client);
  await listDomains(client);
}

/** The clock stands until an attempt of the client's was throttled. */
function runTheClockAfterAFailure(client) {
  client.middlewareStack.add((next) => async (call) => {
    try {
      return await next(call);
    } catch (error) {
      await emulator.control('PUT', 'clock', { Frozen: false });
      throw error;
    }
  }, { step: 'deserialize', priority: 'high' });
}

test('without retries the third call in a second is a ThrottlingException', async () => {
  const client = newClient(emulator);
  await useUp(client);
  await refused(listDomains(client), ThrottlingException);
  await emulator.advance('PT1S');
  assert.equal((await listDomains(client)).$metadata.attempts, 1);
});

test('retries come to an end where no time passes', async () => {
  const client = newClient(emulator, { maxAttempts: 3 });
  await useUp(client);
  await assert.rejects(listDomains(client), (error) => {
    assert.ok(error instanceof ThrottlingException);
    assert.equal(error.$metadata.attempts, 3);
    assert.equal(error.$metadata.httpStatusCode, 429);
    return true;
  });
});

for (const retryMode of ['standard', 'adaptive']) {
  test(`retries of mode ${retryMode} succeed once the clock runs`, async () => {
    const client = newClient(emulator, { retryMode, maxAttempts: 10 });
    await useUp(client);
    runTheClockAfterAFailure(client);
    assert.ok((await listDomains(client)).$metadata.attempts > 1);
  });
}

test('a throttled CreateDomain makes one domain in the end', async () => {
  const client = newClient(emulator, { maxAttempts: 10 });
  runTheClockAfterAFailure(client);
  const create = () => client.send(new CreateDomainCommand({ Name: 'calls', ServerSideEncryptionConfiguration: key }));
  const made = await Promise.all([create(), create(), create(), create()]);
  assert.ok(made.some(({ $metadata }) => $metadata.attempts > 1));
  assert.equal((await listDomains(client)).DomainSummaries.length, 4);
});
