// What happened in a call, from the log of requests: it has audio and evaluations in the order in which they came.
import { control, run } from './api.js';
import { speechOf } from './calls.js';

const SESSIONS = 'POST /_voiceid/domains/{DomainId}/sessions';

/** What the log still has of a session. */
export async function readHistory(domainId, name) {
  const { Requests } = await run(control('GET', `requests?all&domainId=${domainId}`));
  return Requests.filter((entry) => concerns(entry, name));
}

/** Whether a call of the log was about the session of that name. */
export function concerns({ Operation = '', Request, Answer, Status }, name) {
  if (Status >= 400 || /^GET /.test(Operation)) return false;
  return [Answer?.Session?.SessionName, Answer?.SessionName, Request?.SessionNameOrId, Request?.SessionName].includes(name);
}

const resultPoints = ({ AuthenticationResult: authentication, FraudDetectionResult: fraud }, at, time, cached) =>
  [
    authentication && {
      kind: 'authentication',
      at,
      time,
      decision: authentication.Decision,
      score: authentication.Score,
      threshold: authentication.Configuration?.AcceptanceThreshold,
      cached: cached.includes('AuthenticationResult'),
    },
    fraud && {
      kind: 'fraud',
      at,
      time,
      decision: fraud.Decision,
      reasons: fraud.Reasons,
      score:
        fraud.RiskDetails &&
        Math.max(fraud.RiskDetails.KnownFraudsterRisk?.RiskScore ?? 0, fraud.RiskDetails.VoiceSpoofingRisk?.RiskScore ?? 0),
      threshold: fraud.Configuration?.RiskThreshold,
      cached: cached.includes('FraudDetectionResult'),
    },
  ].filter(Boolean);

class History {
  segments = [];
  points = [];
  marks = [];
  #speech = 0;
  // Counts through all that follow, in the order in which they happened.
  #order = 0;

  constructor(session) {
    this.session = session;
    this.mark('Stream started', session.CreatedAt, 'start');
  }

  mark(label, time, kind) {
    this.marks.push({ at: this.#speech, order: this.#order++, label, time, kind });
  }

  /** Until there was that much speech, this voice was heard. */
  hear(until, voice, risk, time) {
    if (until <= this.#speech) return;
    const last = this.segments.at(-1);
    if (last?.voice === voice && last.risk === risk) last.to = until;
    else this.segments.push({ from: this.#speech, order: this.#order++, to: until, voice, risk, time });
    this.#speech = until;
  }

  evaluate(entry) {
    const points = resultPoints(entry.Answer, this.#speech, entry.Time, entry.Cached ?? []);
    this.points.push(...points.map((point) => ({ ...point, order: this.#order++ })));
  }
}

function take(history, { Operation, Request, Answer, Time, Cached }) {
  const session = Answer?.Session;
  if (Operation.endsWith('/audio')) {
    const { Voice = session?.Audio?.Voice ?? '', SpoofingRisk = 0 } = typeof Request === 'object' ? Request : {};
    history.hear(speechOf(session ?? {}), Voice, SpoofingRisk, Time);
  } else if (Answer?.AuthenticationResult || Answer?.FraudDetectionResult) {
    history.evaluate({ Answer, Time, Cached });
  } else if (Operation.endsWith('/enrollment')) history.mark('Enrollment requested', Time, 'enroll');
  else if (Operation.endsWith('/end')) history.mark('Stream ended', Time, 'end');
  else if (Operation.endsWith('/outcome')) history.mark('Outcome scripted', Time, 'change');
  else if (Operation.endsWith('/check')) history.mark(`Flow: ${Answer?.Result}`, Time, 'change');
  else if (Operation.startsWith('PATCH')) history.mark('Settings changed', Time, 'change');
}

// What was heard before the first entry: all there is now, less what the entries add.
function heardBefore(entries, session) {
  const first = entries.find(({ Operation, Answer }) => Operation.endsWith('/audio') && Answer?.Session);
  if (!first) return speechOf(session);
  const added = first.Request?.SpeechSeconds;
  return added === undefined ? 0 : Math.max(0, speechOf(first.Answer.Session) - added);
}

/** The history of a session's latest stream: speech in seconds, points and marks by how much speech there had been. */
export function historyOf(entries, session) {
  const started = entries.findLastIndex(({ Operation }) => Operation === SESSIONS);
  const stream = entries.slice(started + 1);
  const history = new History(session);
  const voice = session.Audio?.Voice ?? '';
  const before = heardBefore(stream, session);
  const hasAudio = stream.some(({ Operation }) => Operation.endsWith('/audio'));
  if (hasAudio || started < 0) history.hear(before, voice, session.Audio?.SpoofingRisk ?? 0, session.CreatedAt);
  for (const entry of stream) take(history, entry);
  // Audio over the WebSocket is in no entry.
  history.hear(speechOf(session), voice, session.Audio?.SpoofingRisk ?? 0, session.EndedAt);
  return history;
}
