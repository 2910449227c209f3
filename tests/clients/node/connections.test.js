import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { DescribeDomainCommand, ListSpeakersCommand, OptOutSpeakerCommand } from '@aws-sdk/client-voice-id';
import { createDomain, newClient } from './support/client.js';
import { startEmulator } from './support/emulator.js';

const sockets = 20;

class CountingAgent extends Agent {
  opened = 0;

  createConnection(...args) {
    this.opened += 1;
    this.newest = super.createConnection(...args);
    return this.newest;
  }
}

let emulator;
let agent;
let client;
let DomainId;
before(async () => { emulator = await startEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  agent = new CountingAgent({ keepAlive: true, maxSockets: sockets });
  client = newClient(emulator, { requestHandler: { httpAgent: agent } });
  ({ DomainId } = await createDomain(client));
});

const optOut = (SpeakerId, options) => client.send(new OptOutSpeakerCommand({ DomainId, SpeakerId }), options);
const ids = Array.from({ length: 200 }, (_, n) => `speaker-${n}`);

async function listed() {
  const seen = [];
  let NextToken;
  do {
    const page = await client.send(new ListSpeakersCommand({ DomainId, NextToken }));
    seen.push(...page.SpeakerSummaries.map((each) => each.CustomerSpeakerId));
    ({ NextToken } = page);
  } while (NextToken);
  return seen;
}

test('200 concurrent requests share a few kept connections', async () => {
  const answers = await Promise.all(ids.map((id) => optOut(id)));
  assert.deepEqual(answers.map((answer) => answer.Speaker.CustomerSpeakerId), ids);
  assert.equal(new Set(answers.map((answer) => answer.Speaker.GeneratedSpeakerId)).size, ids.length);
  assert.equal(new Set(answers.map((answer) => answer.$metadata.requestId)).size, ids.length);
  assert.deepEqual((await listed()).sort(), [...ids].sort());
  assert.ok(agent.opened <= sockets, `${agent.opened} connections`);
});

test('one connection serves one request after the other', async () => {
  for (const id of ids.slice(0, 50)) await optOut(id);
  assert.equal(agent.opened, 1);
});

test('requests aborted in flight leave the server answering', async () => {
  const outcomes = await Promise.allSettled(ids.slice(0, 100).map((id, n) => {
    const abort = new AbortController();
    const call = optOut(id, { abortSignal: abort.signal });
    // Aborts at different moments: before the connection, while sending, while waiting.
    const later = [() => abort.abort(), () => setImmediate(() => abort.abort()),
      () => setTimeout(() => abort.abort(), n % 10), () => {}];
    later[n % later.length]();
    return call;
  }));
  const failures = outcomes.filter((each) => each.status === 'rejected').map((each) => each.reason.name);
  assert.ok(failures.length >= 25, `${failures.length} aborted`);
  assert.deepEqual([...new Set(failures)], ['AbortError']);
  const { Domain } = await client.send(new DescribeDomainCommand({ DomainId }));
  assert.equal(Domain.DomainStatus, 'ACTIVE');
  const seen = await listed();
  assert.equal(new Set(seen).size, seen.length);
});

test('a connection closed by the idle time-out is replaced', async () => {
  const impatient = await startEmulator('--idle-timeout', '1');
  const kept = newClient(impatient, { requestHandler: { httpAgent: agent } });
  const before = agent.opened;
  await createDomain(kept);
  await once(agent.newest, 'close');
  await createDomain(kept);
  assert.equal(agent.opened, before + 2);
  await impatient.stop();
});

test('a client outlives a restart on the same port', async () => {
  const first = await startEmulator();
  const kept = newClient(first, { requestHandler: { httpAgent: agent } });
  await createDomain(kept);
  await first.stop();
  const second = await startEmulator('--port', new URL(first.url).port);
  assert.equal(second.url, first.url);
  assert.ok(await createDomain(kept));
  await second.stop();
});
