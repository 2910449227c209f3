import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Contact } from './support/contact.js';
import { refusal } from './support/desktop.js';
import { openStage } from './support/stage.js';

let stage;
let contact;
before(async () => { stage = await openStage(); });
after(() => stage.close());
beforeEach(async () => {
  await stage.emulator.control('POST', 'reset');
  contact = new Contact(stage.emulator);
});

const domains = async (count) => {
  const ids = [];
  while (ids.length < count) ids.push((await stage.emulator.createDomain()).DomainId);
  return ids;
};

test('getDomainId gives the domain that the instance is associated with', async (t) => {
  const [, associated] = await domains(3);
  await contact.associate(associated);
  const desktop = await stage.newDesktop(t, contact);
  assert.equal(await desktop.resolved('getDomainId'), associated);
});

test('an association holds for its instance only', async (t) => {
  const [first, newest] = await domains(2);
  await contact.associate(first);
  const desktop = await stage.newDesktop(t, new Contact(stage.emulator));
  assert.equal(await desktop.resolved('getDomainId'), newest);
});

test('getDomainId gives the associated domain after it was deleted, and calls on it fail', async (t) => {
  const [associated] = await domains(2);
  await contact.associate(associated);
  await stage.emulator.call('DeleteDomain', { DomainId: associated });
  const desktop = await stage.newDesktop(t, contact);
  assert.equal(await desktop.resolved('getDomainId'), associated);
  assert.deepEqual(JSON.parse((await desktop.rejected('describeSession')).err), refusal(409));
});

test('an instance is associated with its latest domain', async (t) => {
  const [first, second] = await domains(3);
  await contact.associate(first);
  await contact.associate(second);
  const desktop = await stage.newDesktop(t, contact);
  assert.equal(await desktop.resolved('getDomainId'), second);
});

test('without an association getDomainId gives the newest active domain', async (t) => {
  const [, second, third] = await domains(3);
  const before = await stage.newDesktop(t, contact);
  assert.equal(await before.resolved('getDomainId'), third);
  await stage.emulator.call('DeleteDomain', { DomainId: third });
  const then = await stage.newDesktop(t, contact);
  assert.equal(await then.resolved('getDomainId'), second);
});

test('without any domain getDomainId is an error', async (t) => {
  const desktop = await stage.newDesktop(t, contact);
  assert.equal((await desktop.rejected('getDomainId')).type, 'no_domain_id_found');
});
