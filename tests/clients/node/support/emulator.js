// Starts the built emulator as a child process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAbsolute, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const ready = /^voiceid-local \S+ listening on (https?:\/\/\S+) Ready\.$/;

function binary() {
  const path = process.env.EMULATOR_BINARY ?? 'build/release/voiceid-local';
  return isAbsolute(path) ? path : resolve(root, path);
}

// The AWS variables could name an S3 server.
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VOICEID|AWS)_/.test(name)));
}

async function urlOf(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const match = ready.exec(line);
    if (match) return match[1];
  }
  throw new Error('the emulator ended before it got ready');
}

/** On any free port unless the options name one; its log goes to this process's stderr. Returns {url, stop}. */
export async function startProcess(options) {
  const port = options.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(binary(), [...options, ...port], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  const url = await urlOf(child);

  return {
    url,

    async stop() {
      child.kill('SIGTERM');
      const [code, signal] = await ended;
      process.off('exit', kill);
      if (code !== 0) throw new Error(`the emulator ended with ${code ?? signal}`);
    },
  };
}

/** `const emulator = await startEmulator('--throttle', 'aws')` */
export async function startEmulator(...options) {
  const { url, stop } = await startProcess(options);
  return {
    url,
    stop,

    async control(method, path, body) {
      const answer = await fetch(`${url}/_voiceid/${path}`, { method, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },

    advance(duration) {
      return this.control('POST', 'clock/advance', { By: duration });
    },
  };
}
