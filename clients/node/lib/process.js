// Starts the emulator as a child process, and ends it.
'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { createInterface } = require('node:readline');

const READY = /listening on (https?:\S+) Ready\.$/;
const START_MS = 60_000;
const STOP_MS = 30_000;
const LOG_LENGTH = 64 * 1024;

class EmulatorProcess {
  #child;
  #command;
  #log = '';
  #exit;

  /** Of a program that prints the emulator's first line and ends when its standard input does. */
  constructor(program, args, env) {
    this.#command = program;
    // In a session of its own, a Ctrl-C in the terminal does not end it before the tests' own clean-up. It ends with
    // its standard input, which the system closes when this process ends, even if it is killed.
    this.#child = spawn(program, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#log = (this.#log + text).slice(-LOG_LENGTH);
    });
    this.#exit = new Promise((resolve) => {
      this.#child.on('error', (error) => resolve(`it cannot be run: ${error.message}`));
      this.#child.on('close', (code, signal) => resolve(code === 0 ? '' : `it ended with ${signal ?? `exit code ${code}`}`));
    });
  }

  /** What it has logged, the last 64 KiB. */
  get log() {
    return this.#log;
  }

  /** The URL that it prints once it is ready. */
  async ready() {
    let late = '';
    const timer = setTimeout(() => {
      late = `it was not ready within ${START_MS / 1000} s`;
      this.kill();
    }, START_MS);
    try {
      for await (const line of createInterface({ input: this.#child.stdout })) {
        const url = READY.exec(line)?.[1];
        if (url) return url;
      }
    } finally {
      clearTimeout(timer);
    }
    const fault = await this.#exit;
    throw new Error(`${this.#command} did not start: ${this.#because(late || fault || 'it ended')}`);
  }

  /** Lets this process end while the emulator runs. */
  unref() {
    for (const each of [this.#child, ...this.#child.stdio]) each.unref();
  }

  /** Waits for its end. Throws an error if that is not a success. */
  async stop() {
    for (const each of [this.#child, ...this.#child.stdio]) each.ref();
    this.#child.stdout.resume();
    this.#child.stdin.end();
    const timer = setTimeout(() => this.kill(), STOP_MS);
    const fault = await this.#exit;
    clearTimeout(timer);
    if (fault) throw new Error(`${this.#command} did not stop as it should: ${this.#because(fault)}`);
  }

  kill() {
    this.#child.kill('SIGKILL');
  }

  #because(fault) {
    return [fault, this.#log.trim()].filter(Boolean).join('\n');
  }
}

module.exports = { EmulatorProcess };
