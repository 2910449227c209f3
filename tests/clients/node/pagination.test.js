import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  CreateWatchlistCommand, ListSpeakersCommand, ValidationException, paginateListDomains, paginateListSpeakers,
  paginateListWatchlists,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, optOut, refused } from './support/client.js';
import { startEmulator } from './support/emulator.js';

let emulator;
let client;
before(async () => { emulator = await startEmulator('--quota', 'watchlists=unlimited'); });
after(() => emulator.stop());
beforeEach(() => { client = newClient(emulator); });

const names = (prefix, count) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

async function pagesOf(paginator, result) {
  const pages = [];
  for await (const page of paginator) pages.push(page[result]);
  return pages;
}

test('paginateListDomains', async () => {
  for (const Name of names('domain', 7)) await createDomain(client, { Name });
  const pages = await pagesOf(paginateListDomains({ client, pageSize: 3 }, {}), 'DomainSummaries');
  assert.deepEqual(pages.map((page) => page.length), [3, 3, 1]);
  assert.deepEqual(pages.flat().map((each) => each.Name), names('domain', 7));
});

test('paginateListSpeakers', async () => {
  const { DomainId } = await createDomain(client);
  await optOut(client, DomainId, ...names('speaker', 12));
  for (const [pageSize, sizes] of [[5, [5, 5, 2]], [12, [12]], [undefined, [12]], [6, [6, 6]]]) {
    const pages = await pagesOf(paginateListSpeakers({ client, pageSize }, { DomainId }), 'SpeakerSummaries');
    assert.deepEqual(pages.map((page) => page.length), sizes);
    assert.deepEqual(pages.flat().map((each) => each.CustomerSpeakerId), names('speaker', 12));
  }
});

test('paginateListWatchlists', async () => {
  const { DomainId } = await createDomain(client);
  for (const Name of names('watchlist', 5)) await client.send(new CreateWatchlistCommand({ DomainId, Name }));
  const pages = await pagesOf(paginateListWatchlists({ client, pageSize: 4 }, { DomainId }), 'WatchlistSummaries');
  assert.deepEqual(pages.map((page) => page.length), [4, 2]);
  assert.deepEqual(pages.flat().map((each) => each.Name), ['default-watchlist', ...names('watchlist', 5)]);
});

test('paginateListSpeakers resumes at a starting token, and only with the same page size', async () => {
  const { DomainId } = await createDomain(client);
  await optOut(client, DomainId, ...names('speaker', 5));
  const { NextToken } = await client.send(new ListSpeakersCommand({ DomainId, MaxResults: 2 }));
  const resume = (pageSize) => pagesOf(
    paginateListSpeakers({ client, pageSize, startingToken: NextToken }, { DomainId }), 'SpeakerSummaries');
  assert.deepEqual((await resume(2)).flat().map((each) => each.CustomerSpeakerId), names('speaker', 5).slice(2));
  await refused(resume(3), ValidationException);
});
