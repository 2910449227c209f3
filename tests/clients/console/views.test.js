// The views besides the calls, and what each can do.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { demoStage } from './support/console.js';

const demo = demoStage();

const under = (path) => `domains/${demo.bank.DomainId}/${path}`;
const recording = async (name) => ({
  name,
  mimeType: 'audio/wav',
  buffer: Buffer.from(await (await fetch(new URL(`/_voiceid/s3/demo/${name}`, demo.emulator.url))).arrayBuffer()),
});
const detail = 'section.detail';

test('a speaker is found by either id, and shows when it expires', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.sees('257 speakers');
  await page.page.getByRole('searchbox').fill('carol');
  await page.sees('1 of 257 speakers');
  await page.row('carol').click();
  await page.sees('Expires', detail);
  const {
    body: { Speaker },
  } = await demo.emulator.call('DescribeSpeaker', { DomainId: demo.bank.DomainId, SpeakerId: 'erin' });
  await page.page.getByRole('searchbox').fill(Speaker.GeneratedSpeakerId);
  await page.sees('expired', '[role=option]:has-text("erin")');
});

test('speakers are filtered by their status', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.page.getByLabel('Status').selectOption('OPTED_OUT');
  await page.sees('1 of 257 speakers');
  await page.row('frank').waitFor();
});

test('a speaker is added, opted out, given a voice, and deleted after a question', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.click('Add');
  await page.fill({ 'Customer id': 'zoe', 'Last access': '-P4Y', Status: 'EXPIRED' }, 'Save');
  await page.sees('258 speakers');
  await page.row('zoe').click();
  await page.click('Set state and voice');
  await page.fill({ Voice: 'zoes-voice' }, 'Save');
  await page.sees('enrolled', detail);
  await page.click('Opt out');
  await page.sees('opted out', detail);
  await page.click('Delete');
  await page.click('Cancel', page.dialog);
  await page.click('Delete');
  await page.click('Delete', page.dialog);
  await page.sees('257 speakers');
});

test('a dialog stays open with the error of the emulator', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.click('Add');
  await page.dialog.getByLabel('Customer id').fill('zoe');
  await page.dialog.getByLabel('Last access').fill('yesterday');
  await page.click('Save', page.dialog);
  await page.sees('A moment is', 'dialog .problem');
  await page.page.keyboard.press('Escape');
  await page.dialog.waitFor({ state: 'detached' });
});

test('a speaker is enrolled from a recording', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.page.getByRole('searchbox').fill('dave');
  await page.row('dave').click();
  await page.page.locator(`${detail} .drop input`).setInputFiles(await recording('grace.wav'));
  await page.page.getByText('is being enrolled').waitFor();
  await demo.emulator.advance('PT1S');
  await page.sees('enrolled', detail);
});

test('watchlists are made, renamed and deleted, and fraudsters registered, moved and deleted', async (t) => {
  const page = await demo.open(t, 'watchlists');
  const card = (name) => page.page.locator('section.card').filter({ has: page.page.locator('h2', { hasText: name }) });
  await page.click('New watchlist');
  await page.fill({ Name: 'vips', Description: 'Known by name' }, 'Create');
  await page.click('Register a fraudster');
  await page.fill({ Voice: 'oswald', Watchlist: 'vips' }, 'Register');
  await card('vips').filter({ hasText: 'oswald' }).filter({ hasText: '1 fraudster' }).waitFor();
  await card('vips').getByRole('combobox').selectOption({ label: 'branch-fraud' });
  await card('branch-fraud').filter({ hasText: 'oswald' }).waitFor();
  await card('vips').getByRole('button', { name: 'Take off', exact: true }).click();
  await card('vips').filter({ hasText: '0 fraudsters' }).waitFor();
  await page.click('Change', card('vips'));
  await page.fill({ Name: 'guests' }, 'Save');
  await page.click('Delete', card('guests'));
  await page.click('Delete', page.dialog);
  await card('guests').waitFor({ state: 'detached' });
  await card('branch-fraud')
    .locator('li', { hasText: 'oswald' })
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.click('Delete', page.dialog);
  await page.seesNoLonger('oswald');
});

