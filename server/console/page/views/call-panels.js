// What can be done to a call, and what came of it, each in a card.
import { action, curlButton, dropZone, field, perform } from '../core/actions.js';
import { path } from '../core/api.js';
import { isOver } from '../core/calls.js';
import { h } from '../core/dom.js';
import { chip, dateTime, facts, json } from '../core/format.js';
import { play } from './speak.js';

const CHECKS = [
  ['enrollmentStatus', 'Enrollment'],
  ['voiceAuthentication', 'Authentication'],
  ['fraudDetection', 'Fraud detection'],
];

/** A slider that shows its value; `onchange` gets it once the user lets go. */
function slider(label, value, { min = 0, max = 100, unit = '', name, onchange, disabled } = {}) {
  const show = (event) => (event.target.nextSibling.textContent = event.target.value + unit);
  return h(
    'label',
    { class: 'field slider', key: label },
    h('span', {}, label),
    h(
      'span',
      { class: 'track' },
      h('input', {
        type: 'range',
        'aria-label': label,
        'aria-valuetext': value + unit,
        min,
        max,
        value,
        name,
        disabled,
        oninput: show,
        onchange: (event) => onchange?.(Number(event.target.value)),
      }),
      h('output', {}, value + unit),
    ),
  );
}

// Every member of a result, those of structures by their path. The log masks what customers named.
const members = (result, prefix = '') =>
  Object.entries(result).flatMap(([name, value]) => {
    if (value === '***') return [];
    if (typeof value === 'object' && !Array.isArray(value)) return members(value, `${prefix}${name}.`);
    return [[prefix + name, shownMember(name, value)]];
  });

function shownMember(name, value) {
  if (/At$/.test(name)) return dateTime(value);
  if (/^(GeneratedFraudsterId|WatchlistId)$/.test(name)) return h('a', { href: `#/${path('watchlists', value)}` }, value);
  return [value].flat().join(', ');
}

/** A voice that says something, or a recording that is played. */
export function speakPanel(call) {
  const { saying, make } = call;
  const say = () => make.say(call.voice, saying.seconds, saying.risk);
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Speak'),
    field('Voice', {
      value: call.voice,
      list: 'voices',
      required: true,
      oninput: (event) => (call.voice = event.target.value),
      hint: 'A label. The same label is the same person; any other, such as stranger, is somebody else.',
    }),
    h(
      'datalist',
      { id: 'voices' },
      [...new Set(['alice', 'bob', 'mallory', 'stranger', call.session.CustomerSpeakerId].filter(Boolean))].map((value) =>
        h('option', { value }),
      ),
    ),
    slider('Speech', saying.seconds, {
      min: 1,
      max: 60,
      unit: ' s',
      onchange: (value) => {
        saying.seconds = value;
        call.page.draw();
      },
    }),
    slider('Spoofing risk', saying.risk, {
      onchange: (value) => {
        saying.risk = value;
        call.page.draw();
      },
    }),
    h(
      'div',
      { class: 'buttons' },
      action(`Say ${saying.seconds} s`, say, {
        kind: 'primary',
        done: `${call.voice} spoke.`,
        disabled: isOver(call.session),
      }),
      h('a', { class: 'button', href: `#/speak/${call.domainId}/${encodeURIComponent(call.name)}` }, 'Microphone'),
    ),
    dropZone('Or drop a recording', (file) => play(make, file), 'audio/*'),
  );
}

