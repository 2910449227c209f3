// How values are shown.
import { h } from './dom.js';
import { now } from './store.js';

const two = (number) => String(number).padStart(2, '0');

/** The time, as milliseconds, seconds since 1970 or text, in milliseconds. */
export const ms = (time) => (typeof time === 'string' ? Date.parse(time) : time < 1e11 ? time * 1000 : time);

/** Date and time of day, in UTC. */
export function dateTime(time) {
  if (time === undefined || time === null) return '–';
  return `${new Date(ms(time)).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

/** The day, in UTC. */
export const day = (time) => dateTime(time).slice(0, 10);

export const timeOfDay = (time) => {
  const at = new Date(ms(time));
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
};

const UNITS = [
  ['year', 365.25 * 86400e3],
  ['month', 30.44 * 86400e3],
  ['day', 86400e3],
  ['hour', 3600e3],
  ['minute', 60e3],
  ['second', 1e3],
];

/** How long ago, or from now, by the emulator's clock. */
export function ago(time) {
  if (time === undefined || time === null) return '–';
  const difference = ms(time) - now();
  const [unit, length] = UNITS.find(([, least]) => Math.abs(difference) >= least) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(difference / length), unit);
}

/** The element for a moment. */
export const moment = (time) =>
  time === undefined || time === null
    ? h('span', {}, '–')
    : h('time', { title: dateTime(time), datetime: new Date(ms(time)).toISOString() }, ago(time));

export const seconds = (value) => `${Number(value.toFixed(1))} s`;

const TONES = {
  good: [
    'ACCEPT',
    'LOW_RISK',
    'ENROLLED',
    'ACTIVE',
    'COMPLETED',
    'SUCCEEDED',
    'Authenticated',
    'Low Risk',
    'LowRisk',
    'Enrolled',
  ],
  bad: [
    'REJECT',
    'HIGH_RISK',
    'FAILED',
    'Not Authenticated',
    'NotAuthenticated',
    'High Risk',
    'HighRisk',
    'Error',
    'STREAMING_FAILED',
  ],
  warn: [
    'EXPIRED',
    'SUSPENDED',
    'COMPLETED_WITH_ERRORS',
    'NOT_ENOUGH_SPEECH',
    'SPEAKER_EXPIRED',
    'PENDING_CONFIGURATION',
    'Inconclusive',
  ],
  live: ['ONGOING', 'IN_PROGRESS', 'SUBMITTED', 'PENDING', 'STREAMING_STARTED'],
};
const toneOf = (state) => Object.keys(TONES).find((tone) => TONES[tone].includes(state)) ?? 'idle';

/** A state as a coloured word. */
export const chip = (state, extra = '') =>
  h(
    'span',
    { class: `chip ${toneOf(state)}` },
    String(state).replaceAll('_', ' ').toLowerCase(),
    extra !== '' && h('b', {}, extra),
  );

/** The colour of a voice, the same wherever it is heard. */
export function voiceColour(voice) {
  let hash = 0;
  for (const letter of voice) hash = (hash * 31 + letter.codePointAt(0)) >>> 0;
  return `var(--voice-${hash % 8})`;
}

export const voiceTag = (voice) => h('span', { class: 'voice', css: { '--colour': voiceColour(voice) } }, voice);

/** Whose voice a session heard: its label, or how near an acoustic voice is to the one that the speaker enrolled. */
export function heardVoice({ Audio }) {
  if (!Audio?.Voice) return 'sounds like nobody yet';
  if (Audio.Voice !== 'acoustic') return ['sounds like ', voiceTag(Audio.Voice)];
  const { Similarity: similarity } = Audio;
  const nearness = similarity === undefined ? '' : `, ${similarity} of 100 similar to the enrolled one`;
  return ['has an ', voiceTag(Audio.Voice), ` voice${nearness}`];
}

/** JSON whose parts fold. */
export function json(value, name, open = true) {
  const label = name === undefined ? null : h('span', { class: 'key' }, `${name}: `);
  if (value === null || typeof value !== 'object') {
    return h('div', { class: 'leaf' }, label, h('span', { class: `value ${typeof value}` }, JSON.stringify(value)));
  }
  const entries = Object.entries(value);
  const brackets = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return h('div', { class: 'leaf' }, label, brackets.join(''));
  return h(
    'details',
    { class: 'fold', open },
    h('summary', {}, label, `${brackets[0]} ${entries.length} ${brackets[1]}`),
    entries.map(([key, each]) => json(each, Array.isArray(value) ? undefined : key, open)),
  );
}

/** Names and values, those that there are. */
export const facts = (pairs) =>
  h(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );

export const plural = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
