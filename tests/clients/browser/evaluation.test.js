import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refusal } from './support/desktop.js';
import { openStage } from './support/stage.js';

let stage;
let contact;
before(async () => { stage = await openStage(); });
after(() => stage.close());
beforeEach(async () => {
  contact = await stage.newContact();
  await contact.setCustomer('alice');
});

const decisions = (evaluation) => [evaluation.AuthenticationResult.Decision, evaluation.FraudDetectionResult.Decision];

const highRisk = { KnownFraudsterRisk: { RiskScore: 90 } };
const cases = [
  { name: 'the voice of the customer', voice: 'alice', expected: ['Authenticated', 'LowRisk'] },
  { name: 'the voice of somebody else', voice: 'bob', expected: ['NotAuthenticated', 'LowRisk'] },
  { name: 'a customer who opted out', optedOut: true, expected: ['OptedOut', 'LowRisk'] },
  { name: 'a customer who is not enrolled', enrolled: false, expected: ['NotEnrolled', 'LowRisk'] },
  { name: 'a stream that ended too early', seconds: 4, ended: true, expected: ['Inconclusive', 'Inconclusive'] },
  { name: 'a known fraudster by a scripted outcome', outcome: highRisk, expected: ['Authenticated', 'HighRisk'] },
  { name: 'a low score by a scripted outcome', outcome: { AuthenticationScore: 89 },
    expected: ['NotAuthenticated', 'LowRisk'] },
  { name: 'a session without authentication', settings: { AuthenticationConfiguration: false },
    expected: ['NotEnabled', 'LowRisk'] },
  { name: 'a session without fraud detection', settings: { FraudDetectionConfiguration: false },
    expected: ['Authenticated', 'NotEnabled'] },
];

for (const { name, expected, ...given } of cases) {
  test(`evaluateSpeaker of ${name} gives ${expected.join(' and ')}`, async (t) => {
    const { enrolled = true, optedOut, settings, voice = 'alice', seconds = 12, outcome, ended } = given;
    if (enrolled) await contact.enrolled('alice');
    if (optedOut) await contact.optOut('alice');
    await contact.start(settings);
    await contact.hear(voice, seconds);
    if (outcome) await contact.script(outcome);
    if (ended) await contact.end();
    const desktop = await stage.newDesktop(t, contact);
    const evaluation = await desktop.resolved('evaluateSpeaker', false);
    assert.deepEqual(decisions(evaluation), expected);
    assert.equal(evaluation.SessionName, contact.contactId);
  });
}

test('evaluateSpeaker gives the score and the reasons that EvaluateSession does', async (t) => {
  await contact.enrolled('alice');
  await contact.start();
  await contact.hear('alice', 12);
  await contact.script({ AuthenticationScore: 97, ...highRisk });
  const desktop = await stage.newDesktop(t, contact);
  const { AuthenticationResult, FraudDetectionResult } = await desktop.resolved('evaluateSpeaker', false);
  const { body } = await stage.emulator.call('EvaluateSession',
    { DomainId: contact.DomainId, SessionNameOrId: contact.contactId });
  assert.deepEqual({ ...AuthenticationResult, Decision: 'ACCEPT' }, body.AuthenticationResult);
  assert.deepEqual({ ...FraudDetectionResult, Decision: 'HIGH_RISK' }, body.FraudDetectionResult);
  assert.equal(AuthenticationResult.Score, 97);
  assert.deepEqual(FraudDetectionResult.Reasons, ['KNOWN_FRAUDSTER']);
});

test('evaluateSpeaker polls while there is too little speech', async (t) => {
  await contact.enrolled('alice');
  await contact.start();
  await contact.hear('alice', 5);
  const desktop = await stage.newDesktop(t, contact);
  const evaluating = desktop.resolved('evaluateSpeaker', false);
  await desktop.answered(3, { 'AuthenticationResult.Decision': 'NOT_ENOUGH_SPEECH',
    'FraudDetectionResult.Decision': 'NOT_ENOUGH_SPEECH' });
  await contact.hear('alice', 6);
  assert.deepEqual(decisions(await evaluating), ['Authenticated', 'LowRisk']);
});

test('evaluateSpeaker polls while the configuration is pending', async (t) => {
  await contact.enrolled('alice');
  await contact.start({ StreamingStatus: 'PENDING_CONFIGURATION' });
  await contact.hear('alice', 12);
  const desktop = await stage.newDesktop(t, contact);
  const evaluating = desktop.resolved('evaluateSpeaker', false);
  await desktop.answered(3, { StreamingStatus: 'PENDING_CONFIGURATION', AuthenticationResult: undefined,
    FraudDetectionResult: undefined, Session: undefined });
  await contact.change({ StreamingStatus: 'ONGOING' });
  assert.deepEqual(decisions(await evaluating), ['Authenticated', 'LowRisk']);
});

test('evaluateSpeaker of the next contact starts a session with the defaults', async (t) => {
  await contact.enrolled('alice');
  const desktop = await stage.newDesktop(t, contact);
  const evaluating = desktop.resolved('evaluateSpeaker', true);
  await desktop.answered(1, { sessionName: contact.contactId, domainId: contact.DomainId, streamingStatus: 'ONGOING' });
  const { AuthenticationConfiguration, FraudDetectionConfiguration } = await contact.hear('alice', 12);
  assert.equal(AuthenticationConfiguration.AcceptanceThreshold, 90);
  assert.equal(FraudDetectionConfiguration.RiskThreshold, 50);
  assert.deepEqual(decisions(await evaluating), ['Authenticated', 'LowRisk']);
});

for (const [when, ended] of [['during a stream', false], ['after the stream ended', true]]) {
  test(`evaluateSpeaker anew, ${when}, evaluates a new stream of the same session`, async (t) => {
    await contact.enrolled('alice');
    const { SessionId } = await contact.start();
    await contact.hear('bob', 12);
    const desktop = await stage.newDesktop(t, contact);
    assert.deepEqual(decisions(await desktop.resolved('evaluateSpeaker', false)), ['NotAuthenticated', 'LowRisk']);
    if (ended) await contact.end();

    const evaluating = desktop.resolved('evaluateSpeaker', true);
    await desktop.answered(1, { sessionId: SessionId, streamingStatus: 'ONGOING' });
    await desktop.answered(1, { 'AuthenticationResult.Decision': 'NOT_ENOUGH_SPEECH' });
    await contact.hear('alice', 12);
    const evaluation = await evaluating;
    assert.deepEqual(decisions(evaluation), ['Authenticated', 'LowRisk']);
    assert.equal(evaluation.SessionId, SessionId);
  });
}

test('evaluateSpeaker of an unknown session is an error', async (t) => {
  const desktop = await stage.newDesktop(t, contact);
  const { type, err } = await desktop.rejected('evaluateSpeaker', false);
  assert.equal(type, 'session_not_exists');
  assert.deepEqual(JSON.parse(err), refusal(404));
});
