// The log of requests, live.
import { control, isOwn, operation, run } from '../core/api.js';
import { ask, confirmed, curlButton, field, perform, toast } from '../core/actions.js';
import { h } from '../core/dom.js';
import { choice, searchField } from '../core/filters.js';
import { chip, facts, json, plural, timeOfDay } from '../core/format.js';
import { virtualList } from '../core/list.js';
import { domainOf, store } from '../core/store.js';

const MASK = '***';
const STATUSES = [
  ['2', '2xx'],
  ['4', '4xx'],
  ['5', '5xx'],
];

/** The call of the API that an entry of the log shows. */
const callOf = ({ Operation, Request, Account, Region }, body = Request) =>
  operation(Operation, body ?? {}, { Account, Region });

const isApiCall = ({ Operation = '' }) => /^[A-Za-z]+$/.test(Operation);

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
  let all = [];
  let known = false;
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
      isApiCall(entry) &&
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

  async function forget() {
    if (!(await confirmed('Forget all requests?', 'The log of requests is emptied.', 'Forget'))) return;
    if (await perform(control('DELETE', 'requests'), 'The requests were forgotten.')) all = [];
    page.draw();
  }

  return {
    wants(item) {
      if (item.kind !== 'request' || !known) return false;
      if (/\/(reset|requests)$/.test(item.value.Operation ?? '') && item.changes) known = false;
      else if (!(item.value.Number <= all.at(-1)?.Number)) all.push(item.value);
      return true;
    },

    async load() {
      if (known) return;
      known = true;
      all = (await run(control('GET', 'requests?all'))).Requests;
    },

    render() {
      const shown = all.filter(matches);
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Requests'),
          h('span', { class: 'count' }, plural(shown.length, 'request')),
          h('button', { type: 'button', class: 'danger', onclick: forget }, 'Forget'),
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
            detail(all.find(({ Number: number }) => number === chosen)),
          ),
        ),
      ];
    },
  };
}
