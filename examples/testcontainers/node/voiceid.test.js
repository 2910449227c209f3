// voiceid-local with Testcontainers: one container for all tests, a fresh account for each.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { CreateDomainCommand, OptOutSpeakerCommand, VoiceIDClient } from '@aws-sdk/client-voice-id';
import { GenericContainer, Wait } from 'testcontainers';

const image = 'voiceid-local:0.1.0';
const port = 8643;

let container;

before(async () => {
  container = await new GenericContainer(image)
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forHttp('/readyz', port))
    .start();
});
after(() => container?.stop());

function newClient() {
  return new VoiceIDClient({
    endpoint: `http://${container.getHost()}:${container.getMappedPort(port)}`,
    region: 'us-east-1',
    credentials: { accessKeyId: String(randomInt(10 ** 12)).padStart(12, '0'), secretAccessKey: 'any' },
  });
}

test('opting out', async () => {
  const client = newClient();
  const { Domain } = await client.send(new CreateDomainCommand({
    Name: 'calls',
    ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/calls' },
  }));
  const { Speaker } = await client.send(new OptOutSpeakerCommand({ DomainId: Domain.DomainId, SpeakerId: 'alice' }));
  assert.equal(Speaker.Status, 'OPTED_OUT');
});
