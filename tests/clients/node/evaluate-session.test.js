// EvaluateSession: each decision with its members, and what makes a result be computed anew.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  CreateWatchlistCommand, DeleteSpeakerCommand, DescribeSpeakerCommand, EvaluateSessionCommand,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, optOut, unknownGeneratedId } from './support/client.js';
import { now, Sessions, startFrozenEmulator } from './support/control.js';

const idOf = { AuthenticationResult: 'AuthenticationResultId', FraudDetectionResult: 'FraudDetectionResultId' };
const both = Object.keys(idOf);
const [authentication, fraud] = both;

let emulator;
let client;
let DomainId;
let WatchlistId;
let sessions;
before(async () => { emulator = await startFrozenEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  const domain = await createDomain(client);
  ({ DomainId } = domain);
  WatchlistId = domain.WatchlistDetails.DefaultWatchlistId;
  sessions = new Sessions(emulator, DomainId);
});

const send = (Command, more) => client.send(new Command({ DomainId, ...more }));
const describe = async () => (await send(DescribeSpeakerCommand, { SpeakerId: 'alice' })).Speaker;
const newWatchlist = async () => (await send(CreateWatchlistCommand, { Name: 'known' })).Watchlist.WatchlistId;
const optAliceOut = () => optOut(client, DomainId, 'alice');
const remove = () => send(DeleteSpeakerCommand, { SpeakerId: 'alice' });
const acceptance = (AcceptanceThreshold) => ({ AuthenticationConfiguration: { AcceptanceThreshold } });
const risk = (RiskThreshold) => ({ FraudDetectionConfiguration: { RiskThreshold } });
const inWatchlist = (id) => ({ FraudDetectionConfiguration: { WatchlistId: id } });

async function evaluate() {
  const { $metadata, ...answer } = await send(EvaluateSessionCommand, { SessionNameOrId: 'call-1' });
  for (const part of both) if (answer[part]) assert.match(answer[part][idOf[part]], /^[a-zA-Z0-9]{22}$/);
  return answer;
}

const results = async () => Object.fromEntries(Object.entries(await evaluate()).filter(([part]) => part in idOf));
const decisions = async () => Object.values(await results()).map((result) => result.Decision);

function without(object, ...names) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Alice was heard for long enough and accepted, at LOW_RISK; gives both results. */
async function accepted() {
  await sessions.enroll();
  await sessions.stream();
  const answer = await results();
  assert.deepEqual(both.map((part) => answer[part].Decision), ['ACCEPT', 'LOW_RISK']);
  return answer;
}

/** The parts whose result is another one, by id and altogether. */
function renewed(earlier, later) {
  const byId = both.filter((part) => later[part][idOf[part]] !== earlier[part][idOf[part]]);
  for (const part of both) if (!byId.includes(part)) assert.deepEqual(later[part], earlier[part]);
  return byId;
}

const unscored = {
  SPEAKER_ID_NOT_PROVIDED: { names: {} },
  SPEAKER_NOT_ENROLLED: { SpeakerId: 'alice', names: { CustomerSpeakerId: 'alice' } },
  'SPEAKER_NOT_ENROLLED, by an unknown generated id': { SpeakerId: unknownGeneratedId, names: {} },
  'SPEAKER_NOT_ENROLLED, while pending': {
    SpeakerId: 'alice',
    prepare: async () => {
      await sessions.start({ SessionName: 'before', SpeakerId: 'alice' });
      await sessions.enrollment('before');
    },
  },
  SPEAKER_OPTED_OUT: { SpeakerId: 'alice', prepare: optAliceOut },
  SPEAKER_EXPIRED: {
    SpeakerId: 'alice',
    prepare: async () => {
      await sessions.enroll();
      await emulator.advance('P3Y');
    },
  },
  NOT_ENOUGH_SPEECH: { SpeakerId: 'alice', seconds: 9.999, prepare: () => sessions.enroll() },
};

for (const [name, { SpeakerId, names, prepare, seconds = 31 }] of Object.entries(unscored)) {
  test(`${name} comes without score and times`, async () => {
    await prepare?.();
    await sessions.start({ SpeakerId });
    await sessions.audio(seconds);
    const { AuthenticationResultId, ...result } = (await evaluate()).AuthenticationResult;
    const known = async () => {
      const { CustomerSpeakerId, GeneratedSpeakerId } = await describe();
      return { CustomerSpeakerId, GeneratedSpeakerId };
    };
    const [Decision] = name.split(',');
    assert.deepEqual(result, { Decision, Configuration: { AcceptanceThreshold: 90 }, ...(names ?? await known()) });
  });
}

