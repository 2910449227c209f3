// Long lists whose items differ in height, a page at a time.
import { h } from './dom.js';
import { plural } from './format.js';

const STEP = 50;

export class Pages {
  #shown = STEP;
  #draw;

  /** `draw()` is called after each click on "Show more". */
  constructor(draw) {
    this.#draw = draw;
  }

  /** Those that are shown. */
  of(items) {
    return items.slice(0, this.#shown);
  }

  /** The button for more, if there are more. */
  more(items, noun) {
    const show = () => {
      this.#shown += STEP;
      this.#draw();
    };
    return (
      items.length > this.#shown && h('button', { type: 'button', onclick: show }, `Show more of ${plural(items.length, noun)}`)
    );
  }
}
