// Server-Sent Events over fetch, which, unlike EventSource, can send the control token.
import { authorized, control, run } from './api.js';

const LEAST_PAUSE = 250;
const MOST_PAUSE = 5000;

function read(block) {
  const item = { data: [] };
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) item.id = line.slice(4);
    if (line.startsWith('data: ')) item.data.push(line.slice(6));
  }
  return item;
}

async function* itemsOf(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    yield blocks.map(read).filter((item) => item.data.length > 0);
  }
}

/**
 * Follows a feed from now on. `list` is the call whose `Last` says where that is; a feed without it has no past.
 * `onItems` gets what came at once; `onOpen` is called when items may have been missed, and `onDown` with the status of
 * the answer, if there is one, when there is no feed.
 */
export class Feed {
  #last;
  #stop;
  #pause = LEAST_PAUSE;

  constructor({ list, stream, onItems, onOpen, onDown }) {
    Object.assign(this, { list, stream, onItems, onOpen, onDown });
    this.follow();
  }

  async follow() {
    this.#stop?.abort();
    const { signal } = (this.#stop = new AbortController());
    while (!signal.aborted) {
      try {
        await this.#read(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.onDown(error.status);
        // Until the user has entered the token.
        if (error.status === 401) return;
      }
      await new Promise((done) => setTimeout(done, this.#pause));
      this.#pause = Math.min(this.#pause * 2, MOST_PAUSE);
    }
  }

  async #read(signal) {
    if (this.list) this.#last ??= (await run(control('GET', this.list))).Last;
    const headers = { ...authorized(), ...(this.#last && { 'Last-Event-ID': this.#last }) };
    const answer = await fetch(`/_voiceid/${this.stream}`, { headers, signal });
    if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
    this.#pause = LEAST_PAUSE;
    this.onOpen();
    for await (const items of itemsOf(answer)) {
      if (items.length === 0) continue;
      this.#last = items.at(-1).id ?? this.#last;
      this.onItems(items.map((item) => JSON.parse(item.data.join('\n'))));
    }
  }
}
