// The emulator's clock, and what falls due when it is advanced.
import { control, listAll, run } from '../core/api.js';
import { action, field, perform } from '../core/actions.js';
import { h } from '../core/dom.js';
import { chip, dateTime, moment, ms, plural } from '../core/format.js';
import { domain, now, scope, store } from '../core/store.js';
import { expiryOf } from './speakers.js';

const STEPS = [
  ['+1 s', 'PT1S'],
  ['+1 hour', 'PT1H'],
  ['+1 day', 'P1D'],
  ['+30 days', 'P30D'],
  ['+3 years', 'P3Y'],
];
// How much of what falls due is shown, and of many speakers at one moment.
const SHOWN = 30;
const DAY = 86_400_000;

const advance = (By) => control('POST', 'clock/advance', { By });
const put = (body) => control('PUT', 'clock', body);

export default function clock() {
  let sessions = [];
  let speakers = [];
  let wish = '';

  function due() {
    const list = [
      ...store.domains
        .filter(({ ErasedAt }) => ErasedAt)
        .map(({ Name, ErasedAt }) => ({ at: ErasedAt * 1000, text: `The domain ${Name} is erased` })),
      ...sessions
        .filter(({ EndedAt }) => EndedAt)
        .map(({ SessionName, EndedAt }) => ({ at: ms(EndedAt) + DAY, text: `The call ${SessionName} is forgotten` })),
      ...expiries(),
    ];
    return list.filter(({ at }) => at > now()).sort((a, b) => a.at - b.at);
  }

  /** Speakers that expire at the same moment are one line. */
  function expiries() {
    const moments = new Map();
    for (const speaker of speakers) {
      const at = expiryOf(speaker);
      if (at) moments.set(at, [...(moments.get(at) ?? []), speaker.CustomerSpeakerId ?? speaker.GeneratedSpeakerId]);
    }
    return [...moments].map(([at, ids]) => ({
      at,
      text:
        ids.length > 3
          ? `${plural(ids.length, 'speaker')} expire: ${ids[0]} …`
          : `${ids.join(', ')} ${ids.length > 1 ? 'expire' : 'expires'}`,
    }));
  }

  return {
    wants: ({ changes }) => changes,

    async load() {
      const of = domain();
      [{ Sessions: sessions }, speakers] = await Promise.all([
        run(control('GET', `sessions${scope()}`)),
        of ? listAll('ListSpeakers', { DomainId: of.DomainId }, of, 'SpeakerSummaries') : [],
      ]);
    },

    render() {
      const { frozen } = store.clock;
      const list = due();
      return [
        h('div', { class: 'head' }, h('h1', {}, 'Clock'), chip(frozen ? 'frozen' : 'running')),
        h(
          'div',
          { class: 'cards' },
          h(
            'section',
            { class: 'card' },
            h('h2', {}, dateTime(now()), ' UTC'),
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
            h('h2', {}, 'What falls due'),
            list.length === 0 &&
              h('p', { class: 'hint' }, domain() ? 'Nothing.' : 'Choose a domain to see when its speakers expire.'),
            h(
              'ol',
              { class: 'due' },
              list
                .slice(0, SHOWN)
                .map(({ at, text }) => h('li', {}, h('b', {}, dateTime(at)), ' ', text, ' ', h('small', {}, moment(at)))),
            ),
            list.length > SHOWN && h('p', { class: 'hint' }, `and ${list.length - SHOWN} more`),
          ),
        ),
      ];
    },
  };
}
