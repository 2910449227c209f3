// The calls about one session, and what is worth knowing of it.
import { control, operation, path, run } from './api.js';
import { domainOf } from './store.js';

/** What fraud detection and enrollment need of net speech, in seconds (docs/sessions.md). */
export const FRAUD_SPEECH = 10;
export const ENROLLMENT_SPEECH = 30;

const under = (domainId, name, ...rest) => `domains/${path(domainId, 'sessions', name, ...rest)}`;

/** The calls of a session by its domain and name. */
export const sessionCalls = (domainId, name) => ({
  describe: () => control('GET', under(domainId, name)),
  speech: () => control('GET', under(domainId, name, 'speech')),
  record: () => control('GET', under(domainId, name, 'contact-record')),
  evaluate: () => operation('EvaluateSession', { DomainId: domainId, SessionNameOrId: name }, domainOf(domainId)),
  start: () => control('POST', `domains/${path(domainId)}/sessions`, { SessionName: name }),
  end: () => control('POST', under(domainId, name, 'end')),
  enroll: () => control('POST', under(domainId, name, 'enrollment')),
  change: (members) => control('PATCH', under(domainId, name), members),
  say: (Voice, SpeechSeconds, SpoofingRisk) =>
    control('POST', under(domainId, name, 'audio'), { Voice, SpeechSeconds, SpoofingRisk }),
  play: (wav, voice) =>
    control('POST', under(domainId, name, 'audio') + (voice ? `?voice=${encodeURIComponent(voice)}` : ''), wav, 'audio/wav'),
  script: (outcome) => control('PUT', under(domainId, name, 'outcome'), outcome),
  unscript: () => control('DELETE', under(domainId, name, 'outcome')),
  check: (CheckVoiceIdOption) => control('POST', under(domainId, name, 'check'), { CheckVoiceIdOption }),
  socket: (voice) => under(domainId, name, 'audio') + (voice ? `?voice=${encodeURIComponent(voice)}` : ''),
});

export const addressOf = (domainId, name) => `#/${path('calls', domainId, name)}`;

export const speechOf = (session) => session.Audio?.SpeechSeconds ?? 0;

/** The label of the voice that the call heard, which an acoustic voice does not have. */
export const heardLabel = ({ Audio }) => (Audio?.Voice === 'acoustic' ? undefined : Audio?.Voice);

export const isOver = (session) => session.StreamingStatus === 'ENDED';

const DECISIONS = {
  Authenticated: 'ACCEPT',
  'Not Authenticated': 'REJECT',
  Inconclusive: 'NOT_ENOUGH_SPEECH',
  'Not Enrolled': 'NOT_ENROLLED',
  'Opted Out': 'OPTED_OUT',
  'High Risk': 'HIGH_RISK',
  'Low Risk': 'LOW_RISK',
  Error: 'FAILED',
};

/** The latest results, by the contact record, which computes nothing; undefined if nobody asked for any. */
export async function latestResults(domainId, name) {
  // A suspended domain shows none.
  const record = await run(sessionCalls(domainId, name).record()).catch(() => undefined);
  const { Authentication: authentication, FraudDetection: fraud } = record?.VoiceIdResult ?? {};
  return {
    authentication: authentication && { decision: DECISIONS[authentication.Result], score: authentication.Score },
    fraud: fraud && {
      decision: DECISIONS[fraud.Result],
      score: Math.max(fraud.RiskScoreKnownFraudster ?? 0, fraud.RiskScoreVoiceSpoofing ?? 0),
    },
    record,
  };
}
