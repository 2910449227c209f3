// What goes wrong on purpose.
import { control, path, run } from '../core/api.js';
import { action, ask, confirm, field, perform } from '../core/actions.js';
import { h } from '../core/dom.js';
import { chip, facts, json, plural } from '../core/format.js';

/** The presets and what they do (docs/faults.md). */
const PRESETS = [
  ['brown-out', 'Three of ten calls fail after a second'],
  ['outage', 'Every call fails'],
  ['throttled', 'Every call is throttled'],
  ['access-denied', 'Every call is denied'],
  ['key-revoked', 'Access to the domain’s KMS key is revoked'],
  ['concurrent-changes', 'Every change conflicts'],
];
const ERRORS = [
  '',
  'AccessDeniedException',
  'ConflictException',
  'InternalServerException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ThrottlingException',
  'ValidationException',
];

const number = (text) => (text === '' ? undefined : Number(text));
const set = (fault) => control('POST', 'faults', fault);
const remove = (id) => control('DELETE', `faults/${path(id)}`);

function bodyOf({ operation, error, message, latency, connection, account, skip, count, probability, target }) {
  const names = operation
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return {
    Operation: names.length > 1 ? names : (names[0] ?? '*'),
    Target: target,
    ...(error && { Error: error }),
    ...(message && { Message: message }),
    ...(connection && { Connection: connection }),
    ...(account && { Account: account }),
    LatencyMs: number(latency),
    Skip: number(skip),
    Count: number(count),
    Probability: number(probability),
  };
}

export default function faults(page) {
  let all = [];

  const add = () =>
    ask(
      'New fault',
      [
        field('Operation', { name: 'operation', value: '*', hint: '* for all; several with commas.' }),
        field('Of', { name: 'target', value: 'api' }, [
          ['api', 'the API'],
          ['agent-app', 'the agent desktop'],
        ]),
        field(
          'Error',
          { name: 'error', value: 'ThrottlingException' },
          ERRORS.map((name) => [name, name || 'none']),
        ),
        field('Message', { name: 'message', placeholder: 'a typical one' }),
        field('Late by, in milliseconds', { name: 'latency', type: 'number', min: 0, max: 600000 }),
        field('Connection', { name: 'connection', value: '' }, [
          ['', 'works'],
          ['reset', 'is reset'],
          ['cut', 'is cut in the answer'],
          ['hang', 'hangs'],
        ]),
        field('Account', { name: 'account', placeholder: 'all', pattern: '[0-9]{12}' }),
        field('Not the first', {
          name: 'skip',
          type: 'number',
          min: 0,
          placeholder: '0',
          hint: 'So many calls pass before it strikes.',
        }),
        field('How often', { name: 'count', type: 'number', min: 1, placeholder: 'always' }),
        field('Probability', { name: 'probability', type: 'number', min: 0, max: 1, step: 0.05, placeholder: '1' }),
      ],
      'Set',
      (given) => set(bodyOf(given)),
    );

  function preset([name, text]) {
    const found = all.find(({ Preset, Count }) => Preset === name && Count === undefined);
    const toggle = async (event) => {
      const wanted = event.target.checked;
      await perform(wanted ? set({ Preset: name }) : remove(found.FaultId), wanted ? `${name} is on.` : `${name} is off.`);
      page.refresh();
    };
    return h(
      'label',
      { class: 'switch card', key: name },
      h('input', { type: 'checkbox', role: 'switch', checked: Boolean(found), onchange: toggle }),
      h('span', { class: 'grow' }, h('b', {}, name), h('small', {}, text)),
      found && h('span', { class: 'struck' }, `struck ${found.Struck}`),
    );
  }

  function card(fault) {
    const { FaultId, Met, Struck, ...what } = fault;
    return h(
      'section',
      { class: 'card', key: FaultId },
      h(
        'h2',
        {},
        what.Preset ?? what.Error ?? what.Connection ?? 'latency',
        ' ',
        Struck === what.Count ? chip('used up') : chip('ACTIVE'),
      ),
      facts([
        ['Met', Met],
        ['Struck', what.Count ? `${Struck} of ${what.Count}` : Struck],
      ]),
      json(what),
      h(
        'div',
        { class: 'buttons' },
        action('Remove', () => remove(FaultId), { done: 'The fault was removed.' }),
      ),
    );
  }

  const clear = () =>
    confirm(
      'Remove all faults?',
      'All faults are removed, those of --faults too.',
      'Remove',
      control('DELETE', 'faults'),
      'All faults were removed.',
    );

  return {
    // Any call may have been struck.
    wants: ({ kind, value }) => kind === 'request' && !/^GET /.test(value.Operation ?? ''),
    load: async () => {
      all = (await run(control('GET', 'faults'))).Faults;
    },
    render: () => [
      h(
        'div',
        { class: 'head' },
        h('h1', {}, 'Faults'),
        h('span', { class: 'count' }, plural(all.length, 'fault')),
        all.length > 0 && h('button', { key: 'remove all', type: 'button', class: 'danger', onclick: clear }, 'Remove all'),
        h('button', { class: 'primary', type: 'button', onclick: add }, 'New fault'),
      ),
      h('div', { class: 'cards switches' }, PRESETS.map(preset)),
      all.length > 0 && [h('h2', {}, 'Set now'), h('div', { class: 'cards' }, all.map(card))],
    ],
  };
}