test('a fraud detection result without enough speech has neither risks nor times', async () => {
  await sessions.stream({ seconds: 9.999 });
  await sessions.outcome({ VoiceSpoofingRisk: { RiskScore: 100 } });
  const { FraudDetectionResultId, ...result } = (await evaluate()).FraudDetectionResult;
  assert.deepEqual(result, { Decision: 'NOT_ENOUGH_SPEECH', Configuration: { RiskThreshold: 50, WatchlistId } });
});

for (const [threshold, score, decision] of [[90, 89, 'REJECT'], [90, 90, 'ACCEPT'], [0, 0, 'ACCEPT'],
  [100, 99, 'REJECT']]) {
  test(`score ${score} at threshold ${threshold}: ${decision}`, async () => {
    await sessions.enroll();
    await sessions.stream(acceptance(threshold));
    await sessions.outcome({ AuthenticationScore: score });
    const { AuthenticationResult: result } = await evaluate();
    assert.deepEqual([result.Decision, result.Score, result.Configuration.AcceptanceThreshold],
      [decision, score, threshold]);
    assert.deepEqual(result.AudioAggregationEndedAt, await now(emulator));
  });
}

test("somebody else's voice is rejected", async () => {
  await sessions.enroll();
  await sessions.stream({ voice: 'bob' });
  const { Decision, Score } = (await evaluate()).AuthenticationResult;
  assert.equal(Decision, 'REJECT');
  assert.ok(Score >= 0 && Score <= 40, Score);
});

const byFraudster = (RiskScore, more) => ({ KnownFraudsterRisk: { RiskScore, ...more } });
const bySpoofing = (RiskScore) => ({ VoiceSpoofingRisk: { RiskScore } });
const named = { GeneratedFraudsterId: unknownGeneratedId };
const risks = {
  'fraudster as high as the threshold': [byFraudster(50), []],
  'fraudster above it': [byFraudster(51, named), ['KNOWN_FRAUDSTER']],
  'fraudster below it by name': [byFraudster(1, named), []],
  'spoofing as high as the threshold': [bySpoofing(50), []],
  'spoofing above it': [bySpoofing(51), ['VOICE_SPOOFING']],
  'both above it': [{ ...byFraudster(51), ...bySpoofing(51) }, ['KNOWN_FRAUDSTER', 'VOICE_SPOOFING']],
};

for (const [name, [scripted, Reasons]] of Object.entries(risks)) {
  test(`risk of ${name}`, async () => {
    await sessions.stream();
    await sessions.outcome(scripted);
    const { FraudDetectionResultId, ...result } = (await evaluate()).FraudDetectionResult;
    const time = await now(emulator);
    assert.deepEqual(result, {
      ...(Reasons.length ? { Decision: 'HIGH_RISK', Reasons } : { Decision: 'LOW_RISK' }),
      Configuration: { RiskThreshold: 50, WatchlistId },
      RiskDetails: { ...byFraudster(0), ...bySpoofing(0), ...scripted },
      AudioAggregationStartedAt: time,
      AudioAggregationEndedAt: time,
    });
  });
}

const leftOut = {
  'authentication off': [{ AuthenticationConfiguration: false }, [fraud]],
  'fraud detection off': [{ FraudDetectionConfiguration: false }, [authentication]],
  'a configuration not settled yet': [{ StreamingStatus: 'PENDING_CONFIGURATION' }, []],
};

for (const [name, [settings, parts]] of Object.entries(leftOut)) {
  test(`results with ${name}`, async () => {
    const { SessionId, StreamingStatus } = await sessions.start({ SpeakerId: 'alice', ...settings });
    await sessions.audio(31);
    const answer = await evaluate();
    assert.deepEqual(both.filter((part) => answer[part]), parts);
    assert.deepEqual(without(answer, ...both), { DomainId, SessionId, SessionName: 'call-1', StreamingStatus });
    assert.equal(StreamingStatus, settings.StreamingStatus ?? 'ONGOING');
  });
}

