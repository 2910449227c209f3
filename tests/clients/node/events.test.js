// The events of the SDK's calls, read with fetch.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  DeleteFraudsterCommand, DeleteSpeakerCommand, EvaluateSessionCommand, OptOutSpeakerCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, refused, unknownGeneratedId } from './support/client.js';
import { Sessions, startFrozenEmulator } from './support/control.js';
import { Jobs } from './support/jobs.js';

let emulator;
let client;
let DomainId;
let last;
before(async () => { emulator = await startFrozenEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  ({ DomainId } = await createDomain(client));
  ({ Last: last } = await emulator.control('GET', 'events'));
});

const send = (Command, more) => client.send(new Command({ DomainId, ...more }));

/** The events of the domain since the last call. */
async function news(more = {}) {
  const query = new URLSearchParams({ domainId: DomainId, after: last, ...more });
  const answer = await emulator.control('GET', `events?${query}`);
  last = answer.Last;
  return answer.Events;
}

const brief = ({ detail }) => `${detail.action} ${detail.status}`;

test('a call with the SDK', async () => {
  await new Sessions(emulator, DomainId).stream();
  const { AuthenticationResult } = await send(EvaluateSessionCommand, { SessionNameOrId: 'call-1' });
  const { Speaker } = await send(OptOutSpeakerCommand, { SpeakerId: 'alice' });
  await send(DeleteSpeakerCommand, { SpeakerId: 'alice' });
  await refused(send(DeleteFraudsterCommand, { FraudsterId: unknownGeneratedId }), ResourceNotFoundException);
  const events = await news();
  assert.deepEqual(events.map(brief), [
    'START_SESSION STREAMING_STARTED', 'EVALUATE_SESSION SUCCEEDED', 'OPT_OUT_SPEAKER SUCCEEDED',
    'DELETE_SPEAKER SUCCEEDED', 'DELETE_FRAUDSTER FAILED',
  ]);
  const [, evaluated, optedOut, , failed] = events.map((event) => event.detail);
  assert.equal(evaluated.session.authenticationResult.authenticationResultId,
    AuthenticationResult.AuthenticationResultId);
  assert.equal(optedOut.generatedSpeakerId, Speaker.GeneratedSpeakerId);
  assert.deepEqual([failed.errorInfo.errorType, failed.errorInfo.errorCode], ['RESOURCE_NOT_FOUND', 404]);
  assert.deepEqual(await news(), []);
});

test('a job with the SDK, waited for by its last event', async () => {
  const jobs = new Jobs(emulator, client, DomainId, 'registration');
  await jobs.putVoices('mallory');
  await jobs.putRequests(jobs.request('mallory'));
  const { JobId } = await jobs.start();
  const found = [];
  while (found.filter((event) => event.detail.batchJobId === JobId).length < 2) {
    const more = await news({ wait: 60 });
    assert.notDeepEqual(more, []);
    found.push(...more);
  }
  assert.deepEqual(found.map(brief), [
    'BATCH_FRAUDSTER_REGISTRATION_REQUEST SUBMITTED', 'REGISTER_FRAUDSTER SUCCEEDED',
    'BATCH_FRAUDSTER_REGISTRATION_REQUEST COMPLETED',
  ]);
});
