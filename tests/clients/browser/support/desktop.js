// Agent desktops in a headless Chromium; each has a browser context, and so a shared worker, of its own.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

// Only what hangs takes that long, even on a busy machine.
const timeout = 60_000;

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

  /** Calls one that must fail; returns the library's error. */
  async rejected(method, ...args) {
    const { value, error } = await this.#call(method, ...args);
    assert.ok(error, `${method} gave ${JSON.stringify(value)}`);
    return error;
  }

  /** Makes one of the calls that the library documents (page/documented.js); gives the branch that it took. */
  documented(name, ...args) {
    return this.#page.evaluate(([call, given]) => documented[call](...given), [name, args]);
  }

  /** Calls a method of the agent's connection. */
  connection(method, ...args) {
    return this.#page.evaluate(([name, given]) => voiceConnection()[name](...given), [method, args]);
  }

  /** Waits for that many answers of the emulator with these members: `{ 'Session.SessionName': 'a' }`. */
  async answered(times, members) {
    await this.#page.waitForFunction(([least, wanted]) => desktop.countAnswers(wanted) >= least, [times, members],
      { timeout });
  }

  /** Waits until the library says that enough speech was collected; returns all that it was called back with. */
  async collected() {
    await this.#page.waitForFunction(() => desktop.collected.length > 0, null, { timeout });
    return this.#page.evaluate(() => desktop.collected);
  }

  /** Waits until the browser has refused a request of the library. */
  async refused() {
    await this.#page.waitForFunction(() => desktop.refused.length > 0, null, { timeout });
    return this.#page.evaluate(() => ({ refused: desktop.refused, answers: desktop.answers }));
  }
}

/** The emulator's answer to a call of the desktop that it refuses; the library's errors carry it as JSON. */
export const refusal = (status) => ({
  errorCode: '',
  message: `Request failed with status code ${status}`,
  status: 400,
});

/** `args`: further switches of Chromium. */
export async function startBrowser(args = []) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  // Chromium's sandbox does not work as root or in a container; this one sees no pages but the tests' own.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false, timeout,
    args: ['--no-proxy-server', ...args] });

  return {
    /** A page outside any desktop, closed after the test. */
    async newPage(t) {
      const context = await browser.newContext();
      context.setDefaultTimeout(timeout);
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
