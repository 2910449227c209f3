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
  test(`retries of mode ${retryMode} succeed as the clock runs`, async () => {
    const client = newClient(emulator, { retryMode, maxAttempts: 10 });
    await useUp(client);
    await emulator.control('PUT', 'clock', { Frozen: false });
    const attempts = [];
    for (let n = 0; n < 3; n += 1) attempts.push((await listDomains(client)).$metadata.attempts);
    assert.ok(Math.max(...attempts) > 1, `attempts ${attempts}`);
  });
}

test('a throttled CreateDomain makes one domain in the end', async () => {
  const client = newClient(emulator, { maxAttempts: 10 });
  await emulator.control('PUT', 'clock', { Frozen: false });
  const create = () => client.send(new CreateDomainCommand({ Name: 'calls', ServerSideEncryptionConfiguration: key }));
  await Promise.all([create(), create(), create(), create()]);
  assert.equal((await listDomains(client)).DomainSummaries.length, 4);
});
