// What somebody finds who opens the page of the demo for the first time, and has read nothing: each step goes by words
// that stand on the page by then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoStage } from './support/console.js';

const demo = demoStage();

// Clicks that the way below takes.
const MOST_CLICKS = 16;

/** A console in which every click is counted, and every word that the way goes by must be seen first. */
class Newcomer {
  clicks = 0;

  constructor(made) {
    Object.assign(this, { made, page: made.page });
  }

  async follow(role, name, within = this.page) {
    ++this.clicks;
    await within.getByRole(role, { name, exact: typeof name === 'string' }).click();
  }

  reads(text) {
    return this.page.getByText(text).first().waitFor();
  }
}

async function startCall(somebody, customer) {
  await somebody.follow('button', 'New call');
  await somebody.reads('A customer, such as alice or bob.');
  await somebody.page.getByLabel('The caller claims to be').fill(customer);
  await somebody.follow('button', 'Start');
  await somebody.reads('Next: under Speak, let a voice say 10 s more.');
}

test('a customer is accepted, another rejected, the fraudster found, and the first one expires, by what the page says', async (t) => {
  const made = await demo.open(t);
  const somebody = new Newcomer(made);
  await made.page.goto(String(demo.emulator.url));

  await startCall(somebody, 'alice');
  await somebody.follow('button', 'Say 10 s');
  await somebody.reads('There is enough speech for a result: click Evaluate.');
  await somebody.follow('button', 'Evaluate');
  await made.sees('accept', '.call-head');

  await somebody.reads('To see a REJECT, start a new stream, or a new call, and let another voice speak.');
  await somebody.follow('link', 'All calls');
  await startCall(somebody, 'bob');
  await somebody.reads('any other, such as stranger, is somebody else');
  await made.page.getByLabel('Voice', { exact: true }).fill('stranger');
  await somebody.follow('button', 'Say 10 s');
  await somebody.follow('button', 'Evaluate');
  await made.sees('reject', '.call-head');

  await somebody.follow('link', 'Calls');
  await somebody.reads('not evaluated');
  await somebody.follow('button', 'Evaluate all');
  const fraud = made.page.locator('.call', { hasText: 'high risk' }).filter({ hasText: 'mallory' });
  await somebody.follow('link', 'call-mallory', fraud);
  const fraudster = await made.page.locator('.result a', { hasText: /^id#/ }).first().textContent();
  await somebody.follow('link', fraudster);
  await made.sees(fraudster, 'li.wanted');

  await somebody.follow('link', /^20.* UTC/);
  await somebody.follow('button', '+3 years');
  const due = made.page.locator('section', { hasText: 'What fell due just now' });
  await somebody.follow('link', 'alice', due.locator('li', { hasText: 'expired' }));
  await made.sees('expired', 'section.detail:has-text("alice")');
  assert.equal(somebody.clicks, MOST_CLICKS);
});
