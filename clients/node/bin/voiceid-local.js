#!/usr/bin/env node
// Runs the emulator's program as if it had been called itself: with its arguments, input, output and exit code.
'use strict';

const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const { findProgram } = require('../lib/find.js');
const { onEndOfNpm } = require('../lib/npm.js');
const { environment } = require('../lib/options.js');

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

function run(program, args) {
  // Before the start: as soon as the emulator is ready, this process or npm may be ended.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  onEndOfNpm(process.env, () => child.kill('SIGTERM'));
  const child = spawn(program, args, {
    // Should this process be killed, the emulator notices that the other end of descriptor 3 is closed.
    env: { VOICEID_LIFELINE: '3', ...environment({}, process.env) },
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  child.on('error', (error) => {
    console.error(`voiceid-local: cannot run ${program}: ${error.message}`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

try {
  run(findProgram(process.env), process.argv.slice(2));
} catch (error) {
  console.error(`voiceid-local: ${error.message}`);
  process.exitCode = 2;
}
