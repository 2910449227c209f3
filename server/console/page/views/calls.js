// Home: every call, live.
import { control, run } from '../core/api.js';
import { action, perform } from '../core/actions.js';
import { addressOf, ENROLLMENT_SPEECH, FRAUD_SPEECH, isOver, latestResults, sessionCalls, speechOf } from '../core/calls.js';
import { h } from '../core/dom.js';
import { searchField } from '../core/filters.js';
import { chip, heardVoice, moment, seconds } from '../core/format.js';
import { Pages } from '../core/pages.js';
import { domainOf, scope, store } from '../core/store.js';
import { newCall } from './new-call.js';
import { welcome } from './welcome.js';

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

export default function calls(page) {
  let sessions = [];
  let text = '';
  const pages = { active: new Pages(page.refresh), over: new Pages(page.refresh) };
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

  const active = () => sessions.filter((each) => !isOver(each) && matches(each));
  const over = () => sessions.filter((each) => isOver(each) && matches(each));

  const isEvaluated = (session) => Object.values(results.get(keyOf(session)) ?? {}).some((each) => each?.decision);
  const isReady = (session) =>
    !isEvaluated(session) && speechOf(session) >= session.StreamingConfiguration.AuthenticationMinimumSpeechInSeconds;

  // By all the words that a row shows.
  function matches(session) {
    const { authentication, fraud } = results.get(keyOf(session)) ?? {};
    const { SessionName, CustomerSpeakerId, GeneratedSpeakerId, Audio, StreamingStatus } = session;
    return [
      SessionName,
      CustomerSpeakerId,
      GeneratedSpeakerId,
      Audio?.Voice,
      StreamingStatus,
      authentication?.decision,
      fraud?.decision,
    ]
      .filter(Boolean)
      .some((word) => word.replaceAll('_', ' ').toLowerCase().includes(text.replaceAll('_', ' ')));
  }

  async function evaluateAll() {
    for (const { DomainId, SessionName } of pages.active.of(active()).filter(isReady))
      await perform(sessionCalls(DomainId, SessionName).evaluate(), `${SessionName} was evaluated.`);
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
    const hasEnded = isOver(session);
    return h(
      'li',
      { class: `call ${hasEnded ? 'over' : ''}`, key: keyOf(session) },
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
        session.Audio?.Voice && h('small', {}, ' ', heardVoice(session)),
      ),
      speechMeter(session),
      h(
        'span',
        { class: 'chips' },
        chip(StreamingStatus),
        enrollment && h('span', { title: enrollment.Message }, chip(`ENROLLMENT_${enrollment.Status}`)),
        resultChips(results.get(keyOf(session))),
        isReady(session) && h('small', {}, 'not evaluated'),
      ),
      h('span', { class: 'when' }, hasEnded ? ['ended ', moment(session.EndedAt)] : moment(session.CreatedAt)),
      h(
        'span',
        { class: 'actions' },
        action('Evaluate', make.evaluate, { done: `${SessionName} was evaluated.` }),
        !hasEnded && action('Enroll', make.enroll, { done: `The enrollment of ${SessionName} was requested.` }),
        hasEnded ? action('New stream', make.start) : action('End', make.end, { done: `${SessionName} has ended.` }),
      ),
    );
  }

  return {
    wants: (item) => {
      if (item.changes && item.session) stale.add(`${item.domainId}/${item.session}`);
      return item.changes;
    },

    forget: () => results.clear(),

    async load() {
      const listed = (await run(control('GET', `sessions${scope()}`))).Sessions;
      sessions = listed.filter(({ DomainId }) => !store.chosen || DomainId === store.chosen).reverse();
      // Those in sight, of which nothing is known or something may have changed.
      const visible = [...pages.active.of(active()), ...pages.over.of(over())];
      await readResults(visible.filter((each) => !results.has(keyOf(each)) || stale.has(keyOf(each))));
    },

    render() {
      if (store.connection === 'connecting') return [h('h1', {}, 'Calls'), h('p', { class: 'empty' }, 'Loading…')];
      if (store.domains.length === 0) return welcome();
      const [ongoing, ended] = [active(), over()];
      const all = `${sessions.filter((each) => !isOver(each)).length} active, ${sessions.filter(isOver).length} ended`;
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Calls'),
          h('span', { class: 'count' }, text ? `${ongoing.length + ended.length} of ${all}` : all),
          ongoing.filter(isReady).length > 1 &&
            h(
              'button',
              { key: 'evaluate all', type: 'button', title: 'Those with enough speech that were not evaluated yet', onclick: evaluateAll },
              'Evaluate all',
            ),
          h('button', { class: 'primary', type: 'button', onclick: () => newCall() }, 'New call'),
        ),
        sessions.length > 0 &&
          h(
            'div',
            { class: 'filters' },
            searchField('Find by name, speaker, voice or result', text, (value) => {
              text = value;
              page.draw();
            }),
          ),
        sessions.length === 0 &&
          h(
            'p',
            { class: 'empty' },
            'Nobody is calling. Start a call here, by the control API, or with your microphone under ',
            h('a', { href: '#/speak' }, 'Speak'),
            '.',
          ),
        sessions.length > 0 && ongoing.length + ended.length === 0 && h('p', { class: 'empty' }, 'No such call.'),
        ongoing.length > 0 && h('ul', { class: 'calls', 'aria-label': 'Active calls' }, pages.active.of(ongoing).map(row)),
        pages.active.more(ongoing, 'active call'),
        ended.length > 0 && [
          h('h2', {}, 'Ended'),
          h('ul', { class: 'calls', 'aria-label': 'Ended calls' }, pages.over.of(ended).map(row)),
        ],
        pages.over.more(ended, 'ended call'),
      ];
    },
  };
}
