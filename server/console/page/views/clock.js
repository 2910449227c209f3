// The emulator's clock, and what falls due when it is advanced.
import { control, listAll, path, run } from '../core/api.js';
import { action, field, perform } from '../core/actions.js';
import { h } from '../core/dom.js';
import { chip, dateTime, moment, ms, plural } from '../core/format.js';
import { domain, now, scope, store } from '../core/store.js';
import { isUsable } from './need-domain.js';
import { expiryOf } from './speakers.js';

const STEPS = [
  ['+1 s', 'PT1S'],
  ['+1 hour', 'PT1H'],
  ['+1 day', 'P1D'],
  ['+30 days', 'P30D'],
  ['+3 years', 'P3Y'],
];
// How much of what falls due is shown, and how many speakers that expire at one moment are named.
const SHOWN = 30;
const NAMED = 5;
const DAY = 86_400_000;

const advance = (By) => control('POST', 'clock/advance', { By });
const put = (body) => control('PUT', 'clock', body);

/** Links to these speakers, or to the first of many. */
function named(ids) {
  const link = (id) => h('a', { href: `#/${path('speakers', id)}` }, id);
  if (ids.length > NAMED) return [`${plural(ids.length, 'speaker')}, such as `, link(ids[0]), ','];
  return ids.map((id, index) => [index > 0 && ', ', link(id)]);
}

export default function clock() {
  let domains = [];
  let sessions = [];
  let speakers = [];
  let wish = '';
  // The time at the last look, and what fell due between the two before.
  let looked = now();
  let fallen = [];

  /** What falls due after that time, soonest first. */
  function dueAfter(time) {
    const list = [
      ...domains
        .filter(({ ErasedAt }) => ErasedAt)
        .map(({ Name, ErasedAt }) => ({
          at: ErasedAt * 1000,
          will: () => `The domain ${Name} is erased`,
          did: () => `The domain ${Name} was erased`,
        })),
      ...sessions
        .filter(({ EndedAt }) => EndedAt)
        .map(({ SessionName, EndedAt }) => ({
          at: ms(EndedAt) + DAY,
          will: () => `The call ${SessionName} is forgotten`,
          did: () => `The call ${SessionName} was forgotten`,
        })),
      ...expiries(),
    ];
    return list.filter(({ at }) => at > time).sort((a, b) => a.at - b.at);
  }

  /** Speakers that expire at the same moment are one line. */
  function expiries() {
    const moments = new Map();
    for (const speaker of speakers) {
      const at = expiryOf(speaker);
      if (at && !moments.has(at)) moments.set(at, []);
      if (at) moments.get(at).push(speaker.CustomerSpeakerId ?? speaker.GeneratedSpeakerId);
    }
    return [...moments].map(([at, ids]) => ({
      at,
      will: () => [named(ids), ids.length > 1 ? ' expire' : ' expires'],
      did: () => [named(ids), ' expired'],
    }));
  }

  const listed = (list, tense) => [
    h(
      'ol',
      { class: 'due' },
      list
        .slice(0, SHOWN)
        .map((each) => h('li', {}, h('b', {}, dateTime(each.at)), ' ', each[tense](), ' ', h('small', {}, moment(each.at)))),
    ),
    list.length > SHOWN && h('p', { class: 'hint' }, `and ${list.length - SHOWN} more`),
  ];

  return {
    wants: ({ changes }) => changes,

    async load() {
      const passed = dueAfter(looked).filter(({ at }) => at <= now());
      if (passed.length > 0 || now() < looked) fallen = passed;
      looked = now();
      domains = store.domains;
      const of = isUsable() && domain();
      [{ Sessions: sessions }, speakers] = await Promise.all([
        run(control('GET', `sessions${scope()}`)),
        of ? listAll('ListSpeakers', { DomainId: of.DomainId }, of, 'SpeakerSummaries') : [],
      ]);
    },

    render() {
      const { frozen } = store.clock;
      const list = dueAfter(now());
      return [
        h('div', { class: 'head' }, h('h1', {}, 'Clock'), chip(frozen ? 'frozen' : 'running')),
        h(
          'div',
          { class: 'cards' },
          h(
            'section',
            { class: 'card' },
            h('h2', {}, dateTime(now())),
            h(
              'div',
              { class: 'buttons' },
              STEPS.map(([label, by]) => action(label, () => advance(by), { done: `The clock was advanced: ${label}.` })),
            ),
            h(
              'div',
              { class: 'buttons' },
              action(frozen ? 'Let it run' : 'Freeze', () => put({ Frozen: !frozen }), {
                kind: 'primary',
                done: frozen ? 'The clock runs.' : 'The clock is frozen.',
              }),
            ),
            h(
              'form',
              {
                class: 'inline',
                onsubmit: (event) => {
                  event.preventDefault();
                  perform(put({ Now: `${wish.replace(' ', 'T')}Z` }), 'The clock was set.');
                },
              },
              field('Set it to, in UTC', {
                type: 'datetime-local',
                step: 1,
                value: wish,
                required: true,
                oninput: (event) => {
                  wish = event.target.value.length === 16 ? `${event.target.value}:00` : event.target.value;
                },
              }),
              h('button', { type: 'submit' }, 'Set'),
            ),
            h('p', { class: 'hint' }, 'Setting the clock back undoes nothing.'),
          ),
          h(
            'section',
            { class: 'card' },
            h('h2', {}, 'What falls due next'),
            list.length === 0 && h('p', { class: 'hint' }, 'Nothing.'),
            listed(list, 'will'),
            !domain() && h('p', { class: 'hint' }, 'Choose a domain at the top to see when its speakers expire.'),
          ),
          fallen.length > 0 &&
            h('section', { class: 'card', key: 'fallen' }, h('h2', {}, 'What fell due just now'), listed(fallen, 'did')),
        ),
      ];
    },
  };
}
