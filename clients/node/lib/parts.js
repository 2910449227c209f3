// The parts of the control API: each works on the whole emulator, or on the account of its scope.
'use strict';

const part = encodeURIComponent;
const WAIT_SECONDS = 10;

/** `{ account }`, or nothing for the whole emulator. */
class Part {
  constructor(control, scope) {
    this.control = control;
    this.scope = scope;
  }

  call(method, path, { query = {}, ...how } = {}) {
    return this.control.call(method, path, { query: { ...query, ...this.scope }, ...how });
  }
}

class Clock extends Part {
  read() {
    return this.call('GET', 'clock');
  }

  set(now, { frozen } = {}) {
    const Now = now instanceof Date ? now.toISOString() : now;
    return this.call('PUT', 'clock', { body: { Now, ...(frozen !== undefined && { Frozen: frozen }) } });
  }

  freeze() {
    return this.call('PUT', 'clock', { body: { Frozen: true } });
  }

  release() {
    return this.call('PUT', 'clock', { body: { Frozen: false } });
  }

  advance(by) {
    return this.call('POST', 'clock/advance', { body: { By: by } });
  }
}

class Domains extends Part {
  async list() {
    return (await this.call('GET', 'domains')).Domains;
  }

  async #change(method, domainId, what, body) {
    return this.control.call(method, `domains/${part(domainId)}/${what}`, { body });
  }

  async putSpeaker(domainId, customerSpeakerId, members = {}) {
    return (await this.#change('PUT', domainId, `speakers/${part(customerSpeakerId)}`, members)).Speaker;
  }

  async putFraudster(domainId, members) {
    return (await this.#change('PUT', domainId, 'fraudsters', members)).Fraudster;
  }

  async setStatus(domainId, Status) {
    return (await this.#change('PUT', domainId, 'status', { Status })).Domain;
  }

  async restore(domainId) {
    return (await this.#change('POST', domainId, 'restore')).Domain;
  }
}

class Faults extends Part {
  add(fault) {
    return this.call('POST', 'faults', { body: fault });
  }

  async list() {
    return (await this.call('GET', 'faults')).Faults;
  }

  get(faultId) {
    return this.call('GET', `faults/${part(faultId)}`);
  }

  remove(faultId) {
    return this.call('DELETE', `faults/${part(faultId)}`);
  }

  async clear() {
    await this.call('DELETE', 'faults');
  }
}

class Requests extends Part {
  list(filter = {}) {
    return this.call('GET', 'requests', { query: filter });
  }

  get(number) {
    return this.control.call('GET', `requests/${part(number)}`);
  }

  count(filter = {}) {
    return this.call('GET', 'requests/count', { query: filter });
  }

  async waitFor(filter = {}, seconds = WAIT_SECONDS) {
    const { Requests: [first], NearMisses = [] } = await this.list({ ...filter, wait: seconds, limit: 1 });
    if (first) return first;
    throw new Error([`No request matched ${JSON.stringify(filter)} within ${seconds} s.`, ...NearMisses].join('\n'));
  }

  async clear() {
    await this.call('DELETE', 'requests');
  }
}

class Events extends Part {
  list(filter = {}) {
    return this.call('GET', 'events', { query: filter });
  }

  async position() {
    return (await this.list({ limit: 0 })).Last;
  }

  async waitFor(filter = {}, seconds = WAIT_SECONDS) {
    const { Events: [first] } = await this.list({ ...filter, wait: seconds, limit: 1 });
    if (first) return first;
    throw new Error(`No event matched ${JSON.stringify(filter)} within ${seconds} s.`);
  }

  async clear() {
    await this.call('DELETE', 'events');
  }

  async sinks() {
    return (await this.call('GET', 'events/sinks')).Sinks;
  }

  async disorder(sink, members) {
    return (await this.call('PUT', `events/sinks/${part(sink)}/disorder`, { body: members })).Sink;
  }

  async order(sink) {
    return (await this.call('DELETE', `events/sinks/${part(sink)}/disorder`)).Sink;
  }
}

class State extends Part {
  save() {
    return this.call('GET', 'state');
  }

  async restore(document) {
    await this.call('PUT', 'state', { body: document });
  }
}

module.exports = { Clock, Domains, Events, Faults, Requests, State };
