// A page's EventSource: events as they happen, and again after the connection broke.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Contact } from './support/contact.js';
import { startEmulator } from './support/emulator.js';
import { startRelay } from './support/relay.js';
import { openStage } from './support/stage.js';

const timeout = 60_000;
const foreignHost = 'desktop.example.test';
let stage;
before(async () => {
  stage = await openStage({ switches: ['--host-resolver-rules=MAP *.example.test 127.0.0.1'] });
});
after(() => stage.close());

/** What a page's EventSource hears. The functions that it evaluates run in the page. */
class Listener {
  constructor(page) {
    this.page = page;
  }

  /** Waits for that many events; returns all that have come. */
  async received(count) {
    await this.page.waitForFunction((least) => heard.events.length >= least, count, { timeout });
    return this.page.evaluate(() => heard.events);
  }

  /** Waits until the source was opened, or has broken off, that many times. */
  async happened(what, count = 1) {
    await this.page.waitForFunction(([name, least]) => heard[name] >= least, [what, count], { timeout });
  }

  state() {
    return this.page.evaluate(() => heard.source.readyState);
  }
}

/** A page of that host that listens at the URL of an emulator; another origin than the emulator's in any case. */
async function listen(t, url, { query = '', host = '127.0.0.1' } = {}) {
  const page = await stage.browser.newPage(t);
  await page.goto(stage.pages.originAt(host));
  await page.evaluate((address) => {
    globalThis.heard = { events: [], opened: 0, broken: 0, source: new EventSource(address) };
    heard.source.onopen = () => { heard.opened += 1; };
    heard.source.onerror = () => { heard.broken += 1; };
    heard.source.onmessage = ({ lastEventId, data }) => {
      heard.events.push({ id: lastEventId, event: JSON.parse(data) });
    };
  }, new URL(`/_voiceid/events/stream${query}`, url).href);
  return new Listener(page);
}

async function newDomain(emulator) {
  return (await emulator.createDomain()).DomainId;
}

/** Makes an event, the start of a session; returns the session's name. */
async function makeEvent(emulator, domainId) {
  const contact = new Contact(emulator, domainId);
  return (await contact.start()).SessionName;
}

const sessions = (events) => events.map(({ event }) => event.detail.session.sessionName);
const runOf = (id) => id.split('-')[0];
const positionOf = (id) => Number(id.split('-')[1]);

test('a page hears events as they happen', async (t) => {
  const domainId = await newDomain(stage.emulator);
  const listener = await listen(t, stage.emulator.url, { query: `?domainId=${domainId}` });
  await listener.happened('opened');
  const names = [];
  for (const count of [1, 2, 3]) {
    names.push(await makeEvent(stage.emulator, domainId));
    assert.deepEqual(sessions(await listener.received(count)), names);
  }
  const { Events } = await stage.emulator.control('GET', `events?domainId=${domainId}`);
  assert.deepEqual((await listener.received(3)).map(({ event }) => event), Events);
});

test('a page misses nothing and hears nothing twice when its connection breaks', async (t) => {
  const relay = await startRelay(stage.emulator.url);
  t.after(() => relay.stop());
  const domainId = await newDomain(stage.emulator);
  const listener = await listen(t, relay.url, { query: `?domainId=${domainId}` });
  const names = [await makeEvent(stage.emulator, domainId)];
  await listener.received(1);
  relay.drop();
  await listener.happened('broken');
  names.push(await makeEvent(stage.emulator, domainId));
  await listener.happened('opened', 2);
  names.push(await makeEvent(stage.emulator, domainId));
  const events = await listener.received(3);
  assert.deepEqual(sessions(events), names);
  const positions = events.map(({ id }) => positionOf(id));
  assert.deepEqual(positions, [...positions].sort((a, b) => a - b));
  assert.equal(new Set(events.map(({ id }) => runOf(id))).size, 1);
});

test('a page goes on with the emulator that is started after another one at its port', async (t) => {
  const first = await startEmulator();
  const listener = await listen(t, first.url);
  const domainId = await newDomain(first);
  const names = [await makeEvent(first, domainId), await makeEvent(first, domainId)];
  await listener.received(2);
  await first.stop();
  await listener.happened('broken');
  const second = await startEmulator([], { port: first.url.port });
  t.after(() => second.stop());
  // More than the page had seen of the first emulator, whose positions say nothing here.
  const newDomainId = await newDomain(second);
  for (let made = 0; made < 5; made += 1) names.push(await makeEvent(second, newDomainId));
  const events = await listener.received(7);
  assert.deepEqual(sessions(events), names);
  assert.notEqual(runOf(events[1].id), runOf(events[2].id));
});

test('a page of an origin that is not allowed hears nothing', async (t) => {
  const domainId = await newDomain(stage.emulator);
  const listener = await listen(t, stage.emulator.url, { host: foreignHost });
  await makeEvent(stage.emulator, domainId);
  await listener.happened('broken');
  const closed = 2;
  assert.equal(await listener.state(), closed);
  assert.deepEqual(await listener.received(0), []);
});

test('a page of an origin that is allowed hears it all', async (t) => {
  const emulator = await startEmulator(['--allowed-origin', stage.pages.originAt(foreignHost)]);
  t.after(() => emulator.stop());
  const listener = await listen(t, emulator.url, { host: foreignHost });
  const name = await makeEvent(emulator, await newDomain(emulator));
  assert.deepEqual(sessions(await listener.received(1)), [name]);
});
