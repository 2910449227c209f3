// From the microphone's rate to the telephone's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

// As a module wherever it lies: the page's folder has no package.json to say so.
const source = await readFile(new URL('../../../server/console/page/core/resample.js', import.meta.url), 'utf8');
const { RATE, Resampler, toPcm } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const tone = (rate, hertz, seconds = 1) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
// Of its middle, where the filter is full.
const level = (samples) =>
  Math.sqrt(samples.slice(1000, -1000).reduce((sum, value) => sum + value * value, 0) / (samples.length - 2000));
const decibels = (samples) => 20 * Math.log10(level(samples) / Math.SQRT1_2);

for (const rate of [8000, 16_000, 44_100, 48_000, 96_000]) {
  test(`${rate} Hz: a second is a second, and speech keeps its level`, () => {
    for (const hertz of [300, 1000, 3000]) {
      const samples = new Resampler(rate).feed(tone(rate, hertz));
      assert.ok(Math.abs(samples.length - RATE) < 100, samples.length);
      assert.ok(Math.abs(decibels(samples)) < 0.1, `${hertz} Hz: ${decibels(samples)} dB`);
    }
  });
}

for (const rate of [16_000, 44_100, 48_000]) {
  test(`${rate} Hz: what lies above the telephone's band does not come back as other tones`, () => {
    for (const hertz of [4100, 5000, 7000]) assert.ok(decibels(new Resampler(rate).feed(tone(rate, hertz))) < -60, hertz);
  });
}

test('the pieces in which the samples come do not matter', () => {
  const samples = tone(44_100, 700, 0.2);
  const whole = new Resampler(44_100).feed(samples);
  const resampler = new Resampler(44_100);
  const pieces = [];
  for (let at = 0; at < samples.length; at += 128) pieces.push(...resampler.feed(samples.subarray(at, at + 128)));
  assert.deepEqual(pieces, whole);
});

test('samples beyond full scale are clipped', () => {
  assert.deepEqual([...toPcm([2, -2, 0, 1])], [32767, -32768, 0, 32767]);
});
