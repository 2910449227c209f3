// voiceid-local for tests: starts it, and makes accounts, each with a client and the control API.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { VoiceIDClient } from '@aws-sdk/client-voice-id';

const built = fileURLToPath(new URL('../../build/release/voiceid-local', import.meta.url));
const readyLine = /listening on (http\S+) Ready\./;

/** The emulator's program: $EMULATOR_BINARY, one on the PATH, or the one that this repository builds. */
function program() {
  const named = process.env.EMULATOR_BINARY;
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'voiceid-local'));
  const found = (named ? [named] : [...onPath, built]).find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found) return found;
  throw new Error('There is no voiceid-local. Start one and set AWS_ENDPOINT_URL_VOICE_ID to its URL, '
    + 'or put the program on the PATH, or build it with ./dev build.');
}

class Emulator {
  #clients = [];

  constructor(url, child) {
    this.url = url.replace(/\/$/, '');
    this.child = child;
  }

  /** A call of the control API, such as control('POST', 'fixtures', { Domains: […] }). */
  async control(method, path, body) {
    const answer = await fetch(`${this.url}/_voiceid/${path}`, { method, body: body && JSON.stringify(body) });
    const content = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${content.Error}: ${content.Message}`);
    return content;
  }

  /** A random account: a client, since a 12-digit access key is the account ID, and the control API for it alone. */
  account() {
    const accessKeyId = String(randomInt(10 ** 12)).padStart(12, '0');
    const client = new VoiceIDClient({
      endpoint: this.url,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey: 'any' },
    });
    const control = (method, path, body) => (
      this.control(method, `${path}${path.includes('?') ? '&' : '?'}account=${accessKeyId}`, body)
    );
    this.#clients.push(client);
    return { client, control };
  }

  async stop() {
    for (const client of this.#clients) client.destroy();
    if (!this.child) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }
}

/** Starts a separate emulator on a free port. */
export async function startEmulator(...options) {
  const child = spawn(program(), ['--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = readyLine.exec(line)?.[1];
    if (url) return new Emulator(url, child);
  }
  throw new Error('voiceid-local did not start; see its message above.');
}

/** The emulator at AWS_ENDPOINT_URL_VOICE_ID, for example in a container; otherwise starts one. */
export async function useEmulator() {
  const url = process.env.AWS_ENDPOINT_URL_VOICE_ID;
  if (!url) return startEmulator();
  const emulator = new Emulator(url);
  await emulator.control('GET', 'readyz').catch(({ cause }) => {
    throw new Error(`No emulator answers at ${url}, which AWS_ENDPOINT_URL_VOICE_ID names.`, { cause });
  });
  return emulator;
}
