// Buttons that make calls, the commands for the same, and questions.
import { curlOf, run } from './api.js';
import { announce, h, patch } from './dom.js';

/** Shows a text for a while; an error until it is closed. The same text is there once. */
export function toast(text, kind = 'note', hint) {
  const close = () => shown.remove();
  const shown = h(
    'div',
    { class: `toast ${kind}`, role: kind === 'error' ? 'alert' : 'status' },
    h('div', {}, text, hint && h('p', { class: 'hint' }, hint)),
    h('button', { class: 'quiet', type: 'button', 'aria-label': 'Dismiss', onclick: close }, '×'),
  );
  const toasts = document.getElementById('toasts');
  [...toasts.children].find(({ textContent }) => textContent === shown.textContent)?.remove();
  toasts.append(shown);
  if (kind !== 'error') setTimeout(close, 4000);
  // Errors stay, but not so many that they hide the page.
  while (toasts.children.length > 4) toasts.firstChild.remove();
}

/** The error as the emulator says it. */
export const wordsOf = ({ name, message }) => `${name}: ${message}`;

export const showError = (error) => toast(wordsOf(error), 'error', error.hint);

/** Makes the call and says what came of it; returns the answer, or undefined after an error, which is shown. */
export async function perform(call, done) {
  try {
    const answer = await run(call);
    if (done) announce(done);
    return answer ?? {};
  } catch (error) {
    showError(error);
    return undefined;
  }
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied.`);
  } catch {
    await dialog('Copy', h('pre', { tabindex: 0 }, text), [['Close', 'close']]);
  }
}

/** A button that copies the command for a call. `make` returns the call, or a promise of it. */
export const curlButton = (make, label) =>
  h(
    'button',
    {
      class: 'curl',
      type: 'button',
      title: 'Copy as curl',
      'aria-label': `Copy “${label}” as curl`,
      onclick: async () => copy(curlOf(await make()), 'The command was'),
    },
    '$',
  );

const busy = new WeakSet();

/** Does nothing while the same button is still at work: a double click is one. */
async function once(button, work) {
  if (busy.has(button)) return;
  busy.add(button);
  button.ariaBusy = 'true';
  try {
    await work();
  } finally {
    busy.delete(button);
    button.ariaBusy = 'false';
  }
}

/** A button that makes a call, and beside it one that copies the command for that. `make` is as for curlButton(). */
export function action(label, make, { kind = '', done, then, disabled = false } = {}) {
  const act = ({ currentTarget }) =>
    once(currentTarget, async () => {
      const answer = await perform(await make(), done ?? `${label}: done.`);
      if (answer !== undefined) await then?.(answer);
    });
  return h(
    'span',
    { class: 'action', key: `action ${label}` },
    h('button', { type: 'button', class: kind, disabled, onclick: act }, label),
    curlButton(make, label),
  );
}

/** A modal dialog; resolves to 'ok' after its button, or undefined if it was closed. */
export function dialog(title, content, buttons, { onsubmit } = {}) {
  const box = document.getElementById('dialog');
  return new Promise((resolve) => {
    const finish = (value) => {
      box.close();
      resolve(value);
    };
    patch(box);
    patch(
      box,
      h(
        'form',
        {
          method: 'dialog',
          key: crypto.randomUUID?.() ?? title,
          onsubmit: async (event) => {
            event.preventDefault();
            await once(event.target, async () => {
              if (!onsubmit || (await onsubmit(new FormData(event.target)))) finish('ok');
            });
          },
        },
        h('h2', { id: 'dialog-title' }, title),
        content,
        h(
          'div',
          { class: 'buttons' },
          buttons.map(([label, value, kind = '']) =>
            value === 'close'
              ? h('button', { class: kind, type: 'button', onclick: () => finish(undefined) }, label)
              : h('button', { value, class: kind, type: 'submit' }, label),
          ),
        ),
      ),
    );
    box.oncancel = (event) => {
      event.preventDefault();
      finish(undefined);
    };
    box.showModal();
    box.querySelector('input, select, textarea, button.primary, button.danger')?.focus();
  });
}

/** Asks before something is lost, and makes the call after a yes. Resolves to the answer, or undefined. */
export async function confirm(title, text, label, call, done) {
  const said = await dialog(
    title,
    [h('p', {}, text), commandOf(() => call)],
    [
      ['Cancel', 'close'],
      [label, 'ok', 'danger'],
    ],
  );
  return said && perform(call, done);
}

const valuesOf = (form) => Object.fromEntries(new FormData(form));

/** A fold in a dialog with the command for what it does; `make` gets the values of the form. */
const commandOf = (make) =>
  h(
    'details',
    {
      class: 'command',
      ontoggle: ({ currentTarget: fold }) => {
        const form = fold.closest('form');
        form.oninput = () => {
          try {
            fold.lastChild.textContent = curlOf(make(valuesOf(form)));
          } catch (error) {
            fold.lastChild.textContent = error.message;
          }
        };
        form.oninput();
      },
    },
    h('summary', {}, 'As curl'),
    h('pre', { tabindex: 0 }),
  );

/** A labelled field; `props` are those of the input, select or textarea. */
export function field(label, props = {}, options) {
  const { hint, tag = options ? 'select' : 'input', ...rest } = props;
  const list = options?.map((each) => (Array.isArray(each) ? each : [each, each])) ?? [];
  return h(
    'label',
    { class: 'field', key: rest.key ?? label },
    h('span', {}, label),
    h(
      tag,
      { 'aria-label': label, 'aria-description': hint, ...rest },
      list.map(([value, text]) => h('option', { value, selected: String(value) === String(rest.value) }, text)),
    ),
    hint && h('small', { 'aria-hidden': 'true' }, hint),
  );
}

/**
 * Asks for values and makes a call of them, as often as it takes: an error is shown in the dialog. `make` gets the
 * form's values, and returns the call. Resolves to the answer, or undefined.
 */
export async function ask(title, fields, label, make) {
  let answer;
  const problem = h('p', { class: 'problem', role: 'alert' });
  await dialog(
    title,
    [fields, problem, commandOf(make)],
    [
      ['Cancel', 'close'],
      [label, 'ok', 'primary'],
    ],
    {
      onsubmit: async (data) => {
        try {
          answer = await run(make(Object.fromEntries(data)));
          return true;
        } catch (error) {
          problem.textContent = [wordsOf(error), error.hint].filter(Boolean).join(' ');
          return false;
        }
      },
    },
  );
  return answer;
}

/** Reads a file that the user chooses or drops. */
export function dropZone(label, onfile, accept = '.wav,audio/wav', multiple = false) {
  const take = (files) => [...files].slice(0, multiple ? undefined : 1).length && onfile(multiple ? [...files] : files[0]);
  return h(
    'label',
    {
      class: 'drop',
      key: label,
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      },
    },
    label,
    h('input', {
      type: 'file',
      accept,
      multiple,
      onchange: (event) => {
        take(event.target.files);
        event.target.value = '';
      },
    }),
  );
}
