// Elements by function, and trees that are updated in place.

const SVG = 'http://www.w3.org/2000/svg';

// A form has its fields as properties by their names, so these must not be names.
export const KEY = Symbol('key');
const HANDLERS = Symbol('handlers');
const DECLARATIONS = Symbol('declarations');
const STATE = Symbol('state');

// One listener per element and type, whose handler the next render replaces.
function dispatch(event) {
  return event.currentTarget[HANDLERS][event.type]?.(event);
}

function setHandler(node, type, handler) {
  node[HANDLERS] ??= {};
  if (!(type in node[HANDLERS])) node.addEventListener(type, dispatch);
  node[HANDLERS][type] = handler;
}

// What a render declares of a property that the user changes too, such as what stands in a field.
function declare(node, name, value) {
  node[DECLARATIONS] ??= {};
  node[DECLARATIONS][name] = value;
  node[name] = value;
}

const DECLARED = new Set(['value', 'checked']);

function setProperty(node, name, value) {
  if (name.startsWith('on')) return setHandler(node, name.slice(2), value);
  if (DECLARED.has(name) && name in node) return declare(node, name, value);
  if (name === 'css') return Object.entries(value).forEach(([key, text]) => node.style.setProperty(key, text));
  if (name === 'key') return void (node[KEY] = String(value));
  if (name === 'state') return void (node[STATE] = value);
  if (value === true) return node.setAttribute(name, '');
  if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
}

function build(node, props, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  // Last, because what a select shows needs its options.
  for (const [name, value] of Object.entries(props ?? {})) setProperty(node, name, value);
  return node;
}

/**
 * h('button', {class: 'primary', onclick: run}, 'Save'). A button that is not always there, before another one, needs a
 * `key`: otherwise patch() makes the one into the other, perhaps while somebody clicks it.
 */
export const h = (tag, props, ...children) => build(document.createElement(tag), props, children);

/** The same for SVG. */
export const s = (tag, props, ...children) => build(document.createElementNS(SVG, tag), props, children);

function morphAttributes(old, made) {
  for (const { name } of [...old.attributes]) {
    // Whether it is open is the user's, and dialogs and details keep that as an attribute.
    if (!made.hasAttribute(name) && name !== 'open' && name !== 'style') old.removeAttribute(name);
  }
  for (const { name, value } of made.attributes) {
    if (name !== 'style' && name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // The policy for content forbids the attribute, not the property.
  if (old.style.cssText !== made.style.cssText) old.style.cssText = made.style.cssText;
}

function morphElement(old, made) {
  // What shows the same state, whoever made it need not have filled.
  if (made[STATE] !== undefined && old[STATE] === made[STATE]) return undefined;
  old[STATE] = made[STATE];
  morphAttributes(old, made);
  for (const [type, handler] of Object.entries(made[HANDLERS] ?? {})) setHandler(old, type, handler);
  if (old.localName === 'virtual-list') return old.update(made);
  if (made.children.length || old.childNodes.length || made.childNodes.length) morphChildren(old, [...made.childNodes]);
  for (const [name, value] of Object.entries(made[DECLARATIONS] ?? {})) {
    if (old[DECLARATIONS]?.[name] !== value && document.activeElement !== old) declare(old, name, value);
  }
}

const fits = (old, made) => old.nodeType === made.nodeType && old.nodeName === made.nodeName && old[KEY] === made[KEY];

function morphChildren(parent, wanted) {
  const keyed = new Map();
  for (const child of parent.childNodes) if (child[KEY] !== undefined) keyed.set(child[KEY], child);
  let at = parent.firstChild;
  for (const made of wanted) {
    const known = made[KEY] === undefined ? at : keyed.get(made[KEY]);
    if (known && fits(known, made)) {
      if (known !== at) parent.insertBefore(known, at);
      else at = at.nextSibling;
      if (known.nodeType === Node.TEXT_NODE) known.data = known.data === made.data ? known.data : made.data;
      else morphElement(known, made);
    } else {
      parent.insertBefore(made, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** Makes the parent's children be these, keeping elements, focus and what was typed where the tree is the same. */
export function patch(parent, ...children) {
  const holder = build(document.createDocumentFragment(), {}, children);
  morphChildren(parent, [...holder.childNodes]);
}

/** Says it to people who use a screen reader. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}
