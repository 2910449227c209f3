// The calls, and one call.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { demoStage } from './support/console.js';

const demo = demoStage();

const openCall = (t, name) => demo.open(t, `calls/${demo.bank.DomainId}/${name}`);
const session = async (name) => (await demo.emulator.control('GET', `domains/${demo.bank.DomainId}/sessions/${name}`)).Session;

test('every call is listed with its speaker, voice, speech and state, and what came of it after a click', async (t) => {
  const page = await demo.open(t, 'calls');
  await page.sees('5 active, 1 ended');
  for (const text of ['carol', 'mallory', '11 s', 'ongoing']) await page.sees(text, '.call:has-text("call-mallory")');
  await page.click('Evaluate', page.row('call-mallory'));
  await page.sees('reject', '.call:has-text("call-mallory")');
  await page.sees('high risk', '.call:has-text("call-mallory")');
  await page.click('End', page.row('call-mallory'));
  await page.sees('4 active, 2 ended');
});

test('a call is started, spoken into, evaluated, enrolled and ended', async (t) => {
  // An enrollment takes a second of the emulator's clock, which a busy machine's browser may not see pass.
  await demo.emulator.control('PUT', 'clock', { Frozen: true });
  const page = await demo.open(t, 'calls');
  await page.click('New call');
  await page.fill({ Name: 'call-new', 'The caller claims to be': 'zoe' }, 'Start');
  await page.sees('call-new', 'h1');
  await page.page.getByLabel('Voice', { exact: true }).fill('zoe');
  await page.page.getByLabel('Speech', { exact: true }).fill('31');
  await page.click('Say 31 s');
  await page.sees('31 s', '.meter');
  await page.click('Enroll');
  await page.sees('enrollment in progress', '.call-head');
  await demo.emulator.advance('PT1S');
  await page.sees('enrollment completed', '.call-head');
  await page.click('Evaluate');
  await page.sees('accept', '.call-head');
  await page.click('End');
  await page.sees('ended', '.call-head');
  await page.click('New stream');
  await page.sees('ongoing', '.call-head');
  await page.sees('0 s', '.meter');
});

test('the picture shows whose speech there was, what each part needs, and each evaluation against its threshold', async (t) => {
  const page = await openCall(t, 'call-stranger');
  await page.page.locator('.timeline .whose', { hasText: 'stranger' }).waitFor();
  await page.click('Evaluate');
  await page.page.locator('.timeline .point.authentication.bad').waitFor();
  await page.page.locator('.timeline .point.fraud.good').waitFor();
  await page.page.getByLabel('Voice', { exact: true }).fill('bob');
  await page.click('Say 10 s');
  await page.page.locator('.timeline .whose', { hasText: 'bob' }).waitFor();
  const texts = await page.page.locator('.timeline text').allTextContents();
  for (const text of ['accept from 90', 'high risk over 50', 'results 10 s', 'enroll 30 s'])
    assert.ok(texts.includes(text), texts);
  await page.click('End');
  await page.page.locator('.timeline .sign.end').waitFor();
  await page.page.getByText('In words').click();
  const words = await page.page.locator('.moments li').allTextContents();
  assert.match(
    words.join('\n'),
    /Stream started.*\n.*stranger spoke for 12 s.*\n.*Authentication: REJECT, \d+.*\n.*Fraud detection: LOW_RISK[^]*bob spoke for 10 s[^]*Stream ended/,
  );
});

test('both results show all their members', async (t) => {
  const page = await openCall(t, 'call-mallory');
  await page.click('Evaluate');
  for (const text of ['AuthenticationResultId', 'Configuration.AcceptanceThreshold', 'Score', 'REJECT'])
    await page.sees(text, '.result:has-text("Authentication")');
  for (const text of ['KNOWN_FRAUDSTER', 'RiskDetails.KnownFraudsterRisk.GeneratedFraudsterId', 'WatchlistId'])
    await page.sees(text, '.result:has-text("Fraud detection")');
});

test('settings are changed by sliders, switches and fields', async (t) => {
  const page = await openCall(t, 'call-alice');
  const changed = async (label, value) => {
    await page.page.getByLabel(label, { exact: true }).fill(value);
    await page.page.getByLabel(label, { exact: true }).blur();
  };
  await changed('Acceptance threshold', '70');
  await page.page.locator('.timeline text', { hasText: 'accept from 70' }).waitFor();
  await changed('Risk threshold', '20');
  await page.page.locator('.timeline text', { hasText: 'high risk over 20' }).waitFor();
  await changed('Least speech', '5');
  await page.page.locator('.timeline text', { hasText: 'authentication 5 s' }).waitFor();
  await changed('Speaker', 'bob');
  await page.sees('Claims to be bob');
  await page.page.getByLabel('Watchlist', { exact: true }).selectOption({ label: 'branch-fraud' });
  await page.page.locator('main').getByLabel('Authentication', { exact: true }).uncheck();
  await page.page.locator('.timeline text', { hasText: 'accept from' }).waitFor({ state: 'detached' });
  const { AuthenticationConfiguration, FraudDetectionConfiguration, StreamingConfiguration, CustomerSpeakerId } =
    await session('call-alice');
  assert.deepEqual(
    [
      AuthenticationConfiguration,
      FraudDetectionConfiguration.RiskThreshold,
      StreamingConfiguration.AuthenticationMinimumSpeechInSeconds,
      CustomerSpeakerId,
    ],
    [undefined, 20, 5, 'bob'],
  );
  assert.notEqual(FraudDetectionConfiguration.WatchlistId, demo.bank.WatchlistDetails.DefaultWatchlistId);
});

