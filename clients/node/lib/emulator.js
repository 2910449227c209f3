// An emulator that runs, and accounts in it.
'use strict';

const { randomInt } = require('node:crypto');
const { Clock, Domains, Events, Faults, Requests, State } = require('./parts.js');
const { Sessions } = require('./sessions.js');

const DEFAULT_REGION = 'us-east-1';
const ACCOUNTS = 10 ** 12;

/** What the whole emulator and one account have in common. */
class Scope {
  #control;
  #query;

  constructor(control, account, region, accessKeyId) {
    this.#control = control;
    this.#query = account === undefined ? {} : { account };
    this.url = control.url;
    /** For `new VoiceIDClient(…)`. */
    this.clientConfig = { endpoint: control.url, region, credentials: { accessKeyId, secretAccessKey: 'any' } };
    this.sessions = new Sessions(control, this.#query);
    for (const [name, Part] of Object.entries({ domains: Domains, events: Events, faults: Faults, requests: Requests, state: State })) {
      this[name] = new Part(control, this.#query);
    }
  }

  loadFixtures(document) {
    const query = { ...this.#query, ...(this.#query.account && { region: this.clientConfig.region }) };
    return this.#control.call('POST', 'fixtures', { query, body: document });
  }

  async reset({ fixtures } = {}) {
    await this.#control.call('POST', 'reset', { query: { ...this.#query, fixtures } });
  }
}

class Account extends Scope {
  constructor(control, id, region) {
    super(control, id, region, id);
    this.id = id;
    this.region = region;
  }
}

class Emulator extends Scope {
  #control;
  #process;
  #stopped;

  constructor(control, process) {
    super(control, undefined, DEFAULT_REGION, 'any');
    this.#control = control;
    this.#process = process;
    this.clock = new Clock(control, {});
  }

  get log() {
    return this.#process?.log ?? '';
  }

  account({ id = String(randomInt(1, ACCOUNTS)).padStart(12, '0'), region = DEFAULT_REGION } = {}) {
    return new Account(this.#control, id, region);
  }

  control(method, path, body) {
    return this.#control.call(method, path, { body });
  }

  stop() {
    this.#stopped ??= this.#process?.stop() ?? Promise.resolve();
    return this.#stopped;
  }
}

if (Symbol.asyncDispose) {
  Object.defineProperty(Emulator.prototype, Symbol.asyncDispose, { value() { return this.stop(); } });
}

module.exports = { Account, Emulator };