test('a fraudster is moved from one watchlist to another', async (t) => {
  const page = await demo.open(t, 'watchlists');
  const card = (name) => page.page.locator('section.card').filter({ has: page.page.locator('h2', { hasText: name }) });
  const menu = card('branch-fraud').getByRole('combobox').first();
  await menu.selectOption(await menu.locator('optgroup[label="Move to"] option').getAttribute('value'));
  await card('branch-fraud').filter({ hasText: '1 fraudster' }).waitFor();
  await card('default-watchlist').filter({ hasText: '4 fraudsters' }).waitFor();
});

test('fraudsters are registered from recordings', async (t) => {
  const page = await demo.open(t, 'watchlists');
  await page.sees('4 fraudsters');
  await page.page.locator('.drop input').setInputFiles([await recording('grace.wav')]);
  await page.sees('5 fraudsters');
});

test('jobs show their progress, what failed in words, and both files', async (t) => {
  const page = await demo.open(t, 'jobs');
  await page.sees('completed with errors', '.members li:has-text("enroll-branch")');
  await page.page.getByRole('button', { name: 'enroll-branch' }).click();
  await page.sees('SpeakerEnrollmentRequests', detail);
  await page.sees('do not have enough speech', detail);
});

for (const [label, kind] of [
  ['Enroll', 'Speaker enrollment'],
  ['Register fraudsters', 'Fraudster registration'],
]) {
  test(`recordings that are dropped start a job: ${kind}`, async (t) => {
    const page = await demo.open(t, 'jobs');
    await page.sees('2 jobs');
    await page.page
      .locator('.drop', { hasText: label })
      .locator('input')
      .setInputFiles([await recording('grace.wav'), await recording('mallory.wav')]);
    await page.sees('3 jobs');
    await page.page.locator('.members li', { hasText: kind }).first().filter({ hasText: 'completed' }).waitFor();
  });
}

test('a job is started by its manifest', async (t) => {
  const page = await demo.open(t, 'jobs');
  await page.click('Start a job');
  await page.fill({ 'Input: the manifest': 's3://demo/enroll.json', Output: 's3://demo/again', Name: 'again' }, 'Start');
  await page.sees('completed with errors', '.members li:has-text("again")');
});

test('events come live, are filtered, unfold, and are forgotten after a question', async (t) => {
  const page = await demo.open(t, 'events');
  const { SessionName } = (await demo.emulator.control('POST', under('sessions'), { SessionName: 'call-live' })).Session;
  await page.page.getByRole('option').filter({ hasText: SessionName }).click();
  await page.sees('"STREAMING_STARTED"', detail);
  await page.page.getByLabel('Status').selectOption('COMPLETED');
  await page.seesNoLonger('call-live', 'virtual-list');
  await page.page.getByLabel('Status').selectOption('');
  await page.page.getByLabel('Type').selectOption({ label: 'Start Session' });
  await page.sees('1 event');
  await page.click('Forget');
  await page.click('Forget', page.dialog);
  await page.sees('0 events');
});

test('sinks show what they did, and get disorder', async (t) => {
  const page = await demo.open(t, 'events');
  await page.sees('Delivered', 'section:has-text("memory")');
  await page.click('Disorder');
  await page.fill({ 'Comes twice': '0.5', Seed: '7' }, 'Set');
  await page.sees('Duplicate: 0.5', 'section:has-text("memory")');
  await page.click('Restore order');
  await page.seesNoLonger('Duplicate', 'section:has-text("memory")');
});

