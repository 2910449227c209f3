// WAV files of loud tones: PCM 16 bit, 8 kHz.
const rate = 8000;
const peak = 8000;
const bytesPerSample = 2;

function chunk(name, data) {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  header.writeUInt32LE(data.length, 4);
  return Buffer.concat([header, data, Buffer.alloc(data.length % 2)]);
}

function format(channels) {
  const data = Buffer.alloc(16);
  const frame = channels * bytesPerSample;
  data.writeUInt16LE(1, 0);
  data.writeUInt16LE(channels, 2);
  data.writeUInt32LE(rate, 4);
  data.writeUInt32LE(rate * frame, 8);
  data.writeUInt16LE(frame, 12);
  data.writeUInt16LE(8 * bytesPerSample, 14);
  return data;
}

/** A square wave of 400 Hz on one of the channels; the others are silent. */
function samples(seconds, channels, speaking) {
  const count = Math.round(seconds * rate);
  const data = Buffer.alloc(count * channels * bytesPerSample);
  for (let n = 0; n < count; ++n) {
    data.writeInt16LE(n % 20 < 10 ? peak : -peak, (n * channels + speaking) * bytesPerSample);
  }
  return data;
}

/** A file in which `voice` speaks; without one it has no INFO list. */
export function wav(voice, { seconds = 31, channels = 1, speaking = 0 } = {}) {
  const artist = chunk('IART', Buffer.from(`${voice}\0`, 'latin1'));
  return chunk('RIFF', Buffer.concat([
    Buffer.from('WAVE', 'latin1'),
    chunk('fmt ', format(channels)),
    voice === undefined ? Buffer.alloc(0) : chunk('LIST', Buffer.concat([Buffer.from('INFO', 'latin1'), artist])),
    chunk('data', samples(seconds, channels, speaking)),
  ]));
}