/** What can be changed while the call lasts. */
export function settingsPanel(call) {
  const { session, make } = call;
  const change = (members) => perform(make.change(members), 'The settings were changed.');
  const {
    AuthenticationConfiguration: authentication,
    FraudDetectionConfiguration: fraud,
    StreamingConfiguration: streaming,
  } = session;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Settings'),
    field('Speaker', {
      value: session.CustomerSpeakerId ?? '',
      placeholder: 'nobody',
      onchange: (event) => change({ SpeakerId: event.target.value || null }),
    }),
    h(
      'label',
      { class: 'check' },
      h('input', {
        type: 'checkbox',
        checked: Boolean(authentication),
        onchange: (event) => change({ AuthenticationConfiguration: event.target.checked ? {} : false }),
      }),
      'Authentication',
    ),
    authentication &&
      slider('Acceptance threshold', authentication.AcceptanceThreshold, {
        onchange: (AcceptanceThreshold) => change({ AuthenticationConfiguration: { AcceptanceThreshold } }),
      }),
    authentication &&
      slider('Least speech', streaming.AuthenticationMinimumSpeechInSeconds, {
        min: 5,
        max: 10,
        unit: ' s',
        onchange: (AuthenticationMinimumSpeechInSeconds) =>
          change({ StreamingConfiguration: { AuthenticationMinimumSpeechInSeconds } }),
      }),
    h(
      'label',
      { class: 'check' },
      h('input', {
        type: 'checkbox',
        checked: Boolean(fraud),
        onchange: (event) => change({ FraudDetectionConfiguration: event.target.checked ? {} : false }),
      }),
      'Fraud detection',
    ),
    fraud &&
      slider('Risk threshold', fraud.RiskThreshold, {
        onchange: (RiskThreshold) => change({ FraudDetectionConfiguration: { RiskThreshold } }),
      }),
    fraud &&
      field(
        'Watchlist',
        {
          value: fraud.WatchlistId,
          onchange: (event) => change({ FraudDetectionConfiguration: { WatchlistId: event.target.value } }),
        },
        call.watchlists.map(({ WatchlistId, Name }) => [WatchlistId, Name]),
      ),
    h(
      'p',
      { class: 'hint' },
      'What you change here applies at once. All of it in one command: ',
      curlButton(() => make.change(settingsOf(session)), 'Settings'),
    ),
  );
}

// As a request to change them has them.
const settingsOf = ({
  CustomerSpeakerId,
  AuthenticationConfiguration,
  FraudDetectionConfiguration,
  StreamingConfiguration: { AuthenticationMinimumSpeechInSeconds },
}) => ({
  SpeakerId: CustomerSpeakerId ?? null,
  AuthenticationConfiguration: AuthenticationConfiguration ?? false,
  FraudDetectionConfiguration: FraudDetectionConfiguration ?? false,
  StreamingConfiguration: { AuthenticationMinimumSpeechInSeconds },
});

/** Scores instead of simulated ones. */
export function outcomePanel(call) {
  const { scripted, make, session } = call;
  const number = (label, member) =>
    field(label, {
      type: 'number',
      min: 0,
      max: 100,
      value: scripted[member],
      placeholder: 'simulated',
      oninput: (event) => (scripted[member] = event.target.value),
    });
  const score = (text) => (text === '' ? undefined : Number(text));
  const risk = (text) => (text === '' ? undefined : { RiskScore: Number(text) });
  const outcome = () => ({
    AuthenticationScore: score(scripted.authentication),
    KnownFraudsterRisk: risk(scripted.fraudster),
    VoiceSpoofingRisk: risk(scripted.spoofing),
  });
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Scripted outcome'),
    number('Authentication score', 'authentication'),
    number('Risk of a known fraudster', 'fraudster'),
    number('Risk of spoofing', 'spoofing'),
    h(
      'div',
      { class: 'buttons' },
      action('Script', () => make.script(outcome()), { done: 'The outcome was scripted.' }),
      session.Outcome && action('Remove', make.unscript, { done: 'The outcome is simulated again.' }),
    ),
    session.Outcome && json(session.Outcome),
  );
}

/** What Amazon Connect shows of the call. */
export function flowPanel(call) {
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'In a contact flow'),
    h(
      'div',
      { class: 'buttons' },
      CHECKS.map(([option, label]) =>
        action(label, () => call.make.check(option), {
          then: (answer) => {
            call.checks[option] = answer;
            call.page.draw();
          },
        }),
      ),
    ),
    facts(
      CHECKS.map(([option, label]) => [
        label,
        call.checks[option] && [chip(call.checks[option].Result), ' ', call.checks[option].Reason],
      ]),
    ),
    h('h3', {}, 'Contact record'),
    call.results.record ? json(call.results.record) : h('p', { class: 'hint' }, 'No record: is the domain suspended?'),
  );
}

/** One of the two results, with all its members. */
export function resultPanel(title, result) {
  if (!result) return h('section', { class: 'card' }, h('h2', {}, title), h('p', { class: 'hint' }, 'Not evaluated yet.'));
  return h(
    'section',
    { class: 'card result' },
    h('h2', {}, title, ' ', chip(result.Decision, result.Score ?? '')),
    facts(members(result)),
  );
}
