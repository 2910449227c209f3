import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refusal } from './support/desktop.js';
import { openStage } from './support/stage.js';

let stage;
let contact;
before(async () => { stage = await openStage(); });
after(() => stage.close());
beforeEach(async () => { contact = await stage.newContact(); });

const notFound = refusal(404);

test('getSpeakerId gives the customer of the contact', async (t) => {
  await contact.setCustomer('alice');
  const desktop = await stage.newDesktop(t, contact);
  assert.deepEqual(await desktop.resolved('getSpeakerId'), { speakerId: 'alice' });
});

test('getSpeakerId of a contact without a customer is an error', async (t) => {
  const desktop = await stage.newDesktop(t, contact);
  assert.equal((await desktop.rejected('getSpeakerId')).type, 'no_speaker_id_found');
});

test('getSpeakerStatus of an unknown speaker resolves with the type that the library sets', async (t) => {
  await contact.setCustomer('nobody');
  const desktop = await stage.newDesktop(t, contact);
  assert.deepEqual(await desktop.resolved('getSpeakerStatus'), { ...notFound, type: 'speaker_id_not_enrolled' });
});

for (const [method, status] of [['getSpeakerStatus', 'ENROLLED'], ['optOutSpeaker', 'OPTED_OUT']]) {
  test(`${method} gives the speaker as the API describes it`, async (t) => {
    await contact.enrolled('alice');
    await contact.setCustomer('alice');
    const desktop = await stage.newDesktop(t, contact);
    const { Speaker } = await desktop.resolved(method);
    assert.equal(Speaker.Status, status);
    assert.deepEqual(Speaker, await contact.speaker('alice'));
  });
}

test('deleteSpeaker deletes the customer', async (t) => {
  await contact.optOut('alice');
  await contact.setCustomer('alice');
  const desktop = await stage.newDesktop(t, contact);
  assert.deepEqual(await desktop.resolved('deleteSpeaker'), {});
  assert.equal(await contact.speaker('alice'), undefined);
});

const rejections = {
  'deleteSpeaker of an unknown speaker': ['deleteSpeaker', 'delete_speaker_failed'],
  'updateSpeakerIdInVoiceId without a session': ['updateSpeakerIdInVoiceId', 'session_not_exists', 'bob'],
  'describeSession without a session': ['describeSession', 'describe_session_failed'],
};

for (const [name, [method, expected, ...args]] of Object.entries(rejections)) {
  test(`${name} is an error and changes nothing`, async (t) => {
    await contact.setCustomer('nobody');
    const desktop = await stage.newDesktop(t, contact);
    const { type, err } = await desktop.rejected(method, ...args);
    assert.equal(type, expected);
    assert.deepEqual(JSON.parse(err), notFound);
    assert.deepEqual(await desktop.resolved('getSpeakerId'), { speakerId: 'nobody' });
  });
}

test('updateSpeakerIdInVoiceId sets the speaker of the session and the customer of the contact', async (t) => {
  await contact.start();
  const desktop = await stage.newDesktop(t, contact);
  const { Session } = await desktop.resolved('updateSpeakerIdInVoiceId', 'bob');
  assert.equal(Session.CustomerSpeakerId, 'bob');
  assert.equal(Session.GeneratedSpeakerId, (await contact.speaker('bob')).GeneratedSpeakerId);
  assert.deepEqual(Session, await contact.session());
  assert.deepEqual(await desktop.resolved('getSpeakerId'), { speakerId: 'bob' });
});

test('describeSession gives what the control API does', async (t) => {
  await contact.start({ SpeakerId: 'alice', AuthenticationConfiguration: { AcceptanceThreshold: 70 } });
  await contact.hear('alice', 12);
  const desktop = await stage.newDesktop(t, contact);
  const { Session } = await desktop.resolved('describeSession');
  assert.equal(Session.SessionName, contact.contactId);
  assert.deepEqual(Session, await contact.session());
});

test('a contact that was transferred keeps the session of the first one', async (t) => {
  contact.initialContactId = 'the-first-contact';
  await contact.start();
  const desktop = await stage.newDesktop(t, contact);
  assert.equal((await desktop.resolved('updateSpeakerIdInVoiceId', 'alice')).Session.SessionName, 'the-first-contact');
  assert.equal((await desktop.resolved('describeSession')).Session.CustomerSpeakerId, 'alice');
});
