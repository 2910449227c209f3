// A page that came over TLS: the library assumes the page's scheme for the emulator's URL too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeCertificate } from './support/certificate.js';
import { openStage } from './support/stage.js';

let certificate;
let stage;
before(async () => {
  certificate = makeCertificate();
  const { certFile, keyFile, publicKeyHash } = certificate;
  stage = await openStage({
    options: ['--tls-cert', certFile, '--tls-key', keyFile],
    switches: [`--ignore-certificate-errors-spki-list=${publicKeyHash}`],
    certificate,
  });
  await stage.emulator.control('PUT', 'clock', { Frozen: true });
});
after(async () => {
  await stage.close();
  certificate.remove();
});

test('the emulator serves TLS', () => {
  assert.equal(stage.emulator.url.protocol, 'https:');
});

test('the desktop enrolls and evaluates over TLS', async (t) => {
  const contact = await stage.newContact();
  await contact.setCustomer('alice');
  await contact.start();
  await contact.hear('alice', 31);
  const desktop = await stage.newDesktop(t, contact);
  const enrolling = desktop.resolved('enrollSpeaker');
  await desktop.collected();
  await stage.emulator.advance('PT1M');
  assert.equal((await enrolling).Session.EnrollmentRequestDetails.Status, 'COMPLETED');
  assert.equal((await desktop.resolved('evaluateSpeaker', false)).AuthenticationResult.Decision, 'Authenticated');
});
