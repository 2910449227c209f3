// The same package by require().
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { start } = require('voiceid-local');

test('is also a CommonJS module', async () => {
  const emulator = await start();
  assert.equal((await emulator.clock.read()).Frozen, false);
  await emulator.stop();
  const { Emulator } = await import('voiceid-local');
  assert.ok(emulator instanceof Emulator);
});
