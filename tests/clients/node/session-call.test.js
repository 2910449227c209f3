// Whole calls: the control API plays Amazon Connect's part, the SDK the application's. tests/domain and tests/handlers
// hold the rules of decisions, enrollment and the cache.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  ConflictException, DeleteDomainCommand, EvaluateSessionCommand, ResourceNotFoundException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, refused, unknownGeneratedId } from './support/client.js';
import { now, refusedByControl, Sessions, startFrozenEmulator } from './support/control.js';

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

async function evaluate(SessionNameOrId = 'call-1') {
  const { $metadata, ...answer } = await send(EvaluateSessionCommand, { SessionNameOrId });
  assert.equal($metadata.httpStatusCode, 200);
  return answer;
}

test('an accepted call in full', async () => {
  const { GeneratedSpeakerId } = await sessions.enroll();
  const { SessionId } = await sessions.start({ SpeakerId: 'alice' });
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

test('a decision without score and times, and no result of a part that is off', async () => {
  const { SessionId } = await sessions.start({ FraudDetectionConfiguration: false });
  const { AuthenticationResult: { AuthenticationResultId, ...result }, ...rest } = await evaluate();
  assert.deepEqual(result, { Decision: 'SPEAKER_ID_NOT_PROVIDED', Configuration: { AcceptanceThreshold: 90 } });
  assert.deepEqual(rest, { DomainId, SessionId, SessionName: 'call-1', StreamingStatus: 'ONGOING' });
});

test('what is refused, by the SDK and by the control API', async () => {
  await refused(evaluate(), ResourceNotFoundException, { ResourceType: 'SESSION' });
  await refusedByControl(sessions.describe(), 'ResourceNotFoundException', 404);
  await send(DeleteDomainCommand);
  await refused(evaluate(), ConflictException, { ConflictType: 'DOMAIN_NOT_ACTIVE' });
  await refusedByControl(sessions.describe(), 'DOMAIN_NOT_ACTIVE');
});
