// Whole calls: the control API plays Amazon Connect's part, the SDK the application's. tests/domain and tests/handlers
// hold the rules of decisions, enrollment and the cache.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  ConflictException, CreateWatchlistCommand, DeleteDomainCommand, DeleteSpeakerCommand, DescribeSpeakerCommand,
  EvaluateSessionCommand, ResourceNotFoundException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, optOut, refused, unknownGeneratedId } from './support/client.js';
import { advanceUntil, now, refusedByControl, Sessions, startFrozenEmulator } from './support/control.js';

let emulator;
let client;
let DomainId;
let WatchlistId;
let sessions;
before(async () => { emulator = await startFrozenEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  const domain = await createDomain(client);
  ({ DomainId } = domain);
  WatchlistId = domain.WatchlistDetails.DefaultWatchlistId;
  sessions = new Sessions(emulator, DomainId);
});

const send = (Command, more) => client.send(new Command({ DomainId, ...more }));
const alice = { SpeakerId: 'alice' };
const describe = async () => (await send(DescribeSpeakerCommand, alice)).Speaker;
const statusOf = (session) => session.EnrollmentRequestDetails.Status;

async function evaluate(SessionNameOrId = 'call-1') {
  const { $metadata, ...answer } = await send(EvaluateSessionCommand, { SessionNameOrId });
  assert.equal($metadata.httpStatusCode, 200);
  return answer;
}

const authentication = async (name) => (await evaluate(name)).AuthenticationResult;

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

  await send(DeleteSpeakerCommand, alice);
  await sessions.enroll();
  await emulator.advance('P3Y');
  assert.equal((await describe()).Status, 'EXPIRED');
  await sessions.stream({ name: 'fourth' });
  assert.equal((await authentication('fourth')).Decision, 'SPEAKER_EXPIRED');
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
      Configuration: { RiskThreshold: 50, WatchlistId },
      RiskDetails: { KnownFraudsterRisk: { RiskScore: 0 }, VoiceSpoofingRisk: { RiskScore: 0 } },
      ...times,
    },
  });
  assert.deepEqual(await evaluate('call-1'), answer);
});

test('a call at high risk', async () => {
  await sessions.stream();
  const RiskDetails = { KnownFraudsterRisk: { RiskScore: 51, GeneratedFraudsterId: unknownGeneratedId },
    VoiceSpoofingRisk: { RiskScore: 52 } };
  await sessions.outcome(RiskDetails);
  const { FraudDetectionResultId, ...result } = (await evaluate()).FraudDetectionResult;
  const time = await now(emulator);
  assert.deepEqual(result, { Decision: 'HIGH_RISK', Reasons: ['KNOWN_FRAUDSTER', 'VOICE_SPOOFING'], RiskDetails,
    Configuration: { RiskThreshold: 50, WatchlistId }, AudioAggregationStartedAt: time,
    AudioAggregationEndedAt: time });
});

const unscored = {
  SPEAKER_ID_NOT_PROVIDED: [{}, []],
  SPEAKER_NOT_ENROLLED: [alice, ['CustomerSpeakerId']],
  NOT_ENOUGH_SPEECH: [alice, ['CustomerSpeakerId', 'GeneratedSpeakerId'], 9.999],
};

for (const [Decision, [speaker, ids, seconds = 31]] of Object.entries(unscored)) {
  test(`${Decision} comes without score and times`, async () => {
    if (ids.length === 2) await sessions.enroll();
    await sessions.start(speaker);
    await sessions.audio(seconds);
    const { AuthenticationResultId, ...result } = await authentication();
    const known = ids.length === 2 ? await describe() : { CustomerSpeakerId: 'alice' };
    assert.deepEqual(result, { Decision, Configuration: { AcceptanceThreshold: 90 },
      ...Object.fromEntries(ids.map((id) => [id, known[id]])) });
  });
}

const leftOut = {
  'authentication off': [{ AuthenticationConfiguration: false }, ['FraudDetectionResult']],
  'fraud detection off': [{ FraudDetectionConfiguration: false }, ['AuthenticationResult']],
  'a configuration not settled yet': [{ StreamingStatus: 'PENDING_CONFIGURATION' }, []],
};

for (const [name, [settings, parts]] of Object.entries(leftOut)) {
  test(`results with ${name}`, async () => {
    const { SessionId } = await sessions.start({ ...alice, ...settings });
    await sessions.audio(31);
    const { AuthenticationResult, FraudDetectionResult, ...rest } = await evaluate();
    const results = Object.entries({ AuthenticationResult, FraudDetectionResult }).filter(([, result]) => result);
    assert.deepEqual(results.map(([part]) => part), parts);
    const StreamingStatus = settings.StreamingStatus ?? 'ONGOING';
    assert.deepEqual(rest, { DomainId, SessionId, SessionName: 'call-1', StreamingStatus });
  });
}

test('another watchlist makes a new result', async () => {
  await sessions.stream();
  const { AuthenticationResult, FraudDetectionResult: { FraudDetectionResultId } } = await evaluate();
  const { Watchlist } = await send(CreateWatchlistCommand, { Name: 'known' });
  await sessions.update({ FraudDetectionConfiguration: { WatchlistId: Watchlist.WatchlistId } });
  const later = await evaluate();
  assert.deepEqual(later.AuthenticationResult, AuthenticationResult);
  assert.notEqual(later.FraudDetectionResult.FraudDetectionResultId, FraudDetectionResultId);
  assert.equal(later.FraudDetectionResult.Configuration.WatchlistId, Watchlist.WatchlistId);
});

test('what is refused, by the SDK and by the control API', async () => {
  for (const name of ['call-1', unknownGeneratedId]) {
    await refused(evaluate(name), ResourceNotFoundException, { ResourceType: 'SESSION' });
    await refusedByControl(sessions.describe(name), 'ResourceNotFoundException', 404);
  }
  await sessions.start();
  await refusedByControl(sessions.start(), 'ANOTHER_ACTIVE_STREAM');
  await refusedByControl(sessions.enrollment(), 'SPEAKER_NOT_SET');
  const account = (await client.config.credentials()).accessKeyId;
  for (const elsewhere of [{}, { account, region: 'eu-west-2' }]) {
    const command = new EvaluateSessionCommand({ DomainId, SessionNameOrId: 'call-1' });
    await refused(newClient(emulator, elsewhere).send(command), ResourceNotFoundException, { ResourceType: 'DOMAIN' });
  }
  await send(DeleteDomainCommand);
  await refused(evaluate(), ConflictException, { ConflictType: 'DOMAIN_NOT_ACTIVE' });
  await refusedByControl(sessions.describe(), 'DOMAIN_NOT_ACTIVE');
});
