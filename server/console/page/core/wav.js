// WAV files: 16 bits, one channel, 8 kHz.
import { RATE, Resampler, toPcm } from './resample.js';

const HEADER = 44;

/** A WAV file of these samples. */
export function wavOf(pcm) {
  const bytes = new ArrayBuffer(HEADER + pcm.byteLength);
  const view = new DataView(bytes);
  const text = (at, letters) => [...letters].forEach((letter, index) => view.setUint8(at + index, letter.codePointAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, HEADER - 8 + pcm.byteLength, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ].forEach(([at, value]) => view.setUint16(at, value, true));
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  text(36, 'data');
  view.setUint32(40, pcm.byteLength, true);
  new Int16Array(bytes, HEADER).set(pcm);
  return new Blob([bytes], { type: 'audio/wav' });
}

// Whether the emulator reads it as it is. The format stands first in nearly all files.
async function isTelephone(file) {
  const view = new DataView(await file.slice(0, 36).arrayBuffer());
  return (
    view.byteLength === 36 &&
    view.getUint32(0) === 0x52494646 &&
    view.getUint16(20, true) === 1 &&
    view.getUint32(24, true) === RATE &&
    view.getUint16(34, true) === 16
  );
}

/** The recording as the emulator wants it: as it is, or converted if the browser knows its kind. */
export async function telephoneWav(file) {
  if (await isTelephone(file)) return file;
  const rate = 48_000;
  const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await file.arrayBuffer());
  return wavOf(toPcm(new Resampler(rate).feed(sound.getChannelData(0))));
}
