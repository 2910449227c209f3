// Sound at the rate of the telephone.

export const RATE = 8000;
/** Samples in 20 ms. */
export const FRAME = 160;

// Speech up to CUT_OFF passes; what lies above half the rate would come back as other frequencies, and is taken away.
const CUT_OFF = 3650;
const TRANSITION = 700;
// Of Blackman's window: how wide the transition is, in sampling rates by taps.
const BLACKMAN = 5.5;

const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));
const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const blackman = (x) => (Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x));

/** Converts a stream of samples from -1 to 1, at any rate from 8 kHz up, to 8 kHz, through a low-pass filter. */
export class Resampler {
  #half;
  #filters = [];
  #step;
  #phases;
  // Samples that are still needed, and where the next output lies in them, in 1/phases of a sample.
  #kept;
  #at;

  constructor(rate) {
    const divisor = gcd(rate, RATE);
    this.#phases = RATE / divisor;
    this.#step = rate / divisor;
    this.#half = Math.ceil((BLACKMAN * rate) / TRANSITION / 2);
    for (let phase = 0; phase < this.#phases; ++phase) this.#filters.push(this.#filter(phase / this.#phases, rate));
    this.#kept = new Float32Array(this.#half);
    this.#at = this.#half * this.#phases;
  }

  #filter(shift, rate) {
    const cut = (2 * CUT_OFF) / rate;
    const taps = Float32Array.from({ length: 2 * this.#half + 1 }, (_, index) => {
      const x = index - this.#half - shift;
      return cut * sinc(cut * x) * blackman(x / (this.#half + 1));
    });
    // Each phase passes a constant unchanged.
    const sum = taps.reduce((a, b) => a + b, 0);
    return taps.map((tap) => tap / sum);
  }

  /** What follows from these samples, and those before. */
  feed(samples) {
    const input = new Float32Array(this.#kept.length + samples.length);
    input.set(this.#kept);
    input.set(samples, this.#kept.length);
    const output = [];
    for (;;) {
      const centre = Math.floor(this.#at / this.#phases);
      if (centre + this.#half >= input.length) break;
      const filter = this.#filters[this.#at % this.#phases];
      let sum = 0;
      for (let i = 0, from = centre - this.#half; i < filter.length; ++i) sum += filter[i] * input[from + i];
      output.push(sum);
      this.#at += this.#step;
    }
    const begin = Math.max(0, Math.min(Math.floor(this.#at / this.#phases) - this.#half, input.length));
    this.#kept = input.slice(begin);
    this.#at -= begin * this.#phases;
    return output;
  }
}

/** Samples of 16 bits. */
export const toPcm = (samples) =>
  Int16Array.from(samples, (value) => Math.max(-32768, Math.min(32767, Math.round(value * 32767))));
