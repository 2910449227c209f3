// An emulator, and its console in a headless Chromium. Every page must end without an error, a warning or anything that
// the policy for content refused.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, beforeEach } from 'node:test';
import { chromium } from 'playwright-core';
import { startEmulator } from '../../browser/support/emulator.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Only what hangs takes that long, even on a busy machine.
const timeout = 60_000;

export const viewport = { width: 1280, height: 900 };

class Console {
  #faults = [];

  constructor(page, emulator) {
    Object.assign(this, { page, emulator });
    page.on('pageerror', (error) => this.#faults.push(error.stack));
    page.on('console', (message) => this.#note(message));
  }

  // A call that the emulator refuses on purpose is in the console of the browser as well, as is a lost connection.
  #note(message) {
    const isAnswer = /Failed to load resource|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/.test(
      message.text(),
    );
    if (['error', 'warning'].includes(message.type()) && !isAnswer) this.#faults.push(message.text());
  }

  check() {
    assert.deepEqual(this.#faults, []);
  }

  /** Opens a view by its address behind the `#/`, and waits until it is live. */
  async open(address = 'calls') {
    await this.page.goto(`${this.emulator.url}#/${address}`);
    await this.page.locator('.connection.live').waitFor();
    await this.page.locator(`main[data-shown="#/${address}"] h1`).waitFor();
  }

  button(name, within = this.page.locator('main')) {
    return within.getByRole('button', { name, exact: true });
  }

  click(name, within) {
    return this.button(name, within).click();
  }

  /** The dialog that is open. */
  get dialog() {
    return this.page.locator('dialog[open]');
  }

  /** Fills the dialog that is open by the labels of its fields, and sends it. */
  async fill(values, button) {
    for (const [label, value] of Object.entries(values)) {
      const field = this.dialog.getByLabel(label, { exact: true });
      if (await field.evaluate(({ tagName }) => tagName === 'SELECT')) await field.selectOption({ label: value });
      else await field.fill(value);
    }
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' }).catch(() => {});
  }

  /** Waits until that text is in the content, or in what `within` selects of it. */
  async sees(text, within = 'main') {
    await this.page.locator(within).filter({ hasText: text }).first().waitFor();
  }

  /** Waits until that text has gone from it. */
  async seesNoLonger(text, within = 'main') {
    await this.page.locator(within).filter({ hasText: text }).first().waitFor({ state: 'detached' });
  }

  /** The row of a call, speaker, event or job. */
  row(text) {
    return this.page.locator('main :is(.call, [role=option], .members > li)').filter({ hasText: text });
  }

  /** What axe-core finds wrong for people with disabilities. */
  async accessibilityFaults() {
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => axe.run());
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    );
  }
}

class Stage {
  #browser;
  #ownsEmulator;

  constructor(emulator, ownsEmulator, browser) {
    this.emulator = emulator;
    this.#ownsEmulator = ownsEmulator;
    this.#browser = browser;
  }

  /** A console in a browser of its own, closed and checked after the test. `options`: of the browser's context. */
  async open(t, address, options = {}) {
    const context = await this.#browser.newContext({ viewport, ...options });
    context.setDefaultTimeout(timeout);
    const made = new Console(await context.newPage(), this.emulator);
    t.after(async () => {
      await context.close();
      made.check();
    });
    if (address !== undefined) await made.open(address);
    return made;
  }

  /** Begins anew with the fixtures. */
  reset() {
    return this.emulator.control('POST', 'reset?fixtures=keep');
  }

  async bank() {
    const { Domains } = await this.emulator.control('GET', 'domains');
    return Domains.find(({ Name }) => Name === 'bank');
  }

  async stop() {
    await this.#browser.close();
    if (this.#ownsEmulator) await this.emulator.stop();
  }
}

/** `options` are the emulator's, `switches` are Chromium's. `shared`: the emulator of another stage, which stops it. */
export async function openStage({ options = ['--fixtures', 'demo'], switches = [], port, shared } = {}) {
  const emulator = shared ?? (await startEmulator(options, { port }));
  try {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    // Chromium's sandbox does not work as root or in a container; this one sees no pages but the emulator's.
    const browser = await chromium.launch({
      executablePath,
      chromiumSandbox: false,
      timeout,
      args: ['--no-proxy-server', ...switches],
    });
    return new Stage(emulator, !shared, browser);
  } catch (error) {
    if (!shared) await emulator.stop();
    throw error;
  }
}

/** The demo, as new before each of the file's tests: its emulator, its domain `bank`, and `open()` for a console. */
export function demoStage(options) {
  const demo = { open: (...given) => demo.stage.open(...given) };
  before(async () => {
    demo.stage = await openStage(options);
    demo.emulator = demo.stage.emulator;
  });
  after(() => demo.stage.stop());
  beforeEach(async () => {
    await demo.stage.reset();
    demo.bank = await demo.stage.bank();
  });
  return demo;
}
