// What is not there, what goes while it is looked at, what is too long, too many or not what it seems.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { startEmulator } from '../browser/support/emulator.js';
import { demoStage, openStage } from './support/console.js';

const demo = demoStage();
const load = (fixture) => demo.emulator.control('POST', 'fixtures', fixture);
const MARKUP = '<img src=x onerror=alert(1)><b>bold</b>';

test('an address of nothing says so, and leads on', async (t) => {
  const page = await demo.open(t);
  for (const [address, text] of [
    ['nonsense', 'There is no view “nonsense”'],
    ['%', 'There is no view “%”'],
    ['calls/nothing/nobody', 'The requested domain does not exist'],
    [`speak/${demo.bank.DomainId}/nobody`, 'The requested session does not exist'],
    ['speakers/nobody', 'No such speaker'],
    ['watchlists/nobody', 'nobody is not in this domain'],
  ]) {
    await page.open(address);
    await page.sees(text);
  }
});

test('back and forward lead through the views', async (t) => {
  const page = await demo.open(t, 'calls');
  await page.page.getByRole('link', { name: 'call-alice' }).click();
  await page.sees('call-alice', 'h1');
  await page.page.locator('nav').getByText('Speakers').click();
  await page.sees('Speakers', 'h1');
  await page.page.goBack();
  await page.sees('call-alice', 'h1');
  await page.page.goBack();
  await page.sees('Calls', 'h1');
  await page.page.goForward();
  await page.sees('call-alice', 'h1');
});

test('the link that skips the views leads into the one that is open', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.page.locator('.skip').focus();
  await page.page.keyboard.press('Enter');
  assert.equal(await page.page.evaluate(() => document.activeElement.id), 'main');
  await page.sees('Speakers', 'h1');
});

test('the focus returns after a dialog, and goes to the content after a change of views', async (t) => {
  const page = await demo.open(t, 'calls');
  await page.button('New call').press('Enter');
  await page.dialog.waitFor();
  await page.page.keyboard.press('Escape');
  await page.dialog.waitFor({ state: 'detached' });
  assert.equal(await page.page.evaluate(() => document.activeElement.textContent), 'New call');
  await page.page.getByRole('link', { name: 'call-alice' }).press('Enter');
  await page.sees('call-alice', 'h1');
  assert.equal(await page.page.evaluate(() => document.activeElement.id), 'main');
});

test('a dialog shows the command for what it does', async (t) => {
  const page = await demo.open(t, 'calls');
  await page.click('New call');
  await page.dialog.getByText('As curl').click();
  await page.dialog.getByLabel('Name', { exact: true }).fill('call-typed');
  execFileSync('sh', ['-c', await page.dialog.locator('.command pre').textContent()]);
  await page.click('Cancel', page.dialog);
  await page.row('call-typed').waitFor();
});

test('a double click does it once', async (t) => {
  await demo.emulator.control('PUT', 'clock', { Frozen: true });
  const { Now } = await demo.emulator.control('GET', 'clock');
  const page = await demo.open(t, 'clock');
  // The answer to the first stays out until both have come.
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.page.route('**/clock/advance', async (route) => {
    await held;
    await route.continue();
  });
  await page.button('+1 day').dblclick();
  release();
  await page.page.getByText('The clock was advanced: +1 day.').waitFor({ state: 'attached' });
  assert.equal(Date.parse((await demo.emulator.control('GET', 'clock')).Now) - Date.parse(Now), 86_400_000);
});

test('a view that cannot be read says why, and shows what there is once it can', async (t) => {
  const page = await demo.open(t, 'calls');
  await demo.emulator.control('POST', 'faults', { Preset: 'outage' });
  await page.page.locator('nav').getByText('Speakers').click();
  await page.sees('InternalServerException', '.trouble');
  await page.sees('Try again', '.trouble');
  await demo.emulator.control('DELETE', 'faults');
  await page.sees('257 speakers');
  await page.seesNoLonger('InternalServerException');
});

test('a domain that is deleted elsewhere while its view is open, and one that is erased', async (t) => {
  await load({ Domains: [{ Name: 'shop' }] });
  const page = await demo.open(t, 'speakers');
  await page.sees('257 speakers');
  await demo.emulator.call('DeleteDomain', { DomainId: demo.bank.DomainId });
  await page.sees('bank was deleted, and can be restored under Domains');
  await demo.emulator.advance('P31D');
  await page.page.getByText('The domain bank is gone. Now you look at shop.').waitFor();
  await page.sees('No speakers yet');
});

