import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refusal } from './support/desktop.js';
import { openStage } from './support/stage.js';

let stage;
let contact;
before(async () => {
  stage = await openStage({ options: ['--enrollment-seconds', '5'] });
  // An enrollment stays in progress until a test turns the clock.
  await stage.emulator.control('PUT', 'clock', { Frozen: true });
});
after(() => stage.close());
beforeEach(async () => {
  contact = await stage.newContact();
  await contact.setCustomer('alice');
});

const finish = () => stage.emulator.advance('PT5S');
const enrollmentIs = (status) => ({ 'Session.EnrollmentRequestDetails.Status': status });

test('enrollSpeaker with enough speech calls back while in progress, then resolves completed', async (t) => {
  await contact.start();
  await contact.hear('alice', 31);
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.resolved('enrollSpeaker');
  const [collected] = await desktop.collected();
  assert.equal(collected.Session.EnrollmentRequestDetails.Status, 'IN_PROGRESS');
  assert.equal(collected.Session.EnrollmentAudioProgress.AudioAggregationStatus, 'READY_FOR_ENROLLMENT');
  assert.equal((await contact.speaker('alice')).Status, 'PENDING');

  await finish();
  const { Session } = await enrolling;
  assert.equal(Session.EnrollmentRequestDetails.Status, 'COMPLETED');
  assert.deepEqual(Session, await contact.session());
  assert.equal((await contact.speaker('alice')).Status, 'ENROLLED');
  assert.equal((await desktop.collected()).length, 1);
});

test('enrollSpeaker with too little speech polls until there is enough', async (t) => {
  await contact.start();
  await contact.hear('alice', 20);
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.resolved('enrollSpeaker');
  await desktop.answered(3, enrollmentIs('NOT_ENOUGH_SPEECH'));
  await contact.hear('alice', 11);
  const [collected] = await desktop.collected();
  assert.equal(collected.Session.EnrollmentRequestDetails.Status, 'IN_PROGRESS');
  await desktop.answered(3, enrollmentIs('IN_PROGRESS'));
  await finish();
  assert.equal((await enrolling).Session.EnrollmentRequestDetails.Status, 'COMPLETED');
  assert.equal((await desktop.collected()).length, 1);
});

test('enrollSpeaker of a speaker who opted out deletes and enrolls the speaker', async (t) => {
  const before = await contact.optOut('alice');
  await contact.start();
  await contact.hear('alice', 31);
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.resolved('enrollSpeaker');
  await desktop.collected();
  await finish();
  await enrolling;
  const speaker = await contact.speaker('alice');
  assert.equal(speaker.Status, 'ENROLLED');
  assert.notEqual(speaker.GeneratedSpeakerId, before.GeneratedSpeakerId);
});

test('enrollSpeaker on a stream that ended too early goes on with a new stream', async (t) => {
  const { SessionId } = await contact.start();
  await contact.hear('alice', 10);
  await contact.end();
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.resolved('enrollSpeaker');
  await desktop.answered(1, { sessionId: SessionId, streamingStatus: 'ONGOING', sessionName: contact.contactId });

  // What the first stream heard counts no more.
  const { EnrollmentRequestDetails } = await contact.hear('alice', 25);
  assert.equal(EnrollmentRequestDetails.Status, 'NOT_ENOUGH_SPEECH');
  await contact.hear('alice', 6);
  await desktop.collected();
  await finish();
  const { Session } = await enrolling;
  assert.equal(Session.SessionId, SessionId);
  assert.equal(Session.EnrollmentRequestDetails.Status, 'COMPLETED');
});

test('enrollSpeaker of a caller with a high risk fails and says why', async (t) => {
  await contact.start();
  await contact.hear('alice', 31);
  await contact.script({ KnownFraudsterRisk: { RiskScore: 90 } });
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.rejected('enrollSpeaker');
  await desktop.collected();
  await finish();
  const { Message } = (await contact.session()).EnrollmentRequestDetails;
  assert.ok(Message);
  assert.deepEqual(await enrolling, { type: 'enroll_speaker_failed', message: Message, err: 'FAILED' });
  assert.equal((await contact.speaker('alice')).Status, 'PENDING');
});

test('enrollSpeaker a second time, or for another customer, is an error', async (t) => {
  await contact.start();
  await contact.hear('alice', 31);
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.resolved('enrollSpeaker');
  await desktop.collected();
  const changed = await desktop.rejected('updateSpeakerIdInVoiceId', 'bob');
  assert.deepEqual(JSON.parse(changed.err), refusal(409));
  assert.deepEqual(await desktop.resolved('getSpeakerId'), { speakerId: 'alice' });
  await finish();
  await enrolling;
  const again = await desktop.rejected('enrollSpeaker');
  assert.equal(again.type, 'enroll_speaker_failed');
  assert.deepEqual(JSON.parse(again.err), refusal(409));
});

test('enrollSpeaker without a session is an error', async (t) => {
  const desktop = await stage.newDesktop(t, contact);
  const { type, err } = await desktop.rejected('enrollSpeaker');
  assert.equal(type, 'session_not_exists');
  assert.deepEqual(JSON.parse(err), refusal(404));
});
