// Runs beside the page, on the thread of the sound: from the microphone's samples to frames of 20 ms at 8 kHz.
import { FRAME, Resampler, toPcm } from './resample.js';

class Capture extends AudioWorkletProcessor {
  #resampler = new Resampler(sampleRate);
  #pending = [];

  process([[channel]]) {
    if (channel) this.#pending.push(...this.#resampler.feed(channel));
    while (this.#pending.length >= FRAME) {
      const frame = toPcm(this.#pending.splice(0, FRAME));
      this.port.postMessage(frame, [frame.buffer]);
    }
    return true;
  }
}

registerProcessor('capture', Capture);
