// Whole calls: Amazon Connect's part over the control API, the application's part with the SDK.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  ConflictException, DeleteDomainCommand, DeleteSpeakerCommand, DescribeSpeakerCommand, EvaluateSessionCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, optOut, refused, unknownGeneratedId } from './support/client.js';
import { advanceUntil, now, refusedByControl, Sessions, startFrozenEmulator } from './support/control.js';

let emulator;
let client;
let domain;
let DomainId;
let sessions;
before(async () => { emulator = await startFrozenEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  domain = await createDomain(client);
  ({ DomainId } = domain);
  sessions = new Sessions(emulator, DomainId);
});

async function evaluate(SessionNameOrId = 'call-1') {
  const { $metadata, ...answer } = await client.send(new EvaluateSessionCommand({ DomainId, SessionNameOrId }));
  assert.equal($metadata.httpStatusCode, 200);
  return answer;
}

const authentication = async (name) => (await evaluate(name)).AuthenticationResult;
const alice = { SpeakerId: 'alice' };
const describe = async () => (await client.send(new DescribeSpeakerCommand({ DomainId, ...alice }))).Speaker;
const remove = () => client.send(new DeleteSpeakerCommand({ DomainId, ...alice }));
const statusOf = (session) => session.EnrollmentRequestDetails.Status;

test("a speaker's life in calls", async () => {
  await sessions.stream({ name: 'first' });
  assert.equal((await authentication('first')).Decision, 'SPEAKER_NOT_ENROLLED');
  assert.equal(statusOf(await sessions.enrollment('first')), 'IN_PROGRESS');
  assert.equal((await describe()).Status, 'PENDING');
  await advanceUntil(emulator, async () => (await describe()).Status === 'ENROLLED');
  assert.equal(statusOf(await sessions.end('first')), 'COMPLETED');

  await sessions.stream({ name: 'second' });
  const accepted = await authentication('second');
  assert.equal(accepted.Decision, 'ACCEPT');
  assert.ok(accepted.Score >= 95 && accepted.Score <= 100, accepted.Score);
  assert.deepEqual(await authentication('second'), accepted);
  await sessions.outcome({ AuthenticationScore: 89 }, 'second');
  const rejected = await authentication('second');
  assert.deepEqual([rejected.Decision, rejected.Score], ['REJECT', 89]);
  assert.notEqual(rejected.AuthenticationResultId, accepted.AuthenticationResultId);

  await optOut(client, DomainId, 'alice');
  assert.deepEqual(await authentication('second'), rejected);
  await sessions.stream({ name: 'third' });
  assert.equal((await authentication('third')).Decision, 'SPEAKER_OPTED_OUT');

  await remove();
  await sessions.enroll();
  await emulator.advance('P3Y');
  assert.equal((await describe()).Status, 'EXPIRED');
  await sessions.stream({ name: 'fourth' });
  assert.equal((await authentication('fourth')).Decision, 'SPEAKER_EXPIRED');
  await sessions.enroll();
  await sessions.stream({ name: 'fifth' });
  assert.equal((await authentication('fifth')).Decision, 'ACCEPT');
});

