import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  AssociateFraudsterCommand, ConflictException, CreateWatchlistCommand, DeleteDomainCommand, DeleteFraudsterCommand,
  DeleteWatchlistCommand, DescribeFraudsterCommand, DisassociateFraudsterCommand, EvaluateSessionCommand,
  ListFraudstersCommand, ResourceNotFoundException, ServiceQuotaExceededException, ValidationException,
  paginateListFraudsters,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, refused, unknownGeneratedId, unknownId } from './support/client.js';
import { now, Sessions, startFrozenEmulator } from './support/control.js';
import { registerFraudsters } from './support/jobs.js';

let emulator;
let client;
let DomainId;
let defaultId;
let otherId;
before(async () => { emulator = await startFrozenEmulator('--quota', 'fraudsters=5'); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  const domain = await createDomain(client);
  ({ DomainId } = domain);
  defaultId = domain.WatchlistDetails.DefaultWatchlistId;
  otherId = (await send(CreateWatchlistCommand, { Name: 'known' })).Watchlist.WatchlistId;
});

const send = (Command, more = {}) => client.send(new Command({ DomainId, ...more }));
const register = (...voices) => registerFraudsters(emulator, client, DomainId, ...voices);
const describe = async (FraudsterId) => (await send(DescribeFraudsterCommand, { FraudsterId })).Fraudster;
const list = async (more) => (await send(ListFraudstersCommand, more)).FraudsterSummaries;
const remove = (FraudsterId) => send(DeleteFraudsterCommand, { FraudsterId });
const removeWatchlist = (WatchlistId) => send(DeleteWatchlistCommand, { WatchlistId });
const associate = async (FraudsterId, WatchlistId = otherId) => (
  await send(AssociateFraudsterCommand, { FraudsterId, WatchlistId })).Fraudster;
const disassociate = async (FraudsterId, WatchlistId = otherId) => (
  await send(DisassociateFraudsterCommand, { FraudsterId, WatchlistId })).Fraudster;
const voices = (count) => Array.from({ length: count }, (_, n) => `fraudster-${n}`);

