// One call: its picture, what came of it, and everything that can be done to it.
import { operation, run } from '../core/api.js';
import { action } from '../core/actions.js';
import { heardLabel, isOver, latestResults, sessionCalls, speechOf } from '../core/calls.js';
import { h } from '../core/dom.js';
import { chip, heardVoice, json, moment, seconds } from '../core/format.js';
import { concerns, historyOf, readHistory } from '../core/history.js';
import { domainOf } from '../core/store.js';
import { resultChips, speechMeter } from './calls.js';
import { flowPanel, outcomePanel, resultPanel, settingsPanel, speakPanel } from './call-panels.js';
import { timeline } from './timeline.js';

class Call {
  session;
  gone = false;
  entries = [];
  results = {};
  evaluated;
  checks = {};
  watchlists = [];
  voice;
  /** What the next click on "Speak" adds. */
  saying = { seconds: 10, risk: 0 };
  scripted = { authentication: '', fraudster: '', spoofing: '' };

  constructor(page, domainId, name) {
    Object.assign(this, { page, domainId, name, make: sessionCalls(domainId, name) });
  }

  async load() {
    try {
      this.session = (await run(this.make.describe())).Session;
    } catch (error) {
      if (error.status !== 404) throw error;
      this.gone = error.message;
      return;
    }
    // Who spoke goes on; who has not spoken yet is who the caller claims to be.
    this.voice ??= heardLabel(this.session) || this.session.CustomerSpeakerId || 'caller';
    const owner = domainOf(this.domainId);
    const [entries, results, { WatchlistSummaries }] = await Promise.all([
      this.entries.length ? this.entries : readHistory(this.domainId, this.name),
      latestResults(this.domainId, this.name),
      run(operation('ListWatchlists', { DomainId: this.domainId, MaxResults: 100 }, owner)),
    ]);
    Object.assign(this, { entries, results, watchlists: WatchlistSummaries, gone: false });
    this.evaluated = [...entries].reverse().find(({ Operation }) => Operation === 'EvaluateSession')?.Answer;
  }

  take(item) {
    if (item.kind === 'request' && concerns(item.value, this.name) && item.domainId === this.domainId) {
      const isKnown = this.entries.some(({ Number: number }) => number === item.value.Number);
      if (!isKnown) this.entries = [...this.entries, item.value];
      return true;
    }
    return item.changes && item.domainId === this.domainId && (item.session === this.name || !item.session);
  }

  /** The history may lack what came meanwhile. */
  forget() {
    this.entries = [];
  }

  /** The next step, for those who have not seen a call yet. */
  advice() {
    const { session, results } = this;
    const missing = session.StreamingConfiguration.AuthenticationMinimumSpeechInSeconds - speechOf(session);
    if (isOver(session)) return 'The stream has ended: New stream lets the same caller call again.';
    if (missing > 0) return `Next: under Speak, let a voice say ${seconds(missing)} more. Then evaluate.`;
    if (!results.authentication && !results.fraud) return 'There is enough speech for a result: click Evaluate.';
    if (results.authentication?.decision === 'ACCEPT')
      return 'To see a REJECT, start a new stream, or a new call, and let another voice speak.';
    return undefined;
  }

  head() {
    const { session, make, results } = this;
    const over = isOver(session);
    return h(
      'div',
      { class: 'head call-head' },
      h('a', { class: 'back', href: '#/calls', 'aria-label': 'All calls' }, '←'),
      h('h1', {}, this.name),
      h(
        'span',
        { class: 'chips' },
        chip(session.StreamingStatus),
        session.EnrollmentRequestDetails && chip(`ENROLLMENT_${session.EnrollmentRequestDetails.Status}`),
        resultChips(results),
      ),
      h(
        'span',
        { class: 'actions' },
        action('Evaluate', make.evaluate, { kind: 'primary', done: 'The call was evaluated.' }),
        action('Enroll', make.enroll, { done: 'The enrollment was requested.' }),
        over ? action('New stream', make.start) : action('End', make.end, { done: 'The stream has ended.' }),
      ),
    );
  }

  render() {
    const { session } = this;
    if (this.gone)
      return [
        h(
          'div',
          { class: 'head' },
          h('a', { class: 'back', href: '#/calls', 'aria-label': 'All calls' }, '←'),
          h('h1', {}, this.name),
        ),
        h('p', { class: 'empty' }, this.gone, ' ', h('a', { href: '#/calls' }, 'All calls')),
      ];
    if (!session) return [h('div', { class: 'head' }, h('h1', {}, this.name)), h('p', { class: 'empty' }, 'Loading…')];
    const width = Math.max(300, (document.getElementById('main').clientWidth || 900) - 64);
    return [
      this.head(),
      h(
        'p',
        { class: 'line' },
        'Claims to be ',
        h('b', {}, session.CustomerSpeakerId ?? session.GeneratedSpeakerId ?? 'nobody'),
        ', ',
        heardVoice(session),
        '. Started ',
        moment(session.CreatedAt),
        session.EndedAt && [', ended ', moment(session.EndedAt)],
        '. ',
        speechMeter(session),
      ),
      this.advice() && h('p', { class: 'hint advice' }, this.advice()),
      h(
        'section',
        { class: 'card wide', 'aria-label': 'Timeline' },
        timeline(width, session, historyOf(this.entries, session)),
        session.EnrollmentRequestDetails?.Message &&
          h('p', { class: 'problem' }, `Enrollment: ${session.EnrollmentRequestDetails.Message}`),
      ),
      h(
        'div',
        { class: 'cards flow' },
        speakPanel(this),
        settingsPanel(this),
        outcomePanel(this),
        resultPanel('Authentication', this.evaluated?.AuthenticationResult),
        resultPanel('Fraud detection', this.evaluated?.FraudDetectionResult),
        flowPanel(this),
        h('section', { class: 'card' }, h('h2', {}, 'The session'), json(session)),
      ),
    ];
  }
}

export default function call(page) {
  let shown;
  const of = (domainId, name) => (shown ??= new Call(page, domainId, name));
  return {
    forget: () => shown?.forget(),
    wants: (item, ...address) => of(...address).take(item),
    load: (...address) => of(...address).load(),
    render: (...address) => of(...address).render(),
  };
}