test('the settings are copied as one command, which sets them', async (t) => {
  const page = await openCall(t, 'call-alice');
  await page.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.page.getByLabel('Acceptance threshold', { exact: true }).fill('70');
  await page.page.getByLabel('Acceptance threshold', { exact: true }).blur();
  await page.page.locator('.timeline text', { hasText: 'accept from 70' }).waitFor();
  await page.page.getByRole('button', { name: 'Copy “Settings” as curl' }).click();
  const command = await page.page.evaluate(() => navigator.clipboard.readText());
  await demo.emulator.control('PATCH', `domains/${demo.bank.DomainId}/sessions/call-alice`, {
    SpeakerId: 'bob',
    AuthenticationConfiguration: { AcceptanceThreshold: 10 },
  });
  execFileSync('sh', ['-c', command]);
  await page.page.locator('.timeline text', { hasText: 'accept from 70' }).waitFor();
  assert.equal((await session('call-alice')).CustomerSpeakerId, 'alice');
});

test('calls are found by any word of theirs, results too', async (t) => {
  const page = await demo.open(t, 'calls');
  await page.click('Evaluate all');
  await page.sees('high risk', '.call:has-text("call-mallory")');
  await page.page.getByRole('searchbox').fill('high risk');
  await page.sees('2 of 5 active, 1 ended');
  await page.page.getByRole('searchbox').fill('stranger');
  await page.sees('1 of 5 active, 1 ended');
});

test('an outcome is scripted and removed', async (t) => {
  const page = await openCall(t, 'call-alice');
  await page.page.getByLabel('Authentication score').fill('12');
  await page.page.getByLabel('Risk of spoofing').fill('99');
  await page.click('Script');
  await page.sees('AuthenticationScore');
  await page.click('Evaluate');
  await page.sees('reject12', '.call-head');
  await page.sees('high risk99', '.call-head');
  await page.click('Remove');
  await page.seesNoLonger('AuthenticationScore', 'section:has-text("Scripted outcome")');
});

test('what a contact flow and the contact record would show', async (t) => {
  const page = await openCall(t, 'call-mallory');
  const flow = page.page.locator('section', { hasText: 'In a contact flow' });
  await page.click('Enrollment', flow);
  await page.click('Authentication', flow);
  await page.click('Fraud detection', flow);
  for (const text of ['enrolled', 'notauthenticated', 'highrisk']) await page.sees(text, 'section:has-text("In a contact flow")');
  await page.sees('"Not Authenticated"', 'section:has-text("In a contact flow")');
});

test('each action shows the command for the same, which does the same', async (t) => {
  const page = await openCall(t, 'call-alice');
  await page.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.page.getByRole('button', { name: 'Copy “Say 10 s” as curl' }).click();
  const command = await page.page.evaluate(() => navigator.clipboard.readText());
  execFileSync('sh', ['-c', command]);
  await page.sees('24 s', '.meter');
  assert.equal((await session('call-alice')).Audio.SpeechSeconds, 24);
});

test('a WAV file is spoken into the call', async (t) => {
  const page = await openCall(t, 'call-dave');
  const { Objects } = await demo.emulator.control('GET', 's3/demo');
  assert.ok(Objects.some(({ Key }) => Key === 'grace.wav'));
  const buffer = Buffer.from(await (await fetch(new URL('/_voiceid/s3/demo/grace.wav', demo.emulator.url))).arrayBuffer());
  await page.page.locator('.drop input').setInputFiles({ name: 'grace.wav', mimeType: 'audio/wav', buffer });
  await page.sees('39 s', '.meter');
});

test('what the emulator refuses is shown as it says it', async (t) => {
  const page = await openCall(t, 'call-dave');
  await page.click('Enroll');
  await page.page.getByRole('alert').filter({ hasText: 'ENROLLMENT_ALREADY_EXISTS' }).waitFor();
});

test('a call that does not exist is told', async (t) => {
  const page = await openCall(t, 'nothing');
  await page.sees('The requested session does not exist');
});
