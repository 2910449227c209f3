import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-voice-id';
import { createDomain, newClient } from './support/client.js';
import { startEmulator } from './support/emulator.js';

let emulator;
let client;
let ResourceArn;
before(async () => { emulator = await startEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  ResourceArn = (await createDomain(client, { Tags: [{ Key: 'team', Value: 'shop' }] })).Arn;
});

const list = async () => (await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
const tag = (...Tags) => client.send(new TagResourceCommand({ ResourceArn, Tags }));
const untag = (...TagKeys) => client.send(new UntagResourceCommand({ ResourceArn, TagKeys }));

test('TagResource adds and overwrites, tags are listed in order of the key', async () => {
  await tag({ Key: 'owner', Value: 'Zoë' }, { Key: 'team', Value: '' });
  assert.deepEqual(await list(), [{ Key: 'owner', Value: 'Zoë' }, { Key: 'team', Value: '' }]);
});

test('UntagResource removes and ignores absent keys', async () => {
  await untag('team', 'absent');
  await untag('team');
  assert.deepEqual(await list(), []);
});
