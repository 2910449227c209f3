// The log of requests, live.
import { control, desktopCall, isOwn, operation, run } from '../core/api.js';
import { ask, confirm, curlButton, field, toast } from '../core/actions.js';
import { h } from '../core/dom.js';
import { choice, searchField } from '../core/filters.js';
import { chip, facts, json, plural, timeOfDay } from '../core/format.js';
import { virtualList } from '../core/list.js';
import { Log } from '../core/log.js';
import { domainOf, store } from '../core/store.js';

const MASK = '***';
const STATUSES = [
  ['2', '2xx'],
  ['4', '4xx'],
  ['5', '5xx'],
];

const isApiCall = ({ Operation = '' }) => /^[A-Za-z]+$/.test(Operation);
const isDesktopCall = ({ Operation = '' }) => Operation.startsWith('AgentAppService.');

/** The call of the API or the desktop that an entry of the log shows. */
const callOf = (entry, body = entry.Request ?? {}) =>
  isDesktopCall(entry) ? desktopCall(entry.Operation, body) : operation(entry.Operation, body, entry);

async function replay(entry) {
  const text = JSON.stringify(entry.Request ?? {}, null, 2);
  const answer = await ask(
    `Replay ${entry.Operation}`,
    [
      text.includes(MASK) &&
        h(
          'p',
          { class: 'hint' },
          `Replace ${MASK}: the emulator hides what customers named. With --log-sensitive it shows that.`,
        ),
      field('Request', { tag: 'textarea', name: 'body', rows: 8, value: text, spellcheck: 'false' }),
    ],
    'Send',
    ({ body }) => callOf(entry, JSON.parse(body)),
  );
  if (answer !== undefined) toast(`${entry.Operation} was answered.`);
}

export default function requests(page) {
  const log = new Log(
    async () => (await run(control('GET', 'requests?all'))).Requests,
    ({ Number: number }) => number,
  );
  let text = '';
  let status = '';
  let withControl = false;
  let chosen;

  // What this page reads all the time, nobody looks for.
  const isNoise = ({ Operation = '', RequestId }) => /^(List|Describe)|^GET /.test(Operation) && isOwn(RequestId);

  const matches = (entry) =>
    !isNoise(entry) &&
    (!store.chosen || entry.DomainId === store.chosen || !domainOf(entry.DomainId)) &&
    (withControl || !/ \//.test(entry.Operation ?? '')) &&
    (!status || String(entry.Status).startsWith(status)) &&
    (!text || `${entry.Operation ?? ''} ${entry.Error ?? ''} ${entry.Client ?? ''}`.toLowerCase().includes(text));

  const row = (entry) => [
    h('span', { class: 'aside' }, timeOfDay(entry.Time)),
    h('span', { class: `status s${String(entry.Status)[0]}` }, String(entry.Status)),
    h(
      'span',
      { class: 'grow' },
      entry.Operation ?? 'unknown operation',
      entry.Hint && h('b', { class: 'hinted', title: entry.Hint }, ' hint'),
    ),
    entry.Fault && chip('fault'),
    h('span', { class: 'aside wide' }, entry.Error ?? `${entry.TookMs} ms`),
  ];

  function detail(entry) {
    if (!entry) return h('p', { class: 'hint' }, 'Choose a request.');
    const body = (title, value) =>
      value !== undefined && [h('h3', {}, title), typeof value === 'string' ? h('pre', { tabindex: 0 }, value) : json(value)];
    return [
      h('h2', {}, entry.Operation ?? 'Unknown operation'),
      entry.Hint && h('p', { class: 'hint strong' }, entry.Hint),
      facts([
        ['Status', entry.Status],
        ['Error', entry.Error],
        ['Took', `${entry.TookMs} ms`],
        ['Account', entry.Account],
        ['Region', entry.Region],
        ['Domain', entry.DomainId && h('code', {}, entry.DomainId)],
        ['From the cache', entry.Cached?.join(', ')],
        ['Fault', entry.Fault],
        ['Client', entry.Client],
        ['Request id', h('code', {}, entry.RequestId)],
      ]),
      (isApiCall(entry) || isDesktopCall(entry)) &&
        h(
          'div',
          { class: 'buttons' },
          h(
            'span',
            { class: 'action' },
            h('button', { type: 'button', onclick: () => replay(entry) }, 'Replay'),
            curlButton(() => callOf(entry), entry.Operation),
          ),
        ),
      body('Request', entry.Request),
      body('Answer', entry.Answer),
    ];
  }

  const forgetAll = () =>
    confirm(
      'Forget all requests?',
      'The log of requests is emptied.',
      'Forget',
      control('DELETE', 'requests'),
      'The requests were forgotten.',
    );

  return {
    wants(item) {
      if (item.kind !== 'request') return false;
      if (item.changes && /\/(reset|state|requests)$/.test(item.value.Operation ?? '')) log.forget();
      else log.take(item.value);
      return true;
    },

    forget: () => log.forget(),
    load: () => log.load(),

    render() {
      const shown = log.items.filter(matches);
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Requests'),
          h('span', { class: 'count' }, plural(shown.length, 'request')),
          h('button', { type: 'button', class: 'danger', onclick: forgetAll }, 'Forget'),
        ),
        h(
          'div',
          { class: 'filters' },
          searchField('Operation, error or client', text, (value) => {
            text = value;
            page.draw();
          }),
          choice('Status', status, 'any status', STATUSES, (value) => {
            status = value;
            page.draw();
          }),
          h(
            'label',
            { class: 'check' },
            h('input', {
              type: 'checkbox',
              checked: withControl,
              onchange: (event) => {
                withControl = event.target.checked;
                page.draw();
              },
            }),
            'control API too',
          ),
          h('span', { class: 'hint' }, 'Times are in UTC.'),
        ),
        h(
          'div',
          { class: 'split' },
          virtualList({
            items: shown,
            row,
            key: (each) => each.Number,
            chosen,
            follows: true,
            label: 'Requests',
            onchoose: (each) => {
              chosen = each.Number;
              page.draw();
            },
          }),
          h(
            'section',
            { class: 'detail', 'aria-label': 'Request' },
            detail(log.items.find(({ Number: number }) => number === chosen)),
          ),
        ),
      ];
    },
  };
}
