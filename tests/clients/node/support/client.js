// SDK clients that know nothing of the machine's own AWS settings.
import assert from 'node:assert/strict';
import { CreateDomainCommand, OptOutSpeakerCommand, VoiceIDClient } from '@aws-sdk/client-voice-id';

process.env.AWS_CONFIG_FILE = process.env.AWS_SHARED_CREDENTIALS_FILE = '/dev/null';

export const unknownId = 'A'.repeat(22);
export const unknownGeneratedId = `id#${unknownId}`;
export const key = { KmsKeyId: 'alias/voice-data' };

let accounts = 100_000_000_000;

/** Each client has its own account, and does not retry by default. */
export function newClient(emulator, { account = String(++accounts), region = 'us-east-1', ...more } = {}) {
  return new VoiceIDClient({
    endpoint: emulator.url,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'any-secret' },
    maxAttempts: 1,
    ...more,
  });
}

export async function createDomain(client, more = {}) {
  const request = { Name: 'calls', ServerSideEncryptionConfiguration: key, ...more };
  return (await client.send(new CreateDomainCommand(request))).Domain;
}

export async function optOut(client, DomainId, ...speakers) {
  const made = [];
  for (const SpeakerId of speakers) {
    made.push((await client.send(new OptOutSpeakerCommand({ DomainId, SpeakerId }))).Speaker);
  }
  return made;
}

/** Expects the call to be refused with this exception class and these members. */
export async function refused(call, exception, members = {}) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof exception, `${error.name}: ${error.message}`);
    for (const [name, value] of Object.entries(members)) assert.equal(error[name], value, name);
    assert.ok(error.message, 'an error has a message');
    return true;
  });
}
