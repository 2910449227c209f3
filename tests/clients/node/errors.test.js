import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  CreateDomainCommand, DescribeDomainCommand, ListDomainsCommand, ResourceNotFoundException, ValidationException,
  VoiceIDServiceException,
} from '@aws-sdk/client-voice-id';
import { newClient, unknownId } from './support/client.js';
import { startEmulator } from './support/emulator.js';

let emulator;
let client;
before(async () => { emulator = await startEmulator(); });
after(() => emulator.stop());
beforeEach(() => { client = newClient(emulator); });

async function errorOf(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: 'the call was not refused' });
}

test('an exception has its class, name, fault, message, members and metadata', async () => {
  const error = await errorOf(client.send(new DescribeDomainCommand({ DomainId: unknownId })));
  assert.ok(error instanceof ResourceNotFoundException);
  assert.ok(error instanceof VoiceIDServiceException);
  assert.equal(error.name, 'ResourceNotFoundException');
  assert.equal(error.$fault, 'client');
  assert.equal(error.ResourceType, 'DOMAIN');
  assert.ok(error.message);
  assert.equal(error.$metadata.httpStatusCode, 404);
  assert.match(error.$metadata.requestId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('every answer carries a request id', async () => {
  const first = await client.send(new ListDomainsCommand({}));
  const second = await client.send(new ListDomainsCommand({}));
  assert.notEqual(first.$metadata.requestId, second.$metadata.requestId);
});

test('a request the SDK does not check itself is refused with all its violations', async () => {
  const error = await errorOf(client.send(new CreateDomainCommand({
    Name: '', ServerSideEncryptionConfiguration: { KmsKeyId: '' },
  })));
  assert.ok(error instanceof ValidationException);
  assert.equal(error.message, '3 validation errors detected: '
    + "Value at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1; "
    + "Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
    + '^[a-zA-Z0-9][a-zA-Z0-9_-]*$; '
    + "Value '' at 'serverSideEncryptionConfiguration.kmsKeyId' failed to satisfy constraint: "
    + 'Member must have length greater than or equal to 1');
});

test('a wrong type is a SerializationException', async () => {
  const error = await errorOf(client.send(new ListDomainsCommand({ MaxResults: 'ten' })));
  assert.equal(error.name, 'SerializationException');
  assert.equal(error.message, 'STRING_VALUE cannot be converted to Integer');
});

test('an operation the service never had is an UnknownOperationException', async () => {
  client.middlewareStack.add((next) => (call) => {
    call.request.headers['x-amz-target'] = 'VoiceID.NoSuchOperation';
    return next(call);
  }, { step: 'build', priority: 'low' });
  const error = await errorOf(client.send(new ListDomainsCommand({})));
  assert.equal(error.name, 'UnknownOperationException');
  assert.equal(error.$metadata.httpStatusCode, 404);
  assert.ok(error instanceof VoiceIDServiceException);
});
