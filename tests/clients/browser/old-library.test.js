// Version 1.6 of the library, which still runs in desktops: it knows no domain, and most of its calls name no instance.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStage } from './support/stage.js';

let stage;
before(async () => { stage = await openStage({ options: ['--enrollment-seconds', '0'] }); });
after(() => stage.close());

test('a whole call in the domain of the instance', async (t) => {
  const contact = await stage.newContact();
  await stage.emulator.createDomain();
  await contact.setCustomer('alice');
  const desktop = await stage.newDesktop(t, contact, '/1.6/');

  const optedOut = await desktop.connection('optOutVoiceIdSpeaker');
  assert.deepEqual(optedOut.Speaker, await contact.speaker('alice'));
  await assert.rejects(desktop.connection('evaluateSpeakerWithVoiceId', false));

  const evaluation = await desktop.connection('evaluateSpeakerWithVoiceId', true);
  // This version knows no SPEAKER_ID_NOT_PROVIDED.
  assert.equal(evaluation.AuthenticationResult.Decision, 'Error');
  assert.equal(evaluation.DomainId, contact.DomainId);
  const { Session } = await desktop.connection('updateVoiceIdSpeakerId', 'bob');
  assert.equal(Session.GeneratedSpeakerId, (await contact.speaker('bob')).GeneratedSpeakerId);

  await contact.hear('bob', 31);
  assert.equal((await desktop.connection('enrollSpeakerInVoiceId')).Status, 'COMPLETED');
  await contact.setCustomer('bob');
  assert.equal((await desktop.connection('getVoiceIdSpeakerStatus')).Speaker.Status, 'ENROLLED');
});
