// The picture of a call: speech from left to right and whose it is, what each part needs of it, and how every
// evaluation came out against its threshold.
import { ENROLLMENT_SPEECH, FRAUD_SPEECH, isOver, speechOf } from '../core/calls.js';
import { h, s } from '../core/dom.js';
import { seconds, timeOfDay, voiceColour } from '../core/format.js';

const LEFT = 40;
const RIGHT = 16;
const TOP = 34;
const PLOT = 168;
const SPEECH = 30;
const BELOW = 28;
const ROW = 13;
const SYMBOLS = { start: '▶', end: '■', enroll: '✚', change: '◇' };

class Picture {
  constructor(width, session, history) {
    Object.assign(this, { width, session, history });
    this.height =
      TOP +
      PLOT +
      SPEECH +
      BELOW +
      (session.StreamingConfiguration.AuthenticationMinimumSpeechInSeconds === FRAUD_SPEECH ? 0 : ROW);
    this.most = Math.max(ENROLLMENT_SPEECH * 1.06, speechOf(session) * 1.04);
  }

  x(speech) {
    return LEFT + (speech / this.most) * (this.width - LEFT - RIGHT);
  }

  y(score) {
    return TOP + PLOT - (score / 100) * PLOT;
  }

  grid() {
    return [0, 50, 100].map((score) => [
      s('line', { class: 'grid', x1: LEFT, x2: this.width - RIGHT, y1: this.y(score), y2: this.y(score) }),
      s('text', { class: 'tick', x: LEFT - 6, y: this.y(score) + 4, 'text-anchor': 'end' }, String(score)),
    ]);
  }

  threshold(value, name, label) {
    if (value === undefined) return null;
    return [
      s('line', { class: `threshold ${name}`, x1: LEFT, x2: this.width - RIGHT, y1: this.y(value), y2: this.y(value) }),
      s(
        'text',
        { class: `threshold ${name}`, x: this.width - RIGHT, y: this.y(value) - 4, 'text-anchor': 'end' },
        `${label} ${value}`,
      ),
    ];
  }

  need(speech, label, row) {
    const x = this.x(speech);
    const bottom = TOP + PLOT + SPEECH;
    return [
      s('line', { class: `need ${speechOf(this.session) >= speech ? 'met' : ''}`, x1: x, x2: x, y1: TOP, y2: bottom + 6 }),
      s('text', { class: 'need', x, y: bottom + 18 + ROW * row, 'text-anchor': 'middle' }, `${label} ${speech} s`),
    ];
  }

  needs() {
    const minimum = this.session.StreamingConfiguration.AuthenticationMinimumSpeechInSeconds;
    if (minimum === FRAUD_SPEECH) return [this.need(minimum, 'results', 0), this.need(ENROLLMENT_SPEECH, 'enroll', 0)];
    return [
      this.need(minimum, 'authentication', 1),
      this.need(FRAUD_SPEECH, 'fraud', 0),
      this.need(ENROLLMENT_SPEECH, 'enroll', 0),
    ];
  }

  speech() {
    const top = TOP + PLOT;
    return this.history.segments.map(({ from, to, voice, risk }) => {
      const wide = this.x(to) - this.x(from);
      return s(
        'g',
        {},
        s('title', {}, `${voice || 'a voice'}: ${seconds(to - from)} of speech${risk ? `, spoofing risk ${risk}` : ''}`),
        s('rect', {
          class: 'speech',
          x: this.x(from),
          y: top + 3,
          width: Math.max(1, wide - 1),
          height: SPEECH - 6,
          rx: 4,
          css: { fill: voiceColour(voice) },
        }),
        risk > 0 &&
          s('rect', { class: 'spoofing', x: this.x(from), y: top + SPEECH - 6, width: Math.max(1, wide - 1), height: 3 }),
        wide > 7 * voice.length + 8 && s('text', { class: 'whose', x: this.x(from) + 6, y: top + 19 }, voice),
      );
    });
  }

  /** Marks at the same place stand on each other's right. */
  marks() {
    const used = new Map();
    return this.history.marks.map(({ at, label, time, kind }) => {
      const count = used.get(at) ?? 0;
      used.set(at, count + 1);
      const x = Math.min(this.x(at) + count * 14, this.width - RIGHT);
      return s(
        'text',
        { class: `sign ${kind}`, x, y: TOP - 14, 'text-anchor': 'middle' },
        s('title', {}, `${label}, ${timeOfDay(time ?? 0)}`),
        SYMBOLS[kind],
      );
    });
  }

