import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  ConflictException, DeleteDomainCommand, DescribeDomainCommand, ListDomainsCommand, ListSpeakersCommand,
  ResourceNotFoundException, UpdateDomainCommand,
} from '@aws-sdk/client-voice-id';
import { createDomain, key, newClient, refused } from './support/client.js';
import { startEmulator } from './support/emulator.js';

let emulator;
let client;
before(async () => { emulator = await startEmulator('--encryption-update-seconds', '3600'); });
after(() => emulator.stop());
beforeEach(() => { client = newClient(emulator); });

const describe = async (DomainId) => (await client.send(new DescribeDomainCommand({ DomainId }))).Domain;

async function update(DomainId, more = {}) {
  const request = { DomainId, Name: 'calls', ServerSideEncryptionConfiguration: key, ...more };
  return (await client.send(new UpdateDomainCommand(request))).Domain;
}

test('CreateDomain answers an active domain with its default watchlist', async () => {
  const domain = await createDomain(client, { Description: 'Zürich', Tags: [{ Key: 'team', Value: 'shop' }] });
  assert.match(domain.DomainId, /^[a-zA-Z0-9]{22}$/);
  assert.match(domain.WatchlistDetails.DefaultWatchlistId, /^[a-zA-Z0-9]{22}$/);
  assert.equal(domain.DomainStatus, 'ACTIVE');
  assert.equal(domain.Description, 'Zürich');
  assert.ok(domain.CreatedAt instanceof Date);
  assert.deepEqual(domain.CreatedAt, domain.UpdatedAt);
  assert.deepEqual(await describe(domain.DomainId), domain);
});

test('another key locks the domain from further changes of it until re-encryption is completed', async () => {
  const { DomainId, ServerSideEncryptionConfiguration: { KmsKeyId: firstKey } } = await createDomain(client);
  assert.match(firstKey, /^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
  const updated = await update(DomainId, { ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/second' } });
  const { Message, ...details } = updated.ServerSideEncryptionUpdateDetails;
  assert.deepEqual(details, { OldKmsKeyId: firstKey, UpdateStatus: 'IN_PROGRESS' });
  assert.match(Message, /new KMS key/);
  await refused(update(DomainId), ConflictException, { ConflictType: 'DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES' });
  await emulator.advance('PT1H');
  const { ServerSideEncryptionUpdateDetails: completed } = await describe(DomainId);
  assert.deepEqual(completed, { ...details, UpdateStatus: 'COMPLETED', Message: completed.Message });
  assert.equal((await update(DomainId)).ServerSideEncryptionUpdateDetails.UpdateStatus, 'IN_PROGRESS');
});

test('DeleteDomain suspends for 30 days, then the domain is erased', async () => {
  const { DomainId } = await createDomain(client);
  const remove = () => client.send(new DeleteDomainCommand({ DomainId }));
  assert.equal((await remove()).$metadata.httpStatusCode, 200);
  await remove();
  assert.equal((await describe(DomainId)).DomainStatus, 'SUSPENDED');
  await refused(client.send(new ListSpeakersCommand({ DomainId })), ConflictException,
    { ConflictType: 'DOMAIN_NOT_ACTIVE' });
  await emulator.advance('P30D');
  await refused(describe(DomainId), ResourceNotFoundException, { ResourceType: 'DOMAIN' });
  assert.deepEqual((await client.send(new ListDomainsCommand({}))).DomainSummaries, []);
});

test('a ClientToken makes one domain, and each call without one another', async () => {
  const first = await createDomain(client, { ClientToken: 'once' });
  assert.deepEqual(await createDomain(client, { ClientToken: 'once' }), first);
  await refused(createDomain(client, { ClientToken: 'once', Name: 'other' }), ConflictException);
  const [second, third] = [await createDomain(client), await createDomain(client)];
  assert.equal(new Set([first.DomainId, second.DomainId, third.DomainId]).size, 3);
});