test('a suspended domain says what to do', async (t) => {
  const page = await demo.open(t, 'watchlists');
  await page.page.locator('#picker').selectOption({ label: 'closed-branch (suspended)' });
  await page.sees('closed-branch is suspended');
  await page.page.locator('main').getByRole('link', { name: 'Domains' }).click();
  await page.sees('Domains', 'h1');
});

test('an empty domain says how to begin, in every view', async (t) => {
  await demo.emulator.control('POST', 'reset');
  await load({ Domains: [{ Name: 'empty' }] });
  const page = await demo.open(t);
  for (const [view, text] of [
    ['calls', 'Nobody is calling. Start a call'],
    ['speakers', 'No speakers yet'],
    ['watchlists', '0 fraudsters'],
    ['jobs', 'No jobs yet'],
    ['clock', 'Nothing.'],
  ]) {
    await page.open(view);
    await page.sees(text);
  }
});

test('with thousands of domains and calls each view shows some, and finds all', async (t) => {
  const calls = Array.from({ length: 300 }, (_, number) => ({ SessionName: `call-${number}` }));
  const domains = Array.from({ length: 2000 }, (_, number) => ({ Name: `branch-${number}`, Sessions: number ? [] : calls }));
  await load({ Domains: domains });
  const page = await demo.open(t, 'domains');
  await page.sees('2,002 domains');
  assert.equal(await page.page.locator('section.card').count(), 51);
  await page.click('Show more of 2,002 domains');
  await page.page.locator('section.card').nth(100).waitFor();
  await page.page.getByRole('searchbox').fill('branch-1999');
  await page.sees('1 of 2,002 domains');
  await page.page.locator('#picker').selectOption({ label: 'branch-0' });
  await page.open('calls');
  await page.sees('300 active');
  assert.equal(await page.page.locator('.call').count(), 50);
  await page.page.getByRole('searchbox').fill('call-123');
  await page.sees('1 of 300 active');
});

test('names of any script and length stay in their places', async (t) => {
  const long = `x${'y'.repeat(254)}`;
  const name = `c${'d'.repeat(35)}`;
  const words = 'שלום עולם أهلا';
  await load({
    Domains: [
      {
        Name: long,
        Description: `${words} ${'w'.repeat(500)}`,
        Watchlists: [{ Name: long, Description: 'v'.repeat(500) }],
        Fraudsters: [{ Voice: long }],
        Speakers: [{ CustomerSpeakerId: long }],
        Sessions: [{ SessionName: name, SpeakerId: long, Audio: [{ Voice: long, SpeechSeconds: 12 }] }],
      },
    ],
  });
  await demo.emulator.control('POST', 'faults', {
    Operation: 'CreateDomain',
    Error: 'ConflictException',
    Message: `👩🏽‍🚀 ${'u'.repeat(500)}`,
  });
  const page = await demo.open(t, 'calls', { viewport: { width: 360, height: 740 } });
  await page.page.locator('#picker').selectOption({ label: long });
  const { Domains } = await demo.emulator.control('GET', 'domains');
  const { DomainId } = Domains.find(({ Name }) => Name === long);
  const views = [
    'calls',
    `calls/${DomainId}/${name}`,
    'speakers',
    `speakers/${long}`,
    'watchlists',
    'events',
    'faults',
    'clock',
    'domains',
  ];
  for (const view of views) {
    await page.open(view);
    assert.equal(await page.page.evaluate(() => document.documentElement.scrollWidth), 360, view);
  }
  await page.sees(words);
});

test('what others wrote is shown as it is, never as markup', async (t) => {
  await demo.emulator.control('PUT', 's3/demo/markup.json', { Version: MARKUP });
  await demo.emulator.call('StartSpeakerEnrollmentJob', {
    DomainId: demo.bank.DomainId,
    JobName: 'markup',
    DataAccessRoleArn: 'arn:aws:iam::000000000000:role/markup',
    InputDataConfig: { S3Uri: 's3://demo/markup.json' },
    OutputDataConfig: { S3Uri: 's3://demo/output' },
  });
  await demo.emulator.control('POST', 'faults', { Operation: 'ListDomains', Error: 'ConflictException', Message: MARKUP });
  await demo.emulator.call('ListDomains', {});
  const page = await demo.open(t);
  for (const [view, row] of [
    ['faults', undefined],
    ['requests', page.row('ListDomains')],
    ['jobs', page.page.getByRole('button', { name: /^markup/ })],
  ]) {
    await page.open(view);
    await row?.click();
    await page.sees(MARKUP);
    assert.equal(await page.page.locator('main img').count(), 0, view);
  }
});

