// The page of examples/agent-desktop in Chromium, beside a real emulator, driven by its own buttons.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../clients/browser/support/desktop.js';
import { startEmulator } from '../clients/browser/support/emulator.js';

const folder = fileURLToPath(new URL('../../examples/agent-desktop/', import.meta.url));
const timeout = 60_000;

let emulator;
let browser;
let server;
let address;
let page;

before(async () => {
  emulator = await startEmulator();
  server = spawn('node', ['server.js', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: server.stdout })) {
    address = /http\S+/.exec(line)[0];
    break;
  }
  browser = await startBrowser();
});
after(async () => {
  await browser.stop();
  await emulator.stop();
  const ended = once(server, 'exit');
  server.kill();
  await ended;
});

const faults = [];
let ending = [];
beforeEach(async () => {
  page = await browser.newPage({ after: (end) => ending.push(end) });
  page.on('pageerror', (error) => faults.push(error.message));
});
afterEach(async () => {
  for (const end of ending) await end();
  ending = [];
  assert.deepEqual(faults.splice(0), []);
});

async function open(at = emulator.address) {
  await page.goto(`${address}/?emulator=${at}`);
}

const onTheLine = () => page.getByText('On the line: contact').waitFor({ timeout });

/** Presses the button and waits for the log entry that begins with `entry`. */
async function press(button, entry) {
  const before = await page.locator('#log li').count();
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForFunction(([count, begin]) => [...document.querySelectorAll('#log li')]
    .slice(0, -count || undefined).some((each) => each.textContent.startsWith(begin)), [before, entry], { timeout });
  return page.locator('#log li', { hasText: entry }).first().textContent();
}

async function speak(voice, seconds) {
  await page.getByLabel('has the voice of').fill(voice);
  await page.getByLabel('speaks for').fill(String(seconds));
  await press('Speak', `${voice} speaks`);
}

async function callAgain() {
  const contact = await page.locator('#state').textContent();
  await page.getByRole('button', { name: 'Hang up and call again' }).click();
  await page.waitForFunction((old) => {
    const now = document.getElementById('state')?.textContent;
    return now?.startsWith('On the line') && now !== old;
  }, contact, { timeout });
}

async function enrollAlice() {
  await open();
  await onTheLine();
  await press('Start the session', 'startSession');
  await speak('alice', 31);
  assert.match(await press('Enroll', 'enrollSpeaker'), /"Status": "COMPLETED"/);
}

async function verdictOf(voice) {
  await callAgain();
  await press('Start the session', 'startSession');
  await speak(voice, 12);
  await press('Evaluate', 'evaluateSpeaker');
  const verdict = page.locator('#verdict');
  return [await verdict.textContent(), await verdict.getAttribute('data-verdict')];
}

test('the customer is enrolled, and known the next time', async () => {
  await enrollAlice();
  assert.deepEqual(await verdictOf('alice'), ['Authenticated, LowRisk', 'good']);
});

test('somebody else is found out', async () => {
  await enrollAlice();
  assert.deepEqual(await verdictOf('bob'), ['NotAuthenticated, LowRisk', 'bad']);
});

test('the other buttons show the customer, and what is refused', async () => {
  await open();
  await onTheLine();
  await page.getByLabel('claims to be').fill('carol');
  assert.match(await press('Who is it?', 'getSpeakerId'), /"speakerId": "carol"/);
  assert.match(await press('Status of the speaker', 'getSpeakerStatus'), /speaker_id_not_enrolled/);
  assert.match(await press('Enroll', 'enrollSpeaker: refused'), /enroll/i);
  await press('Opt out', 'optOutSpeaker');
  assert.match(await press('Status of the speaker', 'getSpeakerStatus'), /"Status": "OPTED_OUT"/);
  await press('Delete', 'deleteSpeaker');
  assert.match(await press('Status of the speaker', 'getSpeakerStatus'), /speaker_id_not_enrolled/);
});

test('without an emulator the page says what to do', async () => {
  await open('localhost:9');
  await page.getByText('No emulator answers at localhost:9').waitFor({ timeout });
  assert.match(await page.locator('#state').textContent(), /Start one with \.\/dev run\.$/);
});
