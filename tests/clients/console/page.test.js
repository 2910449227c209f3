// The page as a whole: live, by keyboard, for everyone, in any light, at any size, however much there is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoStage, openStage } from './support/console.js';

const demo = demoStage();

const views = () => [
  'calls',
  `calls/${demo.bank.DomainId}/call-mallory`,
  'speak',
  `speak/${demo.bank.DomainId}/call-dave`,
  'speakers',
  'watchlists',
  'jobs',
  'events',
  'requests',
  'faults',
  'clock',
  'domains',
];

test('two browsers see each other’s changes', async (t) => {
  const [one, other] = [await demo.open(t, 'calls'), await demo.open(t, 'calls')];
  await one.click('Evaluate', one.row('call-stranger'));
  await other.sees('reject', '.call:has-text("call-stranger")');
  await other.click('End', other.row('call-stranger'));
  await one.sees('4 active, 2 ended');
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe-core finds nothing in any view, ${colorScheme}`, async (t) => {
    await demo.emulator.call('EvaluateSession', { DomainId: demo.bank.DomainId, SessionNameOrId: 'call-mallory' });
    await demo.emulator.control('POST', 'faults', { Preset: 'throttled', Account: '111122223333' });
    const page = await demo.open(t, undefined, { colorScheme });
    for (const view of views()) {
      await page.open(view);
      assert.deepEqual(await page.accessibilityFaults(), [], view);
    }
    await page.page.keyboard.press('n');
    await page.dialog.waitFor();
    assert.deepEqual(await page.accessibilityFaults(), [], 'dialog');
  });
}

test('no view is wider than a telephone of 360 pixels', async (t) => {
  const page = await demo.open(t, undefined, { viewport: { width: 360, height: 740 } });
  for (const view of views()) {
    await page.open(view);
    assert.equal(await page.page.evaluate(() => document.documentElement.scrollWidth), 360, view);
  }
});

test('light and dark differ in every colour that matters', async (t) => {
  const colours = async (colorScheme) => {
    const page = await demo.open(t, 'calls', { colorScheme });
    return page.page.evaluate(() =>
      ['body', '.call', '.chip.live'].map((each) => getComputedStyle(document.querySelector(each)).backgroundColor),
    );
  };
  const [light, dark] = [await colours('light'), await colours('dark')];
  light.forEach((colour, index) => assert.notEqual(colour, dark[index]));
});

test('a whole call by keyboard alone', async (t) => {
  const page = await demo.open(t, 'events');
  const { keyboard } = page.page;
  const tabTo = async (name) => {
    for (let presses = 0; presses < 120; ++presses) {
      const focused = await page.page.evaluate(
        () => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent,
      );
      if (focused === name) return;
      await keyboard.press('Tab');
    }
    assert.fail(`no way to ${name}`);
  };
  await keyboard.type('gc');
  await page.sees('Calls', 'h1');
  await keyboard.press('n');
  await page.dialog.waitFor();
  await tabTo('Name');
  await keyboard.press('Control+A');
  await keyboard.type('call-keys');
  await tabTo('The caller claims to be');
  await keyboard.type('alice');
  await keyboard.press('Enter');
  await page.sees('call-keys', 'h1');
  await tabTo('Speech');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await tabTo('Say 12 s');
  await keyboard.press('Enter');
  await page.sees('12 s', '.meter');
  await page.page.evaluate(() => document.activeElement.blur());
  await tabTo('Evaluate');
  await keyboard.press('Enter');
  await page.sees('accept', '.call-head');
  await tabTo('End');
  await keyboard.press('Enter');
  await page.sees('ended', '.call-head');
});

test('rows of a list are chosen by arrow keys', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.sees('257 speakers');
  await page.page.getByRole('listbox').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowUp']) await page.page.keyboard.press(key);
  await page.sees('bob', 'section.detail h2');
  await page.page.keyboard.press('Home');
  await page.sees('grace', 'section.detail h2');
});

test('keys are listed by a question mark, and a slash leads to the filter', async (t) => {
  const page = await demo.open(t, 'speakers');
  await page.page.keyboard.press('?');
  await page.sees('New call', 'dialog');
  await page.page.keyboard.press('Escape');
  await page.page.keyboard.press('/');
  await page.page.keyboard.type('carol');
  await page.sees('1 of 257 speakers');
});

test('what is being typed survives what happens meanwhile', async (t) => {
  const page = await demo.open(t, `calls/${demo.bank.DomainId}/call-alice`);
  const voice = page.page.getByLabel('Voice', { exact: true });
  await voice.fill('half a na');
  await demo.emulator.control('POST', `domains/${demo.bank.DomainId}/sessions/call-alice/audio`, {
    Voice: 'alice',
    SpeechSeconds: 3,
  });
  await page.sees('17 s', '.meter');
  assert.equal(await voice.inputValue(), 'half a na');
  assert.ok(await voice.evaluate((field) => field === document.activeElement));
});

test('a client’s name is shown as it is, never as markup', async (t) => {
  const markup = '<img src=x onerror=alert(1)>';
  await fetch(demo.emulator.url, {
    method: 'POST',
    headers: { 'X-Amz-Target': 'VoiceID.ListDomains', 'Content-Type': 'application/x-amz-json-1.0', 'User-Agent': markup },
    body: '{}',
  });
  const page = await demo.open(t, 'requests');
  await page.row('ListDomains').last().click();
  await page.sees(markup, 'section.detail');
});

// How long a frame takes while the list is scrolled from end to end, in milliseconds; the middle one of all, because the
// machine may be busy in some.
const timeOfFrame = (page) =>
  page.page.evaluate(async () => {
    const list = document.querySelector('virtual-list');
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const times = [];
    const steps = 40;
    for (let step = 0; step <= steps; ++step) {
      const began = performance.now();
      list.scrollTop = (step / steps) * list.scrollHeight;
      list.dispatchEvent(new Event('scroll'));
      list.getBoundingClientRect();
      times.push(performance.now() - began);
      await frame();
    }
    return times.sort((a, b) => a - b).at(Math.floor(times.length / 2));
  });

test('10,000 speakers and 10,000 events scroll in frames of less than 50 ms', async (t) => {
  await demo.emulator.control('POST', 'fixtures', {
    Domains: [{ Name: 'crowd', Speakers: [{ CustomerSpeakerId: 'customer-{n}', Count: 10_000 }] }],
  });
  const { Domains } = await demo.emulator.control('GET', 'domains');
  const crowd = Domains.find(({ Name }) => Name === 'crowd');
  const page = await demo.open(t, 'speakers');
  await page.page.locator('#picker').selectOption({ label: 'crowd' });
  await page.sees('10,000 speakers');
  assert.ok((await timeOfFrame(page)) < 50);
  const evaluate = (_, number) =>
    demo.emulator.call('DeleteSpeaker', { DomainId: crowd.DomainId, SpeakerId: `customer-${number + 1}` });
  for (let hundred = 0; hundred < 100; ++hundred)
    await Promise.all(Array.from({ length: 100 }, (_, number) => evaluate(_, 100 * hundred + number)));
  await page.open('events');
  await page.sees('10,000 events');
  assert.ok((await timeOfFrame(page)) < 50);
});

test('without a token the page asks for it, and then works', async (t) => {
  const locked = await openStage({ options: ['--fixtures', 'demo', '--control-token', 'open-sesame'] });
  t.after(() => locked.stop());
  const page = await locked.open(t);
  await page.page.goto(`${locked.emulator.url}#/calls`);
  await page.dialog.getByLabel('Token').fill('open-sesame');
  await page.click('Unlock', page.dialog);
  await page.sees('5 active, 1 ended');
  await page.click('Evaluate', page.row('call-stranger'));
  await page.sees('reject', '.call:has-text("call-stranger")');
});

test('after a restart of the emulator the page goes on by itself', async (t) => {
  const first = await openStage();
  const page = await first.open(t, 'calls');
  await page.sees('5 active, 1 ended');
  const { port } = first.emulator.url;
  await first.emulator.stop();
  await page.page.locator('.connection.down').waitFor();
  const { startEmulator } = await import('../browser/support/emulator.js');
  const second = await startEmulator(['--fixtures', 'demo'], { port });
  first.emulator = { ...second, stop: () => second.stop() };
  t.after(() => first.stop());
  await page.page.locator('.connection.live').waitFor();
  await second.control('POST', 'reset');
  await page.sees('Nothing here yet', 'h1');
});