test('the events of all accounts are shown once all domains are looked at', async (t) => {
  await demo.emulator.control('POST', 'fixtures?account=111122223333', { Domains: [{ Name: 'other' }] });
  const page = await demo.open(t, 'events');
  const { Domains } = await demo.emulator.control('GET', 'domains');
  const { DomainId } = Domains.find(({ Name }) => Name === 'other');
  await page.page.locator('#picker').selectOption({ label: 'other' });
  await demo.emulator.control('POST', `domains/${DomainId}/sessions`, { SessionName: 'call-other' });
  await page.row('call-other').waitFor();
  await demo.emulator.control('POST', `domains/${demo.bank.DomainId}/sessions`, { SessionName: 'call-bank' });
  await page.page.locator('#picker').selectOption('');
  await page.row('call-bank').waitFor();
  await page.row('call-other').waitFor();
});

test('a form outlives a restart of the emulator, and a view shows nothing of the run before', async (t) => {
  const first = await openStage();
  const { DomainId } = await first.bank();
  await first.emulator.control('POST', `domains/${DomainId}/sessions`, { SessionName: 'call-before' });
  const page = await first.open(t, 'events');
  await page.row('call-before').waitFor();
  await page.page.keyboard.press('n');
  await page.dialog.getByLabel('Name', { exact: true }).fill('call-after');
  const { port } = first.emulator.url;
  await first.emulator.stop();
  await page.click('Start', page.dialog);
  await page.sees('does not answer. Is it running?', 'dialog .problem');
  first.emulator = await startEmulator(['--fixtures', 'demo'], { port });
  t.after(() => first.stop());
  await page.page.locator('.connection.live').waitFor();
  assert.equal(await page.dialog.getByLabel('Name', { exact: true }).inputValue(), 'call-after');
  await page.click('Start', page.dialog);
  await page.sees('does not exist', 'dialog .problem');
  await page.click('Cancel', page.dialog);
  await page.seesNoLonger('call-before', 'virtual-list');
});

test('two tabs of one browser share their feeds, and one goes on without the other', async (t) => {
  const page = await demo.open(t, 'calls');
  const other = await page.page.context().newPage();
  await other.goto(`${demo.emulator.url}#/calls`);
  await other.getByText('5 active, 1 ended').waitFor();
  await page.click('End', page.row('call-stranger'));
  await other.getByText('4 active, 2 ended').waitFor();
  await page.page.close();
  await demo.emulator.control('POST', `domains/${demo.bank.DomainId}/sessions/call-alice/end`);
  await other.getByText('3 active, 3 ended').waitFor();
});

test('a browser that has no workers for several tabs is as live', async (t) => {
  const page = await demo.open(t);
  await page.page.addInitScript(() => delete globalThis.SharedWorker);
  await page.open('calls');
  await demo.emulator.control('POST', `domains/${demo.bank.DomainId}/sessions/call-alice/end`);
  await page.sees('4 active, 2 ended');
});

test('the clock may go back', async (t) => {
  const page = await demo.open(t, 'clock');
  await demo.emulator.control('PUT', 'clock', { Now: '2020-01-02T03:04:05Z', Frozen: true });
  await page.page.locator('#now', { hasText: '2020-01-02 03:04:05 UTC' }).waitFor();
  await page.sees('call-over', '.due');
  await page.page.locator('nav').getByText('Calls').click();
  await page.sees(/in \d+ years/, '.call:has-text("call-alice")');
});

test('nothing moves for people who do not want that', async (t) => {
  const page = await demo.open(t, 'calls', { reducedMotion: 'reduce' });
  const time = await page.page.evaluate(() => getComputedStyle(document.querySelector('.meter .fill')).transitionDuration);
  assert.equal(time, '0s');
});
