// Amazon Connect's part in calls.
'use strict';

const part = encodeURIComponent;

/** One session, named by its name or its id. */
class Session {
  #control;
  #path;

  constructor(control, domainId, nameOrId) {
    this.#control = control;
    this.domainId = domainId;
    this.nameOrId = nameOrId;
    this.#path = `domains/${part(domainId)}/sessions/${part(nameOrId)}`;
  }

  async #call(method, what, how) {
    return (await this.#control.call(method, `${this.#path}${what}`, how)).Session;
  }

  describe() {
    return this.#call('GET', '');
  }

  update(members) {
    return this.#call('PATCH', '', { body: members });
  }

  audio(audio, query) {
    return this.#call('POST', '/audio', { body: audio, query, ...(audio instanceof Uint8Array && { type: 'audio/wav' }) });
  }

  script(outcome) {
    return this.#call('PUT', '/outcome', { body: outcome });
  }

  unscript() {
    return this.#call('DELETE', '/outcome');
  }

  requestEnrollment() {
    return this.#call('POST', '/enrollment');
  }

  end() {
    return this.#call('POST', '/end');
  }

  async check(CheckVoiceIdOption) {
    return this.#control.call('POST', `${this.#path}/check`, { body: { CheckVoiceIdOption } });
  }

  async contactRecord() {
    return (await this.#control.call('GET', `${this.#path}/contact-record`)).VoiceIdResult;
  }
}

class Sessions {
  #control;
  #scope;

  constructor(control, scope) {
    this.#control = control;
    this.#scope = scope;
  }

  async start(domainId, members) {
    await this.#control.call('POST', `domains/${part(domainId)}/sessions`, { body: members });
    return this.of(domainId, members.SessionName);
  }

  of(domainId, nameOrId) {
    return new Session(this.#control, domainId, nameOrId);
  }

  async list(domainId) {
    const path = domainId === undefined ? 'sessions' : `domains/${part(domainId)}/sessions`;
    return (await this.#control.call('GET', path, { query: domainId === undefined ? this.#scope : {} })).Sessions;
  }
}

module.exports = { Sessions };
