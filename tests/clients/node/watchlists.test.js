// Watchlists and the fraudsters on them; tests/handlers holds their rules.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  AssociateFraudsterCommand, ConflictException, CreateWatchlistCommand, DeleteFraudsterCommand, DeleteWatchlistCommand,
  DescribeFraudsterCommand, DescribeWatchlistCommand, DisassociateFraudsterCommand, ListFraudstersCommand,
  ListWatchlistsCommand, ResourceNotFoundException, ServiceQuotaExceededException, UpdateWatchlistCommand,
  ValidationException, paginateListFraudsters,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, refused, unknownGeneratedId, unknownId } from './support/client.js';
import { now, startFrozenEmulator } from './support/control.js';
import { registerFraudsters } from './support/jobs.js';

let emulator;
let client;
let DomainId;
let defaultId;
let known;
before(async () => { emulator = await startFrozenEmulator('--quota', 'fraudsters=2'); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  const domain = await createDomain(client);
  ({ DomainId } = domain);
  defaultId = domain.WatchlistDetails.DefaultWatchlistId;
  known = (await send(CreateWatchlistCommand, { Name: 'known', Description: 'Seen before' })).Watchlist;
});

const send = (Command, more = {}) => client.send(new Command({ DomainId, ...more }));
const create = async (more = {}) => (await send(CreateWatchlistCommand, { Name: 'other', ...more })).Watchlist;
const describeWatchlist = async (WatchlistId) => (await send(DescribeWatchlistCommand, { WatchlistId })).Watchlist;
const update = async (WatchlistId, Name) => (await send(UpdateWatchlistCommand, { WatchlistId, Name })).Watchlist;
const removeWatchlist = (WatchlistId) => send(DeleteWatchlistCommand, { WatchlistId });
const watchlists = async () => (await send(ListWatchlistsCommand)).WatchlistSummaries;

const register = (...voices) => registerFraudsters(emulator, client, DomainId, ...voices);
const describe = async (FraudsterId) => (await send(DescribeFraudsterCommand, { FraudsterId })).Fraudster;
const list = async (more) => (await send(ListFraudstersCommand, more)).FraudsterSummaries;
const remove = (FraudsterId) => send(DeleteFraudsterCommand, { FraudsterId });
const move = (Command) => async (FraudsterId, WatchlistId = known.WatchlistId) => (
  await send(Command, { FraudsterId, WatchlistId })).Fraudster;
const associate = move(AssociateFraudsterCommand);
const disassociate = move(DisassociateFraudsterCommand);

test('the life of a watchlist', async () => {
  const byDefault = await describeWatchlist(defaultId);
  assert.deepEqual([byDefault.Name, byDefault.DefaultWatchlist], ['default-watchlist', true]);
  assert.deepEqual([known.Description, known.DefaultWatchlist], ['Seen before', false]);
  assert.ok(known.CreatedAt instanceof Date);
  assert.deepEqual(await watchlists(), [byDefault, await describeWatchlist(known.WatchlistId)]);
  const renamed = await update(known.WatchlistId, 'renamed');
  assert.deepEqual(renamed, { ...known, Name: 'renamed', UpdatedAt: renamed.UpdatedAt });
  assert.equal((await removeWatchlist(known.WatchlistId)).$metadata.httpStatusCode, 200);
  assert.deepEqual(await watchlists(), [byDefault]);
});

test('refused operations on watchlists', async () => {
  await refused(removeWatchlist(defaultId), ValidationException);
  await refused(describeWatchlist(unknownId), ResourceNotFoundException, { ResourceType: 'WATCHLIST' });
  const first = await create({ ClientToken: 'once' });
  assert.deepEqual(await create({ ClientToken: 'once' }), first);
  await refused(create({ ClientToken: 'once', Name: 'x' }), ConflictException);
  await refused(create(), ServiceQuotaExceededException);
});

test('the life of a fraudster', async () => {
  const [GeneratedFraudsterId, kept] = await register('mallory', 'oscar');
  const fraudster = await describe(GeneratedFraudsterId);
  assert.match(GeneratedFraudsterId, /^id#[a-zA-Z0-9]{22}$/);
  const CreatedAt = await now(emulator);
  assert.deepEqual(fraudster, { GeneratedFraudsterId, DomainId, CreatedAt, WatchlistIds: [defaultId] });
  assert.deepEqual((await associate(GeneratedFraudsterId)).WatchlistIds, [defaultId, known.WatchlistId]);
  assert.deepEqual(await list({ WatchlistId: known.WatchlistId }), [await describe(GeneratedFraudsterId)]);
  assert.deepEqual((await disassociate(GeneratedFraudsterId, defaultId)).WatchlistIds, [known.WatchlistId]);
  assert.equal((await remove(GeneratedFraudsterId)).$metadata.httpStatusCode, 200);
  assert.deepEqual(await list(), [await describe(kept)]);
});

test('refused operations on fraudsters', async () => {
  const [id] = await register('mallory');
  await refused(disassociate(id, defaultId), ConflictException,
    { ConflictType: 'FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST' });
  await associate(id);
  await refused(removeWatchlist(known.WatchlistId), ConflictException,
    { ConflictType: 'CANNOT_DELETE_NON_EMPTY_WATCHLIST' });
  await refused(describe(unknownGeneratedId), ResourceNotFoundException, { ResourceType: 'FRAUDSTER' });
  await refused(describe('mallory'), ValidationException);
});

test('paginateListFraudsters, of a domain and of a watchlist', async () => {
  const ids = await register('one', 'two');
  await associate(ids[0]);
  await disassociate(ids[0], defaultId);
  ids.push(...await register('three'));
  await associate(ids[2]);
  const pagesOf = async (more, pageSize) => {
    const pages = [];
    for await (const page of paginateListFraudsters({ client, pageSize }, { DomainId, ...more })) {
      pages.push(page.FraudsterSummaries.map((each) => each.GeneratedFraudsterId));
    }
    return pages;
  };
  assert.deepEqual(await pagesOf({}, 2), [ids.slice(0, 2), ids.slice(2)]);
  assert.deepEqual(await pagesOf({ WatchlistId: known.WatchlistId }, 1), [[ids[0]], [ids[2]]]);
});
