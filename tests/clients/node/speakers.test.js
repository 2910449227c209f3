import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  DeleteSpeakerCommand, DescribeSpeakerCommand, ListSpeakersCommand, ResourceNotFoundException,
  ServiceQuotaExceededException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, optOut, refused } from './support/client.js';
import { startEmulator } from './support/emulator.js';

let emulator;
let client;
let DomainId;
before(async () => { emulator = await startEmulator('--quota', 'speakers=3'); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  ({ DomainId } = await createDomain(client));
});

const describe = async (SpeakerId) => (await client.send(new DescribeSpeakerCommand({ DomainId, SpeakerId }))).Speaker;
const remove = (SpeakerId) => client.send(new DeleteSpeakerCommand({ DomainId, SpeakerId }));
const list = async () => (await client.send(new ListSpeakersCommand({ DomainId }))).SpeakerSummaries;

test('OptOutSpeaker creates an unknown speaker, which is found by either id', async () => {
  const [speaker] = await optOut(client, DomainId, 'alice');
  assert.equal(speaker.Status, 'OPTED_OUT');
  assert.equal(speaker.CustomerSpeakerId, 'alice');
  assert.equal(speaker.LastAccessedAt, undefined);
  assert.deepEqual(await describe('alice'), speaker);
  assert.deepEqual(await describe(speaker.GeneratedSpeakerId), speaker);
  assert.deepEqual(await list(), [speaker]);
});

test('DeleteSpeaker removes it at once', async () => {
  const [alice, bob] = await optOut(client, DomainId, 'alice', 'bob');
  assert.equal((await remove(alice.GeneratedSpeakerId)).$metadata.httpStatusCode, 200);
  assert.deepEqual(await list(), [bob]);
  await refused(remove('alice'), ResourceNotFoundException, { ResourceType: 'SPEAKER' });
});

test('one speaker more than the quota is refused', async () => {
  await optOut(client, DomainId, 'alice', 'bob', 'carol');
  await refused(optOut(client, DomainId, 'dave'), ServiceQuotaExceededException);
  assert.equal((await list()).length, 3);
});
