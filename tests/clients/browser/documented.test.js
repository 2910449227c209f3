// What the library documents for a desktop, unchanged: page/documented.js.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openStage } from './support/stage.js';

let stage;
let contact;
before(async () => { stage = await openStage(); });
after(() => stage.close());
beforeEach(async () => {
  contact = await stage.newContact();
  await contact.setCustomer('alice');
});

test('a customer is not enrolled, pending, enrolled, opted out, and unknown again', async (t) => {
  const desktop = await stage.newDesktop(t, contact);
  const statuses = [await desktop.documented('status')];
  await contact.start();
  assert.equal(await desktop.documented('update', 'alice'), 'updated');
  statuses.push(await desktop.documented('status'));
  await contact.end();
  await contact.enrolled('alice');
  statuses.push(await desktop.documented('status'));
  assert.equal(await desktop.documented('optOut'), 'opted out');
  statuses.push(await desktop.documented('status'));
  assert.equal(await desktop.documented('remove'), 'deleted');
  statuses.push(await desktop.documented('status'));
  assert.deepEqual(statuses, ['not enrolled', 'pending', 'enrolled', 'opted out', 'not enrolled']);
});

test('a customer who was never heard of opts out', async (t) => {
  const desktop = await stage.newDesktop(t, contact);
  assert.equal(await desktop.documented('optOut'), 'opted out');
  assert.equal((await contact.speaker('alice')).Status, 'OPTED_OUT');
});

test('an enrollment calls back once the audio is collected, and ends', async (t) => {
  await contact.start();
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.documented('enroll');
  await desktop.answered(1, { 'Session.EnrollmentRequestDetails.Status': 'NOT_ENOUGH_SPEECH' });
  // The enrollment takes a second of the emulator's clock, and waits for the poll that sees it in progress.
  await stage.emulator.control('PUT', 'clock', { Frozen: true });
  await contact.hear('alice', 31);
  await desktop.answered(1, { 'Session.EnrollmentRequestDetails.Status': 'IN_PROGRESS' });
  await stage.emulator.control('PUT', 'clock', { Frozen: false });
  assert.deepEqual(await enrolling, ['audio collected', 'enrolled']);
  assert.equal(await desktop.documented('status'), 'enrolled');
});

test('an evaluation with the stream of the contact flow, and then with a new one', async (t) => {
  await contact.enrolled('alice');
  const desktop = await stage.newDesktop(t, contact);
  await contact.start();
  await contact.hear('bob', 12);
  assert.deepEqual(await desktop.documented('evaluate'), ['not authenticated', 'low risk']);
  const evaluating = desktop.documented('evaluate', true);
  await desktop.answered(1, { 'AuthenticationResult.Decision': 'NOT_ENOUGH_SPEECH' });
  await contact.hear('alice', 12, { SpoofingRisk: 90 });
  assert.deepEqual(await evaluating, ['authenticated', 'high risk']);
});

test('a new speaker id is that of the session and of the contact', async (t) => {
  await contact.start();
  const desktop = await stage.newDesktop(t, contact);
  assert.equal(await desktop.documented('update', 'my_new_speaker_id'), 'updated');
  assert.equal(await desktop.documented('speakerId'), 'my_new_speaker_id');
  const { GeneratedSpeakerId } = await contact.speaker('my_new_speaker_id');
  assert.equal((await contact.session()).GeneratedSpeakerId, GeneratedSpeakerId);
});
