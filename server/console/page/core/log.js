// Something that grows while it is looked at, such as the events: read once, then continued by a feed.

// As many as the emulator keeps of either; beyond that, the oldest go.
const MOST = 10_000;

export class Log {
  /** Oldest first. */
  items = [];
  #read;
  #keyOf;
  #state = 'unknown';
  #keys = new Set();
  // What the feed brought while the list was read: it may lack that.
  #came = [];

  /** `read()` resolves to what there is; `keyOf(item)` tells two items apart. */
  constructor(read, keyOf) {
    this.#read = read;
    this.#keyOf = keyOf;
  }

  /** It has to be read anew. */
  forget() {
    this.#state = 'unknown';
  }

  /** One more, from the feed. */
  take(item) {
    if (this.#state === 'reading') this.#came.push(item);
    else if (this.#state === 'known') this.#add(item);
  }

  /** Reads it unless it is known. */
  async load() {
    if (this.#state === 'known') return;
    this.#state = 'reading';
    this.#came = [];
    try {
      const list = await this.#read();
      this.items = list.slice(-MOST);
      this.#keys = new Set(this.items.map(this.#keyOf));
      this.#came.forEach((item) => this.#add(item));
      if (this.#state === 'reading') this.#state = 'known';
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  #add(item) {
    const key = this.#keyOf(item);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.items.push(item);
    if (this.items.length > MOST) this.#keys.delete(this.#keyOf(this.items.shift()));
  }
}
