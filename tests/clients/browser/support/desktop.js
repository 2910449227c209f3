// Agent desktops in a headless Chromium; each has a browser context, and so a shared worker, of its own.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const timeout = 30_000;

/** One contact's desktop. The functions that it evaluates run in the page, where `desktop` is the page's own. */
class Desktop {
  #page;

  constructor(page) {
    this.#page = page;
  }

  #call(method, ...args) {
    return this.#page.evaluate(([name, given]) => desktop.call(name, ...given), [method, args]);
  }

  /** Calls a method of the library's VoiceId that must succeed. */
  async resolved(method, ...args) {
    const { value, error } = await this.#call(method, ...args);
    assert.equal(error, undefined, `${method}: ${JSON.stringify(error)}`);
    return value;
  }

  /** Calls one that must fail; answers the library's error. */
  async rejected(method, ...args) {
    const { value, error } = await this.#call(method, ...args);
    assert.ok(error, `${method} gave ${JSON.stringify(value)}`);
    return error;
  }

  /** Waits until the emulator has given so many answers with these members: `{ 'Session.SessionName': 'a' }`. */
  async answered(times, members) {
    await this.#page.waitForFunction(([least, wanted]) => desktop.countAnswers(wanted) >= least, [times, members],
      { timeout });
  }

  /** Waits until the library says that enough speech was collected; answers all that it has been told. */
  async collected() {
    await this.#page.waitForFunction(() => desktop.collected.length > 0, null, { timeout });
    return this.#page.evaluate(() => desktop.collected);
  }

  /** Waits until the browser has kept the library from the emulator. */
  async refused() {
    await this.#page.waitForFunction(() => desktop.refused.length > 0, null, { timeout });
    return this.#page.evaluate(() => ({ refused: desktop.refused, answers: desktop.answers }));
  }
}

/** The emulator's answer to a call of the desktop that it refuses; the library's errors hold it as JSON. */
export const refusal = (status, type) => ({
  errorCode: '',
  message: `Request failed with status code ${status}`,
  status: 400,
  type,
});

/** `args`: further switches of Chromium. */
export async function startBrowser(args = []) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  // Without its sandbox, which needs what containers and root don't have; it sees no page but the tests' own.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false, timeout,
    args: ['--no-proxy-server', ...args] });

  return {
    /** A page outside of any desktop; it goes with the test. */
    async newPage(t) {
      const context = await browser.newContext();
      t.after(() => context.close());
      return context.newPage();
    },

    /** The desktop of a contact, from a page at this address. */
    async newDesktop(t, contact, address) {
      const page = await this.newPage(t);
      const faults = [];
      page.on('pageerror', (error) => faults.push(error.message));
      t.after(() => assert.deepEqual(faults, []));
      await page.goto(address);
      const { contactId, initialContactId, instanceId, emulator } = contact;
      await page.evaluate((agent) => desktop.open(agent),
        { contactId, initialContactId, instanceId, emulator: emulator.address });
      return new Desktop(page);
    },

    stop: () => browser.close(),
  };
}
