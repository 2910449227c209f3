// What is not built yet says so by name, once its input is valid. The table shrinks as they are built.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as sdk from '@aws-sdk/client-voice-id';
import { createDomain, newClient, refused, unknownGeneratedId, unknownId } from './support/client.js';
import { startEmulator } from './support/emulator.js';

const fraudster = { FraudsterId: unknownGeneratedId };
const watched = { ...fraudster, WatchlistId: unknownId };
const job = { JobId: unknownId };
const start = {
  DataAccessRoleArn: 'arn:aws:iam::111122223333:role/voice-id',
  InputDataConfig: { S3Uri: 's3://calls/input.json' },
  OutputDataConfig: { S3Uri: 's3://calls/out' },
};
const unbuilt = {
  AssociateFraudster: watched,
  DisassociateFraudster: watched,
  DescribeFraudster: fraudster,
  DeleteFraudster: fraudster,
  ListFraudsters: {},
  StartSpeakerEnrollmentJob: start,
  DescribeSpeakerEnrollmentJob: job,
  ListSpeakerEnrollmentJobs: {},
  StartFraudsterRegistrationJob: start,
  DescribeFraudsterRegistrationJob: job,
  ListFraudsterRegistrationJobs: {},
};

let emulator;
let client;
let DomainId;
before(async () => {
  emulator = await startEmulator();
  client = newClient(emulator);
  ({ DomainId } = await createDomain(client));
});
after(() => emulator.stop());

for (const [operation, request] of Object.entries(unbuilt)) {
  const command = (more) => new sdk[`${operation}Command`]({ DomainId, ...request, ...more });

  test(`${operation} names itself`, async () => {
    await assert.rejects(client.send(command()), (error) => {
      assert.ok(error instanceof sdk.InternalServerException, error.name);
      assert.equal(error.$fault, 'server');
      assert.equal(error.$metadata.attempts, 1);
      assert.match(error.message, new RegExp(operation));
      return true;
    });
  });

  test(`${operation} validates its input`, async () => {
    await refused(client.send(command({ DomainId: 'short' })), sdk.ValidationException);
  });
}
