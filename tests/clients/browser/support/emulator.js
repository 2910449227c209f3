// Starts the built emulator as a child process and calls it, with or without TLS.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { startProcess } from '../../node/support/emulator.js';

class Emulator {
  #ca;

  constructor({ url, stop }, ca) {
    this.url = new URL(url);
    this.stop = stop;
    this.#ca = ca;
  }

  /** Host and port, as the library wants them. */
  get address() {
    return this.url.host;
  }

  async #request(method, path, headers, content) {
    const { request } = this.url.protocol === 'https:' ? https : http;
    const asked = request(new URL(path, this.url), { method, headers, ca: this.#ca, agent: false });
    asked.end(content && JSON.stringify(content));
    const [answer] = await once(asked, 'response');
    const body = await text(answer);
    // Operations without output have no body.
    return { status: answer.statusCode, body: body === '' ? {} : JSON.parse(body) };
  }

  /** Calls an operation of the API; returns {status, body}. */
  call(operation, body) {
    const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': `VoiceID.${operation}` };
    return this.#request('POST', '/', headers, body);
  }

  /** Makes a control call that must succeed; returns the body. */
  async control(method, path, content) {
    const { status, body } = await this.#request(method, `/_voiceid/${path}`, {}, content);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  advance(duration) {
    return this.control('POST', 'clock/advance', { By: duration });
  }

  async createDomain() {
    const request = { Name: 'calls', ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/voice-data' } };
    const { status, body } = await this.call('CreateDomain', request);
    if (status !== 200) throw new Error(`CreateDomain: ${status} ${JSON.stringify(body)}`);
    return body.Domain;
  }
}

/** `await startEmulator(['--enrollment-seconds', '5'])`, on any free port; its log goes to this process's stderr. */
export async function startEmulator(options = [], { ca, port = 0 } = {}) {
  // Every test makes a domain, more than one account may have.
  return new Emulator(await startProcess(['--quotas', 'off', ...options, '--port', String(port)]), ca);
}
