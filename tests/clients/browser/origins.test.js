// Pages that did not come from this machine, though the browser resolves their names to it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Contact } from './support/contact.js';
import { startEmulator } from './support/emulator.js';
import { openStage } from './support/stage.js';

const host = 'desktop.example.test';
let stage;
let origin;
before(async () => {
  stage = await openStage({ switches: ['--host-resolver-rules=MAP *.example.test 127.0.0.1'] });
  origin = stage.pages.originAt(host);
});
after(() => stage.close());

const openPage = async (t, address) => {
  const page = await stage.browser.newPage(t);
  return { page, answer: await page.goto(address) };
};

test('the desktop cannot call from an origin that is not allowed', async (t) => {
  const desktop = await stage.browser.newDesktop(t, await stage.newContact(), origin);
  const { refused, answers } = await desktop.refused();
  assert.ok(refused.length > 0);
  assert.deepEqual(answers, []);
});

test('the desktop can call from an origin that is allowed', async (t) => {
  const emulator = await startEmulator(['--allowed-origin', origin]);
  t.after(() => emulator.stop());
  const { DomainId } = await emulator.createDomain();
  const contact = new Contact(emulator, DomainId);
  await contact.start();
  await contact.setCustomer('alice');
  const desktop = await stage.browser.newDesktop(t, contact, origin);
  assert.equal(await desktop.resolved('getDomainId'), DomainId);
  assert.equal((await desktop.resolved('syncSpeakerId')).Session.CustomerSpeakerId, 'alice');
});

test('a page of an origin that is not allowed changes nothing, even by a request that needs no leave', async (t) => {
  const contact = await stage.newContact();
  const { page } = await openPage(t, origin);
  const url = new URL(`/_voiceid/domains/${contact.DomainId}/sessions`, stage.emulator.url).href;
  // The browser sends this without asking first, and keeps the answer from the page.
  const type = await page.evaluate(async (address) => {
    const body = JSON.stringify({ SessionName: 'unwanted' });
    return (await fetch(address, { method: 'POST', mode: 'no-cors', body })).type;
  }, url);
  assert.equal(type, 'opaque');
  assert.deepEqual((await contact.control('GET', '')).Sessions, []);
});

test('a page that came from another host cannot reach the emulator by a name of that host', async (t) => {
  const { port } = stage.emulator.url;
  const { answer } = await openPage(t, `http://${host}:${port}/_voiceid/clock`);
  assert.equal(answer.status(), 403);
});

test('a host that is allowed reaches the emulator', async (t) => {
  const emulator = await startEmulator(['--allowed-host', host]);
  t.after(() => emulator.stop());
  const { answer } = await openPage(t, `http://${host}:${emulator.url.port}/_voiceid/clock`);
  assert.equal(answer.status(), 200);
});