  point({ kind, at, score, decision, time, cached }, index) {
    const x = this.x(at);
    const y = this.y(score ?? 0);
    const text = `${kind === 'fraud' ? 'Fraud detection' : 'Authentication'}: ${decision}${score === undefined ? '' : `, ${score}`}, ${timeOfDay(time)}${cached ? ', as before' : ''}`;
    const verdict = ['ACCEPT', 'LOW_RISK'].includes(decision)
      ? 'good'
      : ['REJECT', 'HIGH_RISK'].includes(decision)
        ? 'bad'
        : 'none';
    const shape = kind === 'fraud' ? s('path', { d: `M${x} ${y - 7}l7 7l-7 7l-7-7z` }) : s('circle', { cx: x, cy: y, r: 6 });
    const isLast = index >= this.history.points.length - 2;
    return s(
      'g',
      { class: `point ${kind} ${verdict} ${cached ? 'cached' : ''}` },
      s('title', {}, text),
      shape,
      isLast && score !== undefined && s('text', { x: x + 11, y: y + (y < TOP + 12 ? 12 : 4) }, String(score)),
    );
  }

  axis() {
    const step = this.most > 600 ? 120 : this.most > 180 ? 60 : this.most > 70 ? 30 : this.width < 500 ? 10 : 5;
    const ticks = [];
    for (let at = 0; at < this.most; at += step)
      ticks.push(s('line', { class: 'grid', x1: this.x(at), x2: this.x(at), y1: TOP, y2: TOP + PLOT + SPEECH }));
    return ticks;
  }

  draw(text) {
    const { AuthenticationConfiguration: authentication, FraudDetectionConfiguration: fraud } = this.session;
    const now = this.x(speechOf(this.session));
    return s(
      'svg',
      {
        class: 'timeline',
        viewBox: `0 0 ${this.width} ${this.height}`,
        width: this.width,
        height: this.height,
        role: 'img',
        'aria-label': text,
      },
      authentication &&
        s('rect', {
          class: 'accepted',
          x: LEFT,
          y: TOP,
          width: this.width - LEFT - RIGHT,
          height: this.y(authentication.AcceptanceThreshold) - TOP,
        }),
      this.axis(),
      this.grid(),
      this.threshold(authentication?.AcceptanceThreshold, 'authentication', 'accept from'),
      this.threshold(fraud?.RiskThreshold, 'fraud', 'high risk over'),
      this.needs(),
      this.speech(),
      !isOver(this.session) && s('line', { class: 'playhead', x1: now, x2: now, y1: TOP - 4, y2: TOP + PLOT + SPEECH }),
      this.history.points.map((each, index) => this.point(each, index)),
      this.marks(),
    );
  }
}

const KINDS = { authentication: 'Authentication', fraud: 'Fraud detection' };

/** The picture, for so much room, and what stands in it in words. */
export function timeline(width, session, history) {
  const text = `${session.SessionName}: ${seconds(speechOf(session))} of speech. ${history.points
    .slice(-2)
    .map(({ kind, decision, score }) => `${KINDS[kind]} ${decision}${score === undefined ? '' : ` ${score}`}`)
    .join('. ')}`;
  const moments = [
    ...history.marks.map(({ at, order, label, time }) => ({ at, order, time, text: label })),
    ...history.segments.map(({ from, order, to, voice, time }) => ({
      at: from,
      order,
      time,
      text: `${voice || 'Somebody'} spoke for ${seconds(to - from)}`,
    })),
    ...history.points.map(({ kind, at, order, decision, score, time, cached }) => ({
      at,
      order,
      time,
      text: `${KINDS[kind]}: ${decision}${score === undefined ? '' : `, ${score}`}${cached ? ' (as before)' : ''}`,
    })),
  ].sort((a, b) => a.order - b.order);
  return [
    new Picture(width, session, history).draw(text),
    h('p', { class: 'hint' }, 'From left to right: seconds of speech. ● authentication, ◆ fraud detection, with their scores.'),
    h(
      'details',
      { class: 'moments' },
      h('summary', {}, 'In words'),
      h(
        'ol',
        {},
        moments.map(({ at, time, text: what }) =>
          h('li', {}, h('b', {}, seconds(at)), ' ', what, time ? h('small', {}, ` ${timeOfDay(time)}`) : null),
        ),
      ),
    ),
  ];
}
