// The control API's part in a call: what Amazon Connect would do, and the clock.
import assert from 'node:assert/strict';
import { startEmulator } from './emulator.js';

/** Its clock stands still at half past nine until a test moves it. */
export async function startFrozenEmulator(...options) {
  const emulator = await startEmulator(...options);
  await emulator.control('PUT', 'clock', { Now: '2026-11-21T09:30:00Z', Frozen: true });
  return emulator;
}

export async function now(emulator) {
  return new Date((await emulator.control('GET', 'clock')).Now);
}

/** Expects a control call to be refused with this error. */
export async function refusedByControl(call, name, status = 409) {
  await assert.rejects(call, (error) => {
    assert.deepEqual([error.status, error.body?.Error], [status, name], error.message);
    return true;
  });
}

/** The sessions of one domain; each call returns the session as it is then. */
export class Sessions {
  #emulator;
  #root;
  #enrolled = 0;

  constructor(emulator, domainId) {
    this.#emulator = emulator;
    this.#root = `${emulator.url}/_voiceid/domains/${domainId}/sessions`;
  }

  async #call(method, path, body, status = 200) {
    const answer = await fetch(this.#root + path, { method, body: body && JSON.stringify(body) });
    const parsed = await answer.json();
    if (answer.status !== status) {
      const message = `${method} ${path}: ${answer.status} ${JSON.stringify(parsed)}`;
      throw Object.assign(new Error(message), { status: answer.status, body: parsed });
    }
    return parsed;
  }

  async #one(method, nameOrId, what = '', body = undefined) {
    return (await this.#call(method, `/${encodeURIComponent(nameOrId)}${what}`, body)).Session;
  }

  async start(members = {}) {
    return (await this.#call('POST', '', { SessionName: 'call-1', ...members }, 201)).Session;
  }

  describe(nameOrId = 'call-1') {
    return this.#one('GET', nameOrId);
  }

  audio(seconds, { voice = 'alice', nameOrId = 'call-1', ...more } = {}) {
    return this.#one('POST', nameOrId, '/audio', { Voice: voice, SpeechSeconds: seconds, ...more });
  }

  outcome(scores, nameOrId = 'call-1') {
    return this.#one('PUT', nameOrId, '/outcome', scores);
  }

  enrollment(nameOrId = 'call-1') {
    return this.#one('POST', nameOrId, '/enrollment');
  }

  end(nameOrId = 'call-1') {
    return this.#one('POST', nameOrId, '/end');
  }

  /** Starts a stream in which `voice` speaks, by default the speaker's own. */
  async stream({ name = 'call-1', speaker = 'alice', voice = speaker, seconds = 31, ...members } = {}) {
    await this.start({ SessionName: name, SpeakerId: speaker, ...members });
    return this.audio(seconds, { voice, nameOrId: name });
  }

  /** Enrolls the speaker in a separate call; the clock moves by a second. */
  async enroll(speaker = 'alice', voice = speaker) {
    const name = `enrollment-${++this.#enrolled}`;
    await this.stream({ name, speaker, voice });
    await this.enrollment(name);
    await this.#emulator.advance('PT1S');
    const ended = await this.end(name);
    assert.deepEqual(ended.EnrollmentRequestDetails, { Status: 'COMPLETED' });
    return ended;
  }
}
