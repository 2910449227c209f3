// The events, live, and where they go.
import { control, path, run } from '../core/api.js';
import { action, ask, confirm, field } from '../core/actions.js';
import { h } from '../core/dom.js';
import { choice } from '../core/filters.js';
import { chip, dateTime, facts, json, plural, timeOfDay } from '../core/format.js';
import { virtualList } from '../core/list.js';
import { Log } from '../core/log.js';
import { scope, store } from '../core/store.js';

const shortType = (type) => type.replace(/^VoiceId /, '').replace(/ Action$/, '');
const share = (label, name, value) => field(label, { name, type: 'number', min: 0, max: 1, step: 0.05, value: value ?? 0 });

export default function events(page) {
  const log = new Log(
    async () => (await run(control('GET', `events${scope()}`))).Events,
    ({ id }) => id,
  );
  let sinks = [];
  let type = '';
  let status = '';
  let chosen;

  const matches = (event) =>
    (!store.chosen || event.detail.domainId === store.chosen) &&
    (!type || event['detail-type'] === type) &&
    (!status || event.detail.status === status);
  const values = (of) => [...new Set(log.items.map(of))].sort();

  const row = (event) => [
    h('span', { class: 'aside' }, timeOfDay(event.time)),
    h('span', { class: 'grow' }, event.detail.action),
    chip(event.detail.status),
    h('span', { class: 'aside wide' }, event.detail.session?.sessionName ?? shortType(event['detail-type'])),
  ];

  function setDisorder({ Name, Disorder = {} }) {
    return ask(
      `Disorder of ${Name}`,
      [
        share('Comes twice', 'Duplicate', Disorder.Duplicate),
        share('Never comes', 'Drop', Disorder.Drop),
        share('Comes after the next', 'Reorder', Disorder.Reorder),
        share('Comes late', 'Delay', Disorder.Delay),
        field('Late by', { name: 'DelayBy', value: Disorder.DelayBy ?? 'PT1S' }),
        field('Seed', { name: 'Seed', type: 'number', min: 0, value: Disorder.Seed ?? 1 }),
      ],
      'Set',
      ({ DelayBy, ...given }) =>
        control('PUT', `events/sinks/${path(Name)}/disorder`, {
          DelayBy,
          ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)])),
        }),
    );
  }

  function sinkCard(sink) {
    const { Name, Delivered, Pending, Dropped, Disorder } = sink;
    return h(
      'section',
      { class: 'card', key: Name },
      h('h2', {}, Name, ' ', Disorder && chip('disorder')),
      facts([
        ['Delivered', Delivered.toLocaleString('en')],
        ['Pending', Pending],
        ['Dropped', Dropped],
      ]),
      Disorder && json(Disorder),
      h(
        'div',
        { class: 'buttons' },
        h('button', { type: 'button', onclick: () => setDisorder(sink) }, 'Disorder'),
        Disorder &&
          action('Restore order', () => control('DELETE', `events/sinks/${path(Name)}/disorder`), {
            done: 'Events come in order again.',
          }),
      ),
    );
  }

  const forgetAll = () =>
    confirm(
      'Forget all events?',
      'The events that are kept are forgotten.',
      'Forget',
      control('DELETE', 'events'),
      'The events were forgotten.',
    );

  return {
    wants(item) {
      if (item.kind === 'event') log.take(item.value);
      else if (item.changes && /\/(reset|state|events)$/.test(item.value.Operation ?? '')) log.forget();
      return item.changes;
    },

    forget: () => log.forget(),

    async load() {
      [{ Sinks: sinks }] = await Promise.all([run(control('GET', 'events/sinks')), log.load()]);
    },

    render() {
      const shown = log.items.filter(matches);
      const event = log.items.find(({ id }) => id === chosen);
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Events'),
          h('span', { class: 'count' }, plural(shown.length, 'event')),
          h('button', { type: 'button', class: 'danger', onclick: forgetAll }, 'Forget'),
        ),
        h(
          'div',
          { class: 'filters' },
          choice(
            'Type',
            type,
            'any type',
            values((each) => each['detail-type']).map((each) => [each, shortType(each)]),
            (value) => {
              type = value;
              page.draw();
            },
          ),
          choice(
            'Status',
            status,
            'any status',
            values((each) => each.detail.status).map((each) => [each, each]),
            (value) => {
              status = value;
              page.draw();
            },
          ),
          h('span', { class: 'hint' }, 'Times are in UTC.'),
        ),
        h(
          'div',
          { class: 'split' },
          virtualList({
            items: shown,
            row,
            key: (each) => each.id,
            chosen,
            follows: true,
            label: 'Events',
            onchoose: (each) => {
              chosen = each.id;
              page.draw();
            },
          }),
          h(
            'section',
            { class: 'detail', 'aria-label': 'Event' },
            event
              ? [
                  h('h2', {}, shortType(event['detail-type']), ' ', chip(event.detail.status)),
                  h('p', { class: 'line' }, `${dateTime(event.time)} · ${event.account} · ${event.region}`),
                  json(event),
                ]
              : h('p', { class: 'hint' }, 'Choose an event.'),
          ),
        ),
        h('h2', {}, 'Sinks'),
        h('div', { class: 'cards' }, sinks.map(sinkCard)),
      ];
    },
  };
}
