// A list of any length: only the rows in sight exist.
import { h, KEY, patch } from './dom.js';

const ROW = 36;
const BEYOND = 6;

/**
 * <virtual-list>: rows of one height, of which one may be chosen by pointer or keyboard. Set `model`:
 * {items, row(item), key(item), chosen, onchoose(item), label}.
 */
class VirtualList extends HTMLElement {
  #model;
  #inner = h('div', { class: 'rows' });

  connectedCallback() {
    this.append(this.#inner);
    this.addEventListener('scroll', () => this.#render(), { passive: true });
    this.addEventListener('keydown', (event) => this.#step(event));
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
  }

  #sizes = new ResizeObserver(() => this.#render());

  get model() {
    return this.#model;
  }

  set model(model) {
    const atEnd = this.#model && this.scrollTop + this.clientHeight >= this.scrollHeight - ROW;
    this.#model = model;
    this.#inner.style.height = `${model.items.length * ROW}px`;
    if (model.follows && atEnd) this.scrollTop = this.scrollHeight;
    this.#render();
  }

  /** Takes over the model of one that was just made, instead of its children. */
  update(made) {
    this.model = made.model;
  }

  #render() {
    if (!this.#model || !this.isConnected) return;
    const { items, row, key, chosen, onchoose } = this.#model;
    const first = Math.max(0, Math.floor(this.scrollTop / ROW) - BEYOND);
    const last = Math.min(items.length, Math.ceil((this.scrollTop + (this.clientHeight || 400)) / ROW) + BEYOND);
    const rows = items.slice(first, last).map((item, index) =>
      h(
        'div',
        {
          key: key(item),
          class: 'row',
          role: 'option',
          id: `row-${key(item)}`,
          'aria-selected': String(key(item) === chosen),
          'aria-setsize': items.length,
          'aria-posinset': first + index + 1,
          css: { top: `${(first + index) * ROW}px` },
          onclick: () => onchoose(item),
        },
        row(item),
      ),
    );
    patch(this.#inner, rows);
    // The key of a row stays while its place changes.
    [...this.#inner.children].forEach((child, index) => child.style.setProperty('top', `${(first + index) * ROW}px`));
    const inSight = rows.some((each) => each[KEY] === String(chosen));
    if (inSight) this.setAttribute('aria-activedescendant', `row-${chosen}`);
    else this.removeAttribute('aria-activedescendant');
  }

  #step(event) {
    const { items, key, chosen, onchoose } = this.#model;
    const page = Math.max(1, Math.floor(this.clientHeight / ROW) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -items.length, End: items.length }[event.key];
    if (by === undefined || items.length === 0) return;
    event.preventDefault();
    const at = items.findIndex((item) => key(item) === chosen);
    const next = Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + by));
    const top = next * ROW;
    if (top < this.scrollTop) this.scrollTop = top;
    if (top + ROW > this.scrollTop + this.clientHeight) this.scrollTop = top + ROW - this.clientHeight;
    onchoose(items[next]);
  }
}

customElements.define('virtual-list', VirtualList);

export function virtualList(model) {
  const list = h('virtual-list', { role: 'listbox', tabindex: 0, 'aria-label': model.label });
  list.model = model;
  return list;
}
