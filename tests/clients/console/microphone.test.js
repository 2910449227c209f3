// The microphone as a caller. Chromium's takes recordings instead of sound.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openStage } from './support/console.js';

const binary = process.env.EMULATOR_BINARY ?? fileURLToPath(new URL('../../../build/release/voiceid-local', import.meta.url));
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'voiceid-console-'));
});
after(() => rmSync(folder, { recursive: true }));

const recording = (voice) => {
  const file = join(folder, `${voice}.wav`);
  execFileSync(binary, ['wav', '--voice', voice, '--seconds', '35', '-o', file]);
  return file;
};

/** Somebody who speaks, for half a minute; flite has several voices. */
const speech = (speaker) => {
  const file = join(folder, `${speaker}.wav`);
  const text =
    'The harbour lies between two hills, and on most mornings a thin fog covers the water until the sun is high. ' +
    'Fishermen leave before anyone else is awake. They carry nets, bread and a little coffee, and they seldom speak to ' +
    'each other on the way. By noon the market is full of people who argue about prices, about the weather, and about ' +
    'whose boat came back first. A child sells oranges near the church, seven for a coin, and gives the eighth away to ' +
    'everybody who can answer a riddle.';
  execFileSync('flite', ['-voice', speaker, '-t', text, '-o', file]);
  return file;
};

const hears = (file) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}`,
];

/** A browser whose microphone hears that recording, at an emulator that lives as long as the test. */
async function listening(t, voice, options) {
  const stage = await openStage({ options: ['--fixtures', 'demo', ...(options ?? [])], switches: hears(recording(voice)) });
  t.after(() => stage.stop());
  return stage;
}

/** Speaks until the page has counted that many seconds of speech. */
async function speak(page, seconds) {
  await page.click('Speak');
  await page.page.waitForFunction((least) => parseFloat(document.getElementById('speech').textContent) >= least, seconds);
  await page.click('Stop');
  await page.button('Speak').waitFor();
}

/** Says in the open call whose voice is heard: a label, or '' for a voice known by its sound; undefined leaves it as it is. */
async function label(page, voice) {
  if (voice !== undefined) await page.page.getByLabel('Whose voice is this?').fill(voice);
}

/** Enrolls 'me' in a new call. The clock stands: an enrollment takes a second of it, which a busy machine's browser may not see pass. */
async function enroll(stage, page, voice) {
  await stage.emulator.control('PUT', 'clock', { Frozen: true });
  await page.click('New call');
  await page.fill({ Name: 'call-me', 'The caller claims to be': 'me' }, 'Start');
  await page.sees('claims to be me');
  await page.click('Enroll');
  await page.sees('enrollment not enough speech');
  await label(page, voice);
  await speak(page, 30.5);
  await page.sees('enrollment in progress');
  await stage.emulator.advance('PT1S');
  await page.sees('Enrolled. Call again');
}

/** Calls again, speaks, and is judged so. */
async function callAgain(page, decision, voice) {
  await page.click('Call again');
  await page.sees('0 s', '.heard');
  await label(page, voice);
  await speak(page, 10.5);
  await page.click('Evaluate');
  await page.sees(decision);
}

test('a voice is enrolled by microphone, accepted in the next call, and another one rejected', async (t) => {
  const stage = await listening(t, 'me');
  const page = await stage.open(t, 'speak');
  await enroll(stage, page);
  await callAgain(page, 'accept');
  await callAgain(page, 'reject', 'a-colleague');
  const bank = await stage.bank();
  const { Session } = await stage.emulator.control('GET', `domains/${bank.DomainId}/sessions/call-me`);
  assert.equal(Session.Audio.Voice, 'a-colleague');
});

test('without a label, people are known by how they sound', async (t) => {
  const stage = await openStage({ switches: hears(speech('slt')) });
  t.after(() => stage.stop());
  const page = await stage.open(t, 'speak');
  await enroll(stage, page, '');
  await callAgain(page, 'accept');
  await page.sees(/has an acoustic voice, (9\d|100) of 100 similar to the enrolled one/);
  const { DomainId } = await stage.bank();
  const stranger = await openStage({ shared: stage.emulator, switches: hears(speech('rms')) });
  t.after(() => stranger.stop());
  await callAgain(await stranger.open(t, `speak/${DomainId}/call-me`), 'reject', '');
});

test('what the page counts is what the emulator heard', async (t) => {
  const stage = await listening(t, 'me');
  const { DomainId } = await stage.bank();
  const page = await stage.open(t, `speak/${DomainId}/call-dave`);
  await speak(page, 10);
  const counted = parseFloat(await page.page.locator('#speech').textContent());
  const { Session } = await stage.emulator.control('GET', `domains/${DomainId}/sessions/call-dave`);
  assert.ok(Math.abs(Session.Audio.SpeechSeconds - counted) < 0.2, `${Session.Audio.SpeechSeconds} ${counted}`);
});

test('with a control token the sound goes by other ways', async (t) => {
  const stage = await listening(t, 'me', ['--control-token', 'open-sesame']);
  const page = await stage.open(t);
  await page.page.goto(`${stage.emulator.url}#/calls`);
  await page.dialog.getByLabel('Token').fill('open-sesame');
  await page.click('Unlock', page.dialog);
  await page.page.getByRole('link', { name: 'call-dave' }).click();
  await page.page.getByRole('link', { name: 'Microphone' }).click();
  await speak(page, 10);
  await page.sees('dave', '.studio .voice');
});

test('the end of the stream ends the speech', async (t) => {
  const stage = await listening(t, 'me');
  const { DomainId } = await stage.bank();
  const page = await stage.open(t, `speak/${DomainId}/call-dave`);
  await page.click('Speak');
  await page.button('Stop').waitFor();
  await page.page.waitForFunction(() => parseFloat(document.getElementById('speech').textContent) > 8);
  await stage.emulator.control('POST', `domains/${DomainId}/sessions/call-dave/end`);
  await page.page.getByRole('alert').waitFor();
  await page.button('Speak').waitFor();
});

test('where browsers give no microphone, the page says how to get one', async (t) => {
  const stage = await openStage({ switches: ['--host-resolver-rules=MAP voiceid 127.0.0.1'] });
  t.after(() => stage.stop());
  const { DomainId } = await stage.bank();
  const page = await stage.open(t);
  await page.page.goto(`http://voiceid:${stage.emulator.url.port}/#/speak/${DomainId}/call-dave`);
  await page.sees('--tls-self-signed');
  await page.sees('http://localhost:');
});