test('a registered fraudster is described and listed', async () => {
  const [GeneratedFraudsterId] = await register('mallory');
  const fraudster = await describe(GeneratedFraudsterId);
  assert.match(GeneratedFraudsterId, /^id#[a-zA-Z0-9]{22}$/);
  assert.ok(fraudster.CreatedAt instanceof Date);
  const CreatedAt = await now(emulator);
  assert.deepEqual(fraudster, { GeneratedFraudsterId, DomainId, CreatedAt, WatchlistIds: [defaultId] });
  assert.deepEqual(await list(), [fraudster]);
});

test('AssociateFraudster and DisassociateFraudster may be repeated', async () => {
  const [id] = await register('mallory');
  for (let i = 0; i < 2; ++i) assert.deepEqual((await associate(id)).WatchlistIds, [defaultId, otherId]);
  assert.deepEqual(await list({ WatchlistId: otherId }), [await describe(id)]);
  for (let i = 0; i < 2; ++i) assert.deepEqual((await disassociate(id, defaultId)).WatchlistIds, [otherId]);
  assert.deepEqual((await associate(id, defaultId)).WatchlistIds, [otherId, defaultId]);
  assert.deepEqual((await describe(id)).WatchlistIds, [otherId, defaultId]);
});

test('a fraudster stays on its only watchlist', async () => {
  const [id] = await register('mallory');
  await refused(disassociate(id, defaultId), ConflictException,
    { ConflictType: 'FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST' });
  assert.deepEqual((await describe(id)).WatchlistIds, [defaultId]);
});

test('a watchlist with fraudsters cannot be deleted', async () => {
  const [id] = await register('mallory');
  await associate(id);
  await refused(removeWatchlist(otherId), ConflictException, { ConflictType: 'CANNOT_DELETE_NON_EMPTY_WATCHLIST' });
  await disassociate(id);
  assert.equal((await removeWatchlist(otherId)).$metadata.httpStatusCode, 200);
});

test('DeleteFraudster takes it out of every watchlist', async () => {
  const [id, kept] = await register('mallory', 'oscar');
  await associate(id);
  assert.equal((await remove(id)).$metadata.httpStatusCode, 200);
  assert.deepEqual(await list(), [await describe(kept)]);
  assert.deepEqual(await list({ WatchlistId: otherId }), []);
  await removeWatchlist(otherId);
  await refused(remove(id), ResourceNotFoundException, { ResourceType: 'FRAUDSTER' });
});

test('paginateListFraudsters, of a domain and of a watchlist', async () => {
  const ids = await register(...voices(5));
  for (const id of [ids[4], ids[0], ids[2]]) await associate(id);
  const pagesOf = async (more) => {
    const pages = [];
    for await (const page of paginateListFraudsters({ client, pageSize: 2 }, { DomainId, ...more })) {
      pages.push(page.FraudsterSummaries.map((each) => each.GeneratedFraudsterId));
    }
    return pages;
  };
  assert.deepEqual(await pagesOf(), [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  assert.deepEqual(await pagesOf({ WatchlistId: otherId }), [[ids[0], ids[2]], [ids[4]]]);
});

test('one fraudster more than a watchlist holds is refused', async () => {
  await register(...voices(5));
  const [id] = await list();
  for (const each of (await list())) await associate(each.GeneratedFraudsterId);
  await disassociate(id.GeneratedFraudsterId, defaultId);
  const [sixth] = await register('mallory');
  await refused(associate(sixth), ServiceQuotaExceededException);
  assert.equal((await list({ WatchlistId: otherId })).length, 5);
});

test('what is not found is told by its type', async () => {
  const [id] = await register('mallory');
  for (const attempt of [describe, remove, associate, disassociate]) {
    await refused(attempt(unknownGeneratedId), ResourceNotFoundException, { ResourceType: 'FRAUDSTER' });
  }
  for (const attempt of [() => associate(id, unknownId), () => disassociate(id, unknownId),
    () => list({ WatchlistId: unknownId })]) {
    await refused(attempt, ResourceNotFoundException, { ResourceType: 'WATCHLIST' });
  }
  client = newClient(emulator);
  for (const attempt of [describe, remove, associate, disassociate, () => list()]) {
    await refused(attempt(id), ResourceNotFoundException, { ResourceType: 'DOMAIN' });
  }
});

test('fraudsters of a deleted domain are refused', async () => {
  const [id] = await register('mallory');
  await send(DeleteDomainCommand);
  for (const attempt of [describe, remove, associate, disassociate, () => list()]) {
    await refused(attempt(id), ConflictException, { ConflictType: 'DOMAIN_NOT_ACTIVE' });
  }
});

test('a fraudster id of another form is refused', async () => {
  for (const attempt of [describe, remove, associate, disassociate]) {
    await refused(attempt('mallory'), ValidationException);
  }
});

test('EvaluateSession looks at the fraudsters of the watchlist', async () => {
  const sessions = new Sessions(emulator, DomainId);
  const [, id] = await register('oscar', 'mallory');
  await sessions.stream({ speaker: 'alice', voice: 'mallory' });
  const detected = async () => {
    const { FraudDetectionResult: result } = await send(EvaluateSessionCommand, { SessionNameOrId: 'call-1' });
    return { ...result, ...result.RiskDetails.KnownFraudsterRisk };
  };
  const found = await detected();
  assert.deepEqual([found.Decision, found.Reasons, found.GeneratedFraudsterId], ['HIGH_RISK', ['KNOWN_FRAUDSTER'], id]);
  assert.ok(found.RiskScore >= 95 && found.RiskScore <= 100, found.RiskScore);
  await sessions.update({ FraudDetectionConfiguration: { WatchlistId: otherId } });
  const other = await detected();
  assert.deepEqual([other.Decision, other.RiskScore, other.GeneratedFraudsterId], ['LOW_RISK', 0, undefined]);
  assert.equal(other.Configuration.WatchlistId, otherId);
});
