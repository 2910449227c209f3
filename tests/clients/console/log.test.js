// Lists that grow while they are looked at.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log } from '../../../server/console/page/core/log.js';

const self = (item) => item;

/** A log whose list comes when `come(list)` is called. */
function slow() {
  let come;
  const log = new Log(() => new Promise((resolve) => (come = resolve)), self);
  return { log, come: (list) => come(list) };
}

test('what comes while the list is read is in it once, whether the list has it or not', async () => {
  const { log, come } = slow();
  const loaded = log.load();
  [2, 3, 4].forEach((item) => log.take(item));
  come([1, 2, 3]);
  await loaded;
  [4, 5].forEach((item) => log.take(item));
  assert.deepEqual(log.items, [1, 2, 3, 4, 5]);
});

test('a list that is known is not read again, until it is forgotten', async () => {
  const lists = [[1], [2]];
  const log = new Log(async () => lists.shift(), self);
  await log.load();
  await log.load();
  assert.deepEqual(log.items, [1]);
  log.forget();
  log.take(7);
  await log.load();
  assert.deepEqual(log.items, [2]);
});

test('what is forgotten while it is read is read again', async () => {
  const { log, come } = slow();
  const first = log.load();
  log.forget();
  come([1]);
  await first;
  const second = log.load();
  come([2]);
  await second;
  assert.deepEqual(log.items, [2]);
});

test('a list that cannot be read is read the next time', async () => {
  const answers = [Promise.reject(new Error('no')), Promise.resolve([1])];
  const log = new Log(() => answers.shift(), self);
  await assert.rejects(log.load(), /no/);
  await log.load();
  assert.deepEqual(log.items, [1]);
});

test('the newest 10,000 are kept', async () => {
  const log = new Log(async () => Array.from({ length: 10_050 }, (_, index) => index), self);
  await log.load();
  assert.deepEqual([log.items.length, log.items[0]], [10_000, 50]);
  log.take(10_050);
  assert.deepEqual([log.items.length, log.items[0], log.items.at(-1)], [10_000, 51, 10_050]);
});
