import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  ConflictException, CreateWatchlistCommand, DeleteWatchlistCommand, DescribeWatchlistCommand, ListWatchlistsCommand,
  ResourceNotFoundException, ServiceQuotaExceededException, UpdateWatchlistCommand, ValidationException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, refused, unknownId } from './support/client.js';
import { startEmulator } from './support/emulator.js';

let emulator;
let client;
let DomainId;
let defaultId;
before(async () => { emulator = await startEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  const domain = await createDomain(client);
  ({ DomainId } = domain);
  defaultId = domain.WatchlistDetails.DefaultWatchlistId;
});

const send = (Command, more = {}) => client.send(new Command({ DomainId, ...more }));
const create = async (more = {}) => (await send(CreateWatchlistCommand, { Name: 'known', ...more })).Watchlist;
const describe = async (WatchlistId) => (await send(DescribeWatchlistCommand, { WatchlistId })).Watchlist;
const update = async (WatchlistId, more) => (await send(UpdateWatchlistCommand, { WatchlistId, ...more })).Watchlist;
const remove = (WatchlistId) => send(DeleteWatchlistCommand, { WatchlistId });
const list = async () => (await send(ListWatchlistsCommand)).WatchlistSummaries;

test('a domain has its default watchlist from birth', async () => {
  const watchlist = await describe(defaultId);
  assert.equal(watchlist.DefaultWatchlist, true);
  assert.equal(watchlist.Name, 'default-watchlist');
  assert.deepEqual(await list(), [watchlist]);
});

test('CreateWatchlist adds one that is described and listed', async () => {
  const watchlist = await create({ Description: 'Seen before' });
  assert.equal(watchlist.DefaultWatchlist, false);
  assert.equal(watchlist.Description, 'Seen before');
  assert.ok(watchlist.CreatedAt instanceof Date);
  assert.deepEqual(await describe(watchlist.WatchlistId), watchlist);
  assert.deepEqual((await list())[1], watchlist);
});

test('UpdateWatchlist leaves omitted attributes as they are', async () => {
  const made = await create({ Description: 'Seen before' });
  const renamed = await update(made.WatchlistId, { Name: 'renamed' });
  assert.deepEqual(renamed, { ...made, Name: 'renamed', UpdatedAt: renamed.UpdatedAt });
  const described = await update(made.WatchlistId, { Description: 'Other' });
  assert.deepEqual(described, { ...renamed, Description: 'Other', UpdatedAt: described.UpdatedAt });
});

test('the default watchlist can be neither updated nor deleted', async () => {
  await refused(update(defaultId, { Name: 'mine' }), ValidationException);
  await refused(remove(defaultId), ValidationException);
  assert.equal((await list()).length, 1);
});

test('a domain holds three watchlists, a deleted one makes room', async () => {
  const { WatchlistId } = await create();
  await create();
  await refused(create(), ServiceQuotaExceededException);
  assert.equal((await remove(WatchlistId)).$metadata.httpStatusCode, 200);
  await create();
  assert.equal((await list()).length, 3);
});

test('the same ClientToken makes one watchlist within 24 hours', async () => {
  const first = await create({ ClientToken: 'once' });
  assert.deepEqual(await create({ ClientToken: 'once' }), first);
  await refused(create({ ClientToken: 'once', Name: 'other' }), ConflictException);
  await emulator.advance('PT25H');
  assert.notEqual((await create({ ClientToken: 'once' })).WatchlistId, first.WatchlistId);
});

test('an unknown watchlist is not found', async () => {
  for (const attempt of [describe, (id) => update(id, { Name: 'x' }), remove]) {
    await refused(attempt(unknownId), ResourceNotFoundException, { ResourceType: 'WATCHLIST' });
  }
});
