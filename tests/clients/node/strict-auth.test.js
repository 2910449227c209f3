import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ListDomainsCommand, VoiceIDServiceException } from '@aws-sdk/client-voice-id';
import { createDomain, newClient, optOut } from './support/client.js';
import { startEmulator } from './support/emulator.js';

const plain = { accessKeyId: '111122223333', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const session = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'other', sessionToken: 'FwoGZXIvYXdz//EXAMPLE==',
};

let emulator;
before(async () => {
  emulator = await startEmulator('--auth', 'sigv4', '--credential', `${plain.accessKeyId}:${plain.secretAccessKey}`,
    '--credential', `${session.accessKeyId}:${session.secretAccessKey}:${session.sessionToken}`);
});
after(() => emulator.stop());

const listDomains = (credentials, more = {}) => newClient(emulator, { credentials, ...more })
  .send(new ListDomainsCommand({}));

async function denied(call, name) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof VoiceIDServiceException);
    assert.equal(error.name, name);
    assert.equal(error.$metadata.httpStatusCode, 403);
    return true;
  });
}

test('right secrets are let in', async () => {
  const client = newClient(emulator, { credentials: plain });
  const { Arn, DomainId } = await createDomain(client, { Description: 'Zürich 東京' });
  assert.match(Arn, /:111122223333:/);
  assert.equal((await optOut(client, DomainId, 'alice'))[0].Status, 'OPTED_OUT');
  assert.ok((await listDomains(session)).DomainSummaries);
});

test('a wrong secret is an InvalidSignatureException', async () => {
  await denied(listDomains({ ...plain, secretAccessKey: 'wrong' }), 'InvalidSignatureException');
});

test('an unknown access key is an UnrecognizedClientException', async () => {
  await denied(listDomains({ ...plain, accessKeyId: 'AKIAUNKNOWN' }), 'UnrecognizedClientException');
});

test('a missing session token is an UnrecognizedClientException', async () => {
  await denied(listDomains({ ...session, sessionToken: undefined }), 'UnrecognizedClientException');
});

test('the SDK sets its clock right after an answer that shows the skew', async () => {
  const skewed = { systemClockOffset: 3_600_000 };
  await denied(listDomains(plain, skewed), 'InvalidSignatureException');
  const answer = await listDomains(plain, { ...skewed, maxAttempts: 3 });
  assert.equal(answer.$metadata.attempts, 2);
});
