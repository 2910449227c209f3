// Home: every call, live.
import { control, run } from '../core/api.js';
import { action } from '../core/actions.js';
import { addressOf, ENROLLMENT_SPEECH, FRAUD_SPEECH, isOver, latestResults, sessionCalls, speechOf } from '../core/calls.js';
import { h } from '../core/dom.js';
import { chip, moment, plural, seconds, voiceTag } from '../core/format.js';
import { domainOf, scope, store } from '../core/store.js';
import { newCall } from './new-call.js';
import { welcome } from './welcome.js';

// How many ended calls are shown at first, and more with each click.
const STEP = 50;

/** How much speech there is against what the parts need. */
export function speechMeter(session) {
  const speech = speechOf(session);
  const minimum = session.StreamingConfiguration.AuthenticationMinimumSpeechInSeconds;
  const share = (value) => `${Math.min(100, (value / ENROLLMENT_SPEECH) * 100)}%`;
  const marks = [...new Set([minimum, FRAUD_SPEECH])];
  return h(
    'span',
    {
      class: 'meter',
      title: `Authentication needs ${minimum} s, fraud detection ${FRAUD_SPEECH} s, enrollment ${ENROLLMENT_SPEECH} s`,
    },
    h(
      'span',
      { class: 'bar' },
      h('span', { class: `fill ${speech >= Math.max(...marks) ? 'full' : ''}`, css: { width: share(speech) } }),
      marks.map((mark) => h('span', { class: 'mark', css: { left: share(mark) } })),
    ),
    h('span', { class: 'number' }, seconds(speech)),
  );
}

export const resultChips = ({ authentication, fraud } = {}) => [
  authentication && chip(authentication.decision, authentication.score ?? ''),
  fraud && chip(fraud.decision, fraud.decision === 'NOT_ENOUGH_SPEECH' ? '' : fraud.score),
];

export default function calls() {
  let sessions = [];
  let shown = STEP;
  const results = new Map();
  const stale = new Set();
  const keyOf = ({ DomainId, SessionName }) => `${DomainId}/${SessionName}`;

  async function readResults(wanted) {
    await Promise.all(
      wanted.map(async (session) => {
        stale.delete(keyOf(session));
        results.set(keyOf(session), await latestResults(session.DomainId, session.SessionName));
      }),
    );
  }

  function row(session) {
    const {
      DomainId,
      SessionName,
      CustomerSpeakerId,
      GeneratedSpeakerId,
      StreamingStatus,
      EnrollmentRequestDetails: enrollment,
    } = session;
    const make = sessionCalls(DomainId, SessionName);
    const over = isOver(session);
    return h(
      'li',
      { class: `call ${over ? 'over' : ''}`, key: keyOf(session) },
      h(
        'a',
        { class: 'name', href: addressOf(DomainId, SessionName) },
        SessionName,
        store.chosen === '' && h('small', {}, domainOf(DomainId)?.Name ?? DomainId),
      ),
      h(
        'span',
        { class: 'speaker' },
        CustomerSpeakerId ?? GeneratedSpeakerId ?? 'no speaker',
        session.Audio?.Voice && [' ', voiceTag(session.Audio.Voice)],
      ),
      speechMeter(session),
      h(
        'span',
        { class: 'chips' },
        chip(StreamingStatus),
        enrollment && h('span', { title: enrollment.Message }, chip(`ENROLLMENT_${enrollment.Status}`)),
        resultChips(results.get(keyOf(session))),
      ),
      h('span', { class: 'when' }, over ? ['ended ', moment(session.EndedAt)] : moment(session.CreatedAt)),
      h(
        'span',
        { class: 'actions' },
        action('Evaluate', make.evaluate, { done: `${SessionName} was evaluated.` }),
        !over && action('Enroll', make.enroll, { done: `The enrollment of ${SessionName} was requested.` }),
        over ? action('New stream', make.start) : action('End', make.end, { done: `${SessionName} has ended.` }),
      ),
    );
  }

  return {
    wants: (item) => {
      if (item.changes && item.session) stale.add(`${item.domainId}/${item.session}`);
      return item.changes;
    },

    async load() {
      const listed = (await run(control('GET', `sessions${scope()}`))).Sessions;
      sessions = listed.filter(({ DomainId }) => !store.chosen || DomainId === store.chosen).reverse();
      // Those in sight, of which nothing is known or something may have changed.
      const visible = [...sessions.filter((each) => !isOver(each)), ...sessions.filter(isOver).slice(0, shown)];
      await readResults(visible.filter((each) => !results.has(keyOf(each)) || stale.has(keyOf(each))));
    },

    render() {
      if (store.connection === 'connecting') return [h('h1', {}, 'Calls'), h('p', { class: 'empty' }, 'Loading…')];
      if (store.domains.length === 0) return welcome();
      const active = sessions.filter((each) => !isOver(each));
      const over = sessions.filter(isOver);
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Calls'),
          h('span', { class: 'count' }, `${active.length} active, ${over.length} ended`),
          h('button', { class: 'primary', type: 'button', onclick: () => newCall() }, 'New call'),
        ),
        sessions.length === 0 &&
          h(
            'p',
            { class: 'empty' },
            'Nobody is calling. Start a call here, by the control API, or with your microphone under ',
            h('a', { href: '#/speak' }, 'Speak'),
            '.',
          ),
        active.length > 0 && h('ul', { class: 'calls', 'aria-label': 'Active calls' }, active.map(row)),
        over.length > 0 && [
          h('h2', {}, 'Ended'),
          h('ul', { class: 'calls', 'aria-label': 'Ended calls' }, over.slice(0, shown).map(row)),
        ],
        over.length > shown &&
          h(
            'button',
            {
              type: 'button',
              onclick: () => {
                shown += STEP;
                this.load().then(() => dispatchEvent(new Event('resize')));
              },
            },
            `Show more of ${plural(over.length, 'ended call')}`,
          ),
      ];
    },
  };
}
