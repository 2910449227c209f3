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
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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

  /** What falls due besides expiries. */
  const endings = () => [
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
  ];

  /** Those who expire in the same hour are one line: the API cuts the time of an access to its hour. */
  function expiries(some) {
    const moments = new Map();
    for (const speaker of some) {
      const at = expiryOf(speaker) + HOUR;
      if (!moments.has(at)) moments.set(at, []);
      moments.get(at).push(speaker.CustomerSpeakerId ?? speaker.GeneratedSpeakerId);
    }
    return [...moments].map(([at, ids]) => ({
      at,
      will: () => [named(ids), ids.length > 1 ? ' expire' : ' expires', ' at the latest'],
      did: () => [named(ids), ' expired'],
    }));
  }

  const having = (status) => speakers.filter(({ Status }) => Status === status);
  const soonestFirst = (list) => list.sort((a, b) => a.at - b.at);

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
      const passed = endings().filter(({ at }) => at > looked && at <= now());
      const enrolled = new Set(having('ENROLLED').map((each) => each.GeneratedSpeakerId));
      const wentBack = now() < looked;
      looked = now();
      domains = store.domains;
      const of = isUsable() && domain();
      [{ Sessions: sessions }, speakers] = await Promise.all([
        run(control('GET', `sessions${scope()}`)),
        of ? listAll('ListSpeakers', { DomainId: of.DomainId }, of, 'SpeakerSummaries') : [],
      ]);
      passed.push(...expiries(having('EXPIRED').filter((each) => enrolled.has(each.GeneratedSpeakerId))));
      if (passed.length > 0 || wentBack) fallen = soonestFirst(passed);
    },

    render() {
      const { frozen } = store.clock;
      const list = soonestFirst([...endings().filter(({ at }) => at > now()), ...expiries(having('ENROLLED'))]);
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
