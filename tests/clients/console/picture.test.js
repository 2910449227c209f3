// The picture of the console in README and docs. To make it anew: VOICEID_PICTURE=1 tests/clients/run-console.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openStage } from './support/console.js';

const image = (name) => new URL(`../../../docs/images/${name}`, import.meta.url);
// What stands in the picture, but for ids; fonts differ between machines, words do not.
const WORDS = image('console-call.txt');

let stage;
before(async () => {
  stage = await openStage({ options: ['--seed', '1'] });
});
after(() => stage.stop());

test('the picture shows the call as the console shows it now', async (t) => {
  await stage.emulator.control('PUT', 'clock', { Now: '2026-01-15T09:30:00Z', Frozen: true });
  const demo = await readFile(new URL('../../../server/fixtures/demo.yaml', import.meta.url), 'utf8');
  const loaded = await fetch(new URL('/_voiceid/fixtures', stage.emulator.url), { method: 'POST', body: demo });
  const { DomainId } = (await loaded.json()).Domains.bank;
  const page = await stage.open(t, `calls/${DomainId}/call-mallory`, {
    deviceScaleFactor: 2,
    viewport: { width: 1200, height: 720 },
  });
  await page.click('Evaluate');
  await page.sees('high risk', '.call-head');
  await page.page.locator('.timeline .point.fraud.bad').waitFor();
  await page.page.evaluate(() => document.activeElement.blur());
  const shown = await page.page.evaluate(() => document.querySelector('main').innerText);
  const words = shown.replaceAll(/\b[A-Za-z0-9]{22}\b/g, '…');
  if (process.env.VOICEID_PICTURE) {
    await writeFile(WORDS, `${words}\n`);
    await page.page.screenshot({ path: image('console-call.png').pathname });
  }
  assert.equal(`${words}\n`, await readFile(WORDS, 'utf8'));
});