const keeping = {
  time: () => emulator.advance('P1M'),
  'the end of the stream': () => sessions.end(),
  'audio in closed windows': () => sessions.audio(60, { voice: 'mallory', SpoofingRisk: 100 }),
  'thresholds there and back': async () => {
    await sessions.update({ ...acceptance(80), ...risk(0) });
    await sessions.update({ ...acceptance(90), ...risk(50) });
  },
  'the speaker there and back': async () => {
    await sessions.update({ SpeakerId: 'bob' });
    await sessions.update({ SpeakerId: 'alice' });
  },
  'the watchlist there and back': async () => {
    await sessions.update(inWatchlist(await newWatchlist()));
    await sessions.update(inWatchlist(WatchlistId));
  },
  'opting out': optAliceOut,
  deleting: remove,
  expiring: () => emulator.advance('P3Y'),
};

for (const [name, change] of Object.entries(keeping)) {
  test(`results stay the very same after ${name}`, async () => {
    const earlier = await accepted();
    await change();
    assert.deepEqual(await results(), earlier);
  });
}

const renewing = {
  'another acceptance threshold': [() => sessions.update(acceptance(89)), [authentication]],
  'another speaker': [() => sessions.update({ SpeakerId: 'bob' }), [authentication]],
  "the speaker's other id": [
    async () => sessions.update({ SpeakerId: (await describe()).GeneratedSpeakerId }), [authentication]],
  'another risk threshold': [() => sessions.update(risk(51)), [fraud]],
  'another watchlist': [async () => sessions.update(inWatchlist(await newWatchlist())), [fraud]],
  'a scripted score': [() => sessions.outcome({ AuthenticationScore: 95 }), both],
  'a new stream': [
    async () => {
      await sessions.end();
      await sessions.start();
      await sessions.audio(31);
    }, both],
};

for (const [name, [change, parts]] of Object.entries(renewing)) {
  test(`a new result after ${name}`, async () => {
    const earlier = await accepted();
    await change();
    const later = await results();
    assert.deepEqual(renewed(earlier, later), parts);
    assert.deepEqual(await results(), later);
  });
}

test('audio counts while a window is open', async () => {
  await sessions.enroll();
  await sessions.start({ SpeakerId: 'alice', StreamingConfiguration: { AuthenticationMinimumSpeechInSeconds: 5 } });
  let earlier = await results();
  for (const [seconds, parts, decided] of [
    [3, both, ['NOT_ENOUGH_SPEECH', 'NOT_ENOUGH_SPEECH']], [2, both, ['ACCEPT', 'NOT_ENOUGH_SPEECH']],
    [4, [fraud], ['ACCEPT', 'NOT_ENOUGH_SPEECH']], [1, [fraud], ['ACCEPT', 'LOW_RISK']],
    [9, [], ['ACCEPT', 'LOW_RISK']]]) {
    await sessions.audio(seconds);
    const later = await results();
    assert.deepEqual(renewed(earlier, later), parts);
    assert.deepEqual(both.map((part) => later[part].Decision), decided);
    earlier = later;
  }
});

test('only a newly computed ACCEPT is an access', async () => {
  await sessions.enroll();
  const enrolled = await describe();
  await sessions.stream();
  const hour = async () => new Date(Math.floor(await now(emulator) / 3_600_000) * 3_600_000);
  const accessed = async () => {
    const { LastAccessedAt, ...rest } = await describe();
    assert.deepEqual(rest, without(enrolled, 'LastAccessedAt'));
    return LastAccessedAt;
  };
  assert.deepEqual(enrolled.LastAccessedAt, await hour());
  await emulator.advance('PT2H17M');
  await sessions.outcome({ AuthenticationScore: 10 });
  assert.deepEqual(await decisions(), ['REJECT', 'LOW_RISK']);
  assert.deepEqual(await accessed(), enrolled.LastAccessedAt);
  await sessions.removeOutcome();
  assert.deepEqual(await decisions(), ['ACCEPT', 'LOW_RISK']);
  const access = await hour();
  assert.deepEqual(await accessed(), access);
  await emulator.advance('PT2H');
  assert.deepEqual(await decisions(), ['ACCEPT', 'LOW_RISK']);
  assert.deepEqual(await accessed(), access);
});
