// Starts the built emulator as a child process; with or without TLS.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { isAbsolute, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const ready = /^voiceid-local \S+ listening on (https?:\/\/\S+) Ready\.$/;

function binary() {
  const path = process.env.EMULATOR_BINARY ?? 'build/release/voiceid-local';
  return isAbsolute(path) ? path : resolve(root, path);
}

function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VOICEID|AWS)_/.test(name)));
}

async function urlOf(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const match = ready.exec(line);
    if (match) return new URL(match[1]);
  }
  throw new Error('the emulator ended before it got ready');
}

class Emulator {
  #child;
  #ca;
  #ended;
  #kill;

  constructor(options, ca, port) {
    this.#ca = ca;
    this.#child = spawn(binary(), [...options, '--port', String(port)], {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#ended = once(this.#child, 'exit');
    this.#kill = () => this.#child.kill('SIGKILL');
    process.once('exit', this.#kill);
  }

  async ready() {
    this.url = await urlOf(this.#child);
    return this;
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

  async stop() {
    this.#child.kill('SIGTERM');
    const [code, signal] = await this.#ended;
    process.off('exit', this.#kill);
    if (code !== 0) throw new Error(`the emulator ended with ${code ?? signal}`);
  }
}

/** `await startEmulator(['--enrollment-seconds', '5'])`, on any free port; its log goes to this process's stderr. */
export function startEmulator(options = [], { ca, port = 0 } = {}) {
  // Every test makes a domain, more than one account may have.
  return new Emulator(['--quotas', 'off', ...options], ca, port).ready();
}
