// The microphone as a caller: frames of 20 ms, on their way to a session.
import { control, run, token } from './api.js';
import { FRAME } from './resample.js';
import { wavOf } from './wav.js';

// The emulator's own rule: a frame is speech from 1 % of full scale on (docs/sessions.md).
const SPEECH_LEVEL = 328;
const FRAMES_IN_SECOND = 50;

const REFUSED =
  'The emulator refused the audio. Has the stream ended? A label of a voice has letters, digits, hyphens and underscores.';

const levelOf = (frame) => Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length);

/** Sends frames over the audio WebSocket. */
class SocketSender {
  #socket;

  constructor(path, onlost) {
    this.#socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/_voiceid/${path}`);
    this.#socket.onclose = ({ code, reason }) =>
      onlost(code === 1000 ? undefined : reason || REFUSED);
  }

  ready() {
    return new Promise((resolve, reject) => {
      this.#socket.onopen = resolve;
      this.#socket.onerror = () => reject(new Error(REFUSED));
    });
  }

  send(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  close() {
    this.#socket.close(1000);
  }
}

/** Sends every second as a WAV file: a WebSocket cannot carry the control token. */
class FileSender {
  #frames = [];
  #sent = Promise.resolve();

  constructor(path, onlost) {
    Object.assign(this, { path, onlost });
  }

  ready() {}

  send(frame) {
    this.#frames.push(frame);
    if (this.#frames.length === FRAMES_IN_SECOND) this.#flush();
  }

  #flush() {
    const pcm = new Int16Array(this.#frames.length * FRAME);
    this.#frames.forEach((frame, index) => pcm.set(frame, index * FRAME));
    this.#frames = [];
    const call = control('POST', this.path, wavOf(pcm), 'audio/wav');
    this.#sent = this.#sent.then(() => run(call)).catch((error) => this.onlost(error.message));
  }

  close() {
    if (this.#frames.length) this.#flush();
    this.onlost();
  }
}

/** Why there is no microphone here; undefined if there may be one. */
export function obstacle() {
  if (navigator.mediaDevices?.getUserMedia) return undefined;
  return `Browsers give the microphone only to pages from this machine or over TLS. Open http://localhost:${location.port || 80}/ on the machine of the emulator, or start it with --tls-self-signed and open https://${location.host}/.`;
}

export class Microphone {
  level = 0;
  /** Net speech since the start, in seconds. */
  speech = 0;
  #frames = 0;

  /** `path`: of the audio, below /_voiceid/. `onframe` is called after each frame, `onend(problem)` once at the end. */
  constructor(path, { onframe, onend }) {
    Object.assign(this, { path, onframe, onend });
  }

  async start() {
    const constraints = {
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    };
    this.stream = await navigator.mediaDevices.getUserMedia(constraints);
    try {
      this.sender = new (token.get() ? FileSender : SocketSender)(this.path, (problem) => this.#end(problem));
      await this.sender.ready();
      await this.#listen();
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  async #listen() {
    this.context = new AudioContext();
    await this.context.audioWorklet.addModule('/_voiceid/console/core/capture-worklet.js');
    const capture = new AudioWorkletNode(this.context, 'capture', { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }) => this.#take(data);
    this.context.createMediaStreamSource(this.stream).connect(capture);
    await this.context.resume();
  }

  #take(frame) {
    if (this.ended) return;
    this.level = levelOf(frame);
    if (this.level >= SPEECH_LEVEL) this.speech = ++this.#frames / FRAMES_IN_SECOND;
    this.sender.send(frame);
    this.onframe();
  }

  stop() {
    this.sender.close();
    this.#release();
  }

  #release() {
    this.stream?.getTracks().forEach((track) => track.stop());
    if (this.context?.state !== 'closed') this.context?.close();
  }

  #end(problem) {
    if (this.ended) return;
    this.ended = true;
    this.#release();
    this.onend(problem);
  }
}