test('an accepted call in full', async () => {
  const { GeneratedSpeakerId } = await sessions.enroll();
  const { SessionId } = await sessions.start(alice);
  const times = { AudioAggregationStartedAt: await now(emulator) };
  await sessions.audio(4);
  await emulator.advance('PT4.25S');
  await sessions.audio(27);
  times.AudioAggregationEndedAt = await now(emulator);
  await sessions.end();

  const answer = await evaluate(SessionId);
  const { AuthenticationResult: { AuthenticationResultId, Score }, FraudDetectionResult: fraud } = answer;
  const { FraudDetectionResultId } = fraud;
  for (const id of [AuthenticationResultId, FraudDetectionResultId]) assert.match(id, /^[a-zA-Z0-9]{22}$/);
  assert.match(SessionId, /^id#[a-zA-Z0-9]{22}$/);
  assert.ok(Score >= 95 && Score <= 100, Score);
  assert.deepEqual(answer, {
    DomainId,
    SessionId,
    SessionName: 'call-1',
    StreamingStatus: 'ENDED',
    AuthenticationResult: {
      AuthenticationResultId,
      Decision: 'ACCEPT',
      Score,
      Configuration: { AcceptanceThreshold: 90 },
      CustomerSpeakerId: 'alice',
      GeneratedSpeakerId,
      ...times,
    },
    FraudDetectionResult: {
      FraudDetectionResultId,
      Decision: 'LOW_RISK',
      Configuration: { RiskThreshold: 50, WatchlistId: domain.WatchlistDetails.DefaultWatchlistId },
      RiskDetails: { KnownFraudsterRisk: { RiskScore: 0 }, VoiceSpoofingRisk: { RiskScore: 0 } },
      ...times,
    },
  });
  assert.deepEqual(await evaluate('call-1'), answer);
});

test('an unknown session is not found', async () => {
  for (const name of ['call-1', unknownGeneratedId]) {
    await refused(evaluate(name), ResourceNotFoundException, { ResourceType: 'SESSION' });
    await refusedByControl(sessions.describe(name), 'ResourceNotFoundException', 404);
  }
});

test("another account's or region's domain is not found", async () => {
  await sessions.start();
  const account = (await client.config.credentials()).accessKeyId;
  for (const elsewhere of [{}, { account, region: 'eu-west-2' }]) {
    const command = new EvaluateSessionCommand({ DomainId, SessionNameOrId: 'call-1' });
    const call = newClient(emulator, elsewhere).send(command);
    await refused(call, ResourceNotFoundException, { ResourceType: 'DOMAIN' });
  }
});

test('sessions of a deleted domain are refused', async () => {
  await sessions.start();
  await client.send(new DeleteDomainCommand({ DomainId }));
  await refused(evaluate(), ConflictException, { ConflictType: 'DOMAIN_NOT_ACTIVE' });
  await refusedByControl(sessions.describe(), 'DOMAIN_NOT_ACTIVE');
});

test('a session is kept for 24 hours after its end', async () => {
  const { SessionId } = await sessions.stream();
  await sessions.end();
  const answer = await evaluate();
  await emulator.advance('PT23H59M59S');
  assert.deepEqual(await evaluate(), answer);
  await emulator.advance('PT1S');
  for (const name of ['call-1', SessionId]) {
    await refused(evaluate(name), ResourceNotFoundException, { ResourceType: 'SESSION' });
  }
});

test('a stream that has not ended refuses another', async () => {
  const { SessionId } = await sessions.start();
  await refusedByControl(sessions.start(), 'ANOTHER_ACTIVE_STREAM');
  await sessions.end();
  assert.equal((await sessions.start()).SessionId, SessionId);
});

test('enrollment needs a speaker who has not opted out, and is asked for once', async () => {
  await optOut(client, DomainId, 'bob');
  await sessions.start();
  await sessions.audio(31);
  await refusedByControl(sessions.enrollment(), 'SPEAKER_NOT_SET');
  await sessions.update({ SpeakerId: 'bob' });
  await refusedByControl(sessions.enrollment(), 'SPEAKER_OPTED_OUT');
  await sessions.update(alice);
  assert.equal(statusOf(await sessions.enrollment()), 'IN_PROGRESS');
  await refusedByControl(sessions.enrollment(), 'ENROLLMENT_ALREADY_EXISTS');
  await refusedByControl(sessions.update({ SpeakerId: 'bob' }), 'CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT');
});

test('a new stream goes on with an enrollment that waits for speech', async () => {
  await sessions.stream({ seconds: 20 });
  assert.equal(statusOf(await sessions.enrollment()), 'NOT_ENOUGH_SPEECH');
  await sessions.end();
  await sessions.start();
  assert.equal(statusOf(await sessions.audio(29.999)), 'NOT_ENOUGH_SPEECH');
  assert.equal(statusOf(await sessions.audio(0.001)), 'IN_PROGRESS');
  await emulator.advance('PT1S');
  assert.equal((await describe()).Status, 'ENROLLED');
});

test('an enrollment at high risk fails and leaves no new speaker', async () => {
  await sessions.stream();
  await sessions.outcome({ VoiceSpoofingRisk: { RiskScore: 51 } });
  await sessions.enrollment();
  await emulator.advance('PT1S');
  const { EnrollmentRequestDetails: { Status, Message } } = await sessions.describe();
  assert.equal(Status, 'FAILED');
  assert.ok(Message);
  await refused(describe(), ResourceNotFoundException, { ResourceType: 'SPEAKER' });
});