test('requests come live with bodies, errors and hints, are filtered, and are replayed', async (t) => {
  const page = await demo.open(t, 'requests');
  await demo.emulator.call('OptOutSpeaker', { DomainId: demo.bank.DomainId, SpeakerId: 'alice' });
  await demo.emulator.call('DescribeDomain', { DomainId: 'x'.repeat(22) });
  await page.page.getByLabel('Status').selectOption('4');
  await page.row('DescribeDomain').click();
  await page.sees('ResourceNotFoundException', detail);
  await page.page.getByLabel('Status').selectOption('');
  await page.page.getByRole('searchbox').fill('optout');
  await page.row('OptOutSpeaker').click();
  await page.sees('"OPTED_OUT"', detail);
  await page.click('Replay');
  await page.fill({ Request: JSON.stringify({ DomainId: demo.bank.DomainId, SpeakerId: 'bob' }) }, 'Send');
  await page.sees('2 requests');
  const { body } = await demo.emulator.call('DescribeSpeaker', { DomainId: demo.bank.DomainId, SpeakerId: 'bob' });
  assert.equal(body.Speaker.Status, 'OPTED_OUT');
  await page.page.getByRole('searchbox').fill('');
  await page.page.getByLabel('control API too').check();
  await page.row('POST /_voiceid/reset').waitFor();
  await page.click('Forget');
  await page.click('Forget', page.dialog);
  await page.seesNoLonger('OptOutSpeaker', 'virtual-list');
});

test('a call of the desktop is replayed', async (t) => {
  const page = await demo.open(t, 'requests');
  const target = 'AgentAppService.VoiceId.describeSpeaker';
  const body = JSON.stringify({ DomainId: demo.bank.DomainId, SpeakerId: 'alice' });
  await fetch(new URL('/agent-app/api', demo.emulator.url), { method: 'POST', headers: { 'X-Amz-Target': target }, body });
  await page.row(target).click();
  await page.click('Replay');
  await page.fill({ Request: body }, 'Send');
  await page.sees('2 requests');
});

test('presets are switches, own faults have all members, and both show how often they struck', async (t) => {
  const page = await demo.open(t, 'faults');
  await page.page.getByRole('switch', { name: /^throttled/ }).check();
  assert.equal((await demo.emulator.call('ListDomains', {})).status, 429);
  await page.sees('struck 1', '.switch:has-text("throttled")');
  await page.page.getByRole('switch', { name: /^throttled/ }).uncheck();
  await page.seesNoLonger('Struck');
  await page.click('New fault');
  await page.fill({ Operation: 'ListDomains, DescribeDomain', Error: 'ConflictException', 'How often': '1' }, 'Set');
  assert.equal((await demo.emulator.call('ListDomains', {})).status, 409);
  await page.sees('1 of 1', 'section:has-text("ConflictException")');
  await page.click('Remove all');
  await page.click('Remove', page.dialog);
  await page.sees('0 faults');
});

test('the clock is advanced, frozen, set and released, and says what falls due', async (t) => {
  const page = await demo.open(t, 'clock');
  const next = 'section:has-text("What falls due next")';
  await page.sees('carol expires', next);
  await page.sees('The call call-over is forgotten', next);
  await page.click('Freeze');
  await page.sees('frozen', '.head');
  const { Now } = await demo.emulator.control('GET', 'clock');
  await page.click('+1 day');
  await page.seesNoLonger('call-over', next);
  await page.sees('The call call-over was forgotten', 'section:has-text("What fell due just now")');
  assert.equal(Date.parse((await demo.emulator.control('GET', 'clock')).Now) - Date.parse(Now), 86_400_000);
  await page.page.getByLabel('Set it to, in UTC').fill('2031-05-06T07:08:09');
  await page.click('Set');
  await page.page.locator('#now', { hasText: '2031-05-06 07:08:09' }).waitFor();
  await page.click('Let it run');
  await page.sees('running', '.head');
});

test('a speaker has expired when its status says so, not when its hour begins', async (t) => {
  await demo.emulator.control('PUT', 'clock', { Now: '2030-01-01T10:59:00Z', Frozen: true });
  await demo.emulator.control('PUT', under('speakers/zoe'), { Status: 'ENROLLED', LastAccessedAt: '-PT2H' });
  const page = await demo.open(t, 'clock');
  const next = 'section:has-text("What falls due next")';
  await page.sees('zoe expires at the latest', next);
  await demo.emulator.control('PUT', 'clock', { Now: '2033-01-01T08:58:00Z' });
  await page.page.locator('#now', { hasText: '2033-01-01 08:58:00' }).waitFor();
  await page.sees('zoe expires at the latest', next);
  await page.click('+1 hour');
  await page.sees('zoe expired', 'section:has-text("What fell due just now")');
});

test('three years later the first customer has expired', async (t) => {
  const page = await demo.open(t, 'clock');
  await page.click('+3 years');
  await page.page.locator('nav').getByText('Speakers').click();
  await page.page.getByRole('searchbox').fill('alice');
  await page.sees('expired', '[role=option]:has-text("alice")');
});

test('domains are made in any account, suspended, re-encrypted, deleted and restored', async (t) => {
  const page = await demo.open(t, 'domains');
  const card = page.page.locator('section.card').filter({ has: page.page.locator('h2', { hasText: 'shop' }) });
  await page.click('New domain');
  await page.fill({ Name: 'shop', Account: '111122223333', Region: 'eu-west-1' }, 'Create');
  await card.filter({ hasText: '111122223333' }).filter({ hasText: 'eu-west-1' }).waitFor();
  await page.page.locator('#picker option:checked', { hasText: 'shop' }).waitFor({ state: 'attached' });
  await page.click('Suspend', card);
  await card.filter({ hasText: 'suspended' }).waitFor();
  await page.click('Activate', card);
  await page.click('Delete', card);
  await page.click('Delete', page.dialog);
  await page.click('Restore', card);
  await card.getByRole('button', { name: 'Suspend', exact: true }).waitFor();
});

test('a re-encryption is ended either way', async (t) => {
  await demo.emulator.control('PUT', 'clock', { Frozen: true });
  const page = await demo.open(t, 'domains');
  const card = page.page.locator('section.chosen');
  await page.click('Change the key', card);
  await page.fill({ 'KMS key': 'alias/next' }, 'Change');
  await card.filter({ hasText: 'in progress' }).waitFor();
  const { body } = await demo.emulator.call('DescribeDomain', { DomainId: demo.bank.DomainId });
  assert.ok(body.Domain.Description, 'the change left it as it was');
  await page.click('Let it fail', card);
  await card.filter({ hasText: 'failed' }).waitFor();
});

test('the state is exported, lost and imported again', async (t) => {
  const page = await demo.open(t, 'domains');
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.click('Export the state')]);
  const state = await readFile(await download.path());
  await page.click('Reset');
  await page.click('Reset', page.dialog);
  await page.sees('0 domains');
  await page.page.locator('.drop input').setInputFiles({ name: 'state.json', mimeType: 'application/json', buffer: state });
  await page.click('Replace', page.dialog);
  await page.sees('2 domains');
});

test('an empty emulator shows three ways to begin, and the demo is one click away', async (t) => {
  await demo.emulator.control('POST', 'reset');
  const page = await demo.open(t, 'calls');
  for (const text of ['Look around', 'Connect your program', 'Use the microphone']) await page.sees(text);
  await page.click('Load the demo');
  await page.sees('5 active, 1 ended');
});

test('one’s own voice is one click away from an empty emulator', async (t) => {
  await demo.emulator.control('POST', 'reset');
  const page = await demo.open(t, 'speak');
  await page.click('Use the microphone');
  await page.sees('call-me claims to be me');
  await page.button('Speak').waitFor();
});

test('the picker chooses whose calls are shown', async (t) => {
  const page = await demo.open(t, 'calls');
  await page.page.locator('#picker').selectOption({ label: 'closed-branch (suspended)' });
  await page.sees('0 active, 0 ended');
  await page.page.locator('#picker').selectOption('');
  await page.sees('5 active, 1 ended');
});
