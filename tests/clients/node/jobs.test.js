// Batch jobs with files in the built-in storage; tests/handlers and tests/server/jobs hold their rules.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  ConflictException, CreateWatchlistCommand, DescribeFraudsterCommand, DescribeSpeakerCommand, EvaluateSessionCommand,
  ResourceNotFoundException, ValidationException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, refused, unknownId } from './support/client.js';
import { now, Sessions, startFrozenEmulator } from './support/control.js';
import { Jobs } from './support/jobs.js';
import { wav } from './support/wav.js';

const kinds = ['enrollment', 'registration'];

let emulator;
let client;
let domain;
let DomainId;
let jobs;
before(async () => { emulator = await startFrozenEmulator(); });
after(() => emulator.stop());
beforeEach(async () => {
  client = newClient(emulator);
  domain = await createDomain(client);
  ({ DomainId } = domain);
  jobs = Object.fromEntries(kinds.map((kind) => [kind, new Jobs(emulator, client, DomainId, kind)]));
});

const send = (Command, more) => client.send(new Command({ DomainId, ...more }));
const describeSpeaker = async (SpeakerId) => (await send(DescribeSpeakerCommand, { SpeakerId })).Speaker;
const newWatchlist = async () => (await send(CreateWatchlistCommand, { Name: 'known' })).Watchlist.WatchlistId;
const speaker = (SpeakerId, more) => jobs.enrollment.request(SpeakerId, { SpeakerId, ...more });
const fraudster = (name) => jobs.registration.request(name);

async function evaluate(options) {
  await new Sessions(emulator, DomainId).stream(options);
  return send(EvaluateSessionCommand, { SessionNameOrId: 'call-1' });
}

test('an enrollment job from upload to call', async () => {
  await jobs.enrollment.putVoices('alice');
  await jobs.enrollment.objects.put('both.wav', wav('bob', { channels: 2, speaking: 1 }));
  const requests = [speaker('alice'), speaker('bob', { voice: 'both', ChannelId: 1 })];
  const { job, output } = await jobs.enrollment.run(requests, { JobName: 'customers' });
  assert.equal(job.JobStatus, 'COMPLETED');
  assert.deepEqual(job.JobProgress, { PercentComplete: 100 });
  const [alice, bob] = [await describeSpeaker('alice'), await describeSpeaker('bob')];
  assert.deepEqual(output, {
    Version: '1.0',
    Errors: [],
    SuccessfulEnrollments: [alice, bob].map(({ CustomerSpeakerId, GeneratedSpeakerId }) => ({
      RequestId: CustomerSpeakerId, CustomerSpeakerId, GeneratedSpeakerId, EnrollmentStatus: 'NEW_ENROLLMENT',
    })),
  });
  for (const each of [alice, bob]) {
    assert.equal(each.Status, 'ENROLLED');
    assert.ok(each.LastAccessedAt instanceof Date);
  }
  assert.equal((await evaluate({ speaker: 'bob' })).AuthenticationResult.Decision, 'ACCEPT');
});

test('a registration job from upload to a call at high risk', async () => {
  await jobs.registration.putVoices('mallory', 'oscar');
  const { job, output } = await jobs.registration.run([fraudster('mallory'), fraudster('oscar')]);
  assert.equal(job.JobStatus, 'COMPLETED');
  const ids = output.SuccessfulRegistrations.map((each) => each.GeneratedFraudsterId);
  assert.deepEqual(output, {
    Version: '1.0',
    Errors: [],
    SuccessfulRegistrations: ['mallory', 'oscar'].map((RequestId, n) => ({
      RequestId, GeneratedFraudsterId: ids[n], RegistrationStatus: 'NEW_REGISTRATION',
    })),
  });
  const { Fraudster } = await send(DescribeFraudsterCommand, { FraudsterId: ids[0] });
  assert.deepEqual(Fraudster.WatchlistIds, [domain.WatchlistDetails.DefaultWatchlistId]);

  const { FraudDetectionResult: fraud } = await evaluate({ speaker: 'alice', voice: 'mallory' });
  assert.deepEqual([fraud.Decision, fraud.Reasons], ['HIGH_RISK', ['KNOWN_FRAUDSTER']]);
  const { GeneratedFraudsterId, RiskScore } = fraud.RiskDetails.KnownFraudsterRisk;
  assert.equal(GeneratedFraudsterId, ids[0]);
  assert.ok(RiskScore >= 95 && RiskScore <= 100, RiskScore);
});

test('configurations come back as sent, and decide', async () => {
  const voices = ['alice', 'mallory'];
  await jobs.enrollment.putVoices(...voices);
  const WatchlistIds = [await newWatchlist()];
  const outcomes = async (kind, requests, config) => {
    const { job, output } = await jobs[kind].run(requests, config);
    for (const [name, value] of Object.entries(config)) assert.deepEqual(job[name], value);
    return [...output.Errors, ...(output.SuccessfulEnrollments ?? output.SuccessfulRegistrations)];
  };
  const RegistrationConfig = { DuplicateRegistrationAction: 'SKIP', FraudsterSimilarityThreshold: 95, WatchlistIds };
  const [first] = await outcomes('registration', [fraudster('mallory')], { RegistrationConfig });
  const [skipped] = await outcomes('registration', [fraudster('mallory')], { RegistrationConfig });
  const { FraudsterSimilarityScore } = skipped;
  assert.deepEqual(skipped, { ...first, RegistrationStatus: 'DUPLICATE_SKIPPED', FraudsterSimilarityScore });
  assert.ok(FraudsterSimilarityScore >= 95 && FraudsterSimilarityScore <= 100, FraudsterSimilarityScore);
  const EnrollmentConfig = { ExistingEnrollmentAction: 'OVERWRITE',
    FraudDetectionConfig: { FraudDetectionAction: 'FAIL', RiskThreshold: 95, WatchlistIds } };
  const requests = voices.map((voice) => speaker(voice));
  for (const EnrollmentStatus of ['NEW_ENROLLMENT', 'ENROLLMENT_OVERWRITE']) {
    const [failed, enrolled] = await outcomes('enrollment', requests, { EnrollmentConfig });
    assert.deepEqual([failed.ErrorCode, enrolled.EnrollmentStatus], [400, EnrollmentStatus]);
  }
});

for (const kind of kinds) {
  test(`start of ${kind}: SUBMITTED, then FAILED without an input file`, async () => {
    const submitted = await jobs[kind].start({ JobName: 'customers' });
    const { JobId } = submitted;
    assert.match(JobId, /^[a-zA-Z0-9]{22}$/);
    const job = { JobId, JobName: 'customers', DomainId, CreatedAt: await now(emulator), ...jobs[kind].files };
    const JobProgress = { PercentComplete: 0 };
    assert.deepEqual(submitted, { ...job, JobStatus: 'SUBMITTED', JobProgress });
    const ended = await jobs[kind].ended(JobId);
    assert.ok(ended.EndedAt instanceof Date);
    assert.equal(ended.FailureDetails.StatusCode, 404);
    assert.match(ended.FailureDetails.Message, /s3:\/\/calls-[a-z0-9]+\/in\/requests\.json/);
    const { EndedAt, FailureDetails } = ended;
    assert.deepEqual(ended, { ...job, JobStatus: 'FAILED', JobProgress, EndedAt, FailureDetails });
    const { DataAccessRoleArn, InputDataConfig, OutputDataConfig, ...summary } = ended;
    assert.deepEqual(await jobs[kind].list(), [summary]);
  });

  test(`list of ${kind}: in order of creation, by status, page by page`, async () => {
    const voice = `${kind}-voice`;
    await jobs[kind].putVoices(voice);
    await jobs[kind].putRequests(jobs[kind].request('one', { voice, SpeakerId: 'alice' }));
    const ids = [];
    const missing = { InputDataConfig: { S3Uri: jobs[kind].objects.uri('missing.json') } };
    for (const more of [{}, missing, missing]) {
      const { JobId } = await jobs[kind].start(more);
      await jobs[kind].ended(JobId);
      ids.push(JobId);
    }
    const pagesOf = async (more) => {
      const pages = [];
      for await (const { JobSummaries } of jobs[kind].pages(more, { pageSize: 2 })) {
        pages.push(JobSummaries.map((each) => each.JobId));
      }
      return pages;
    };
    assert.deepEqual(await pagesOf(), [ids.slice(0, 2), ids.slice(2)]);
    assert.deepEqual(await pagesOf({ JobStatus: 'FAILED' }), [ids.slice(1)]);
    assert.deepEqual(await pagesOf({ JobStatus: 'IN_PROGRESS' }), [[]]);
  });

  test(`${kind}: what is refused`, async () => {
    const { JobId } = await jobs[kind].start({ ClientToken: 'once' });
    const ended = await jobs[kind].ended(JobId);
    assert.deepEqual(await jobs[kind].start({ ClientToken: 'once' }), ended);
    await refused(jobs[kind].start({ ClientToken: 'once', JobName: 'other' }), ConflictException);
    await refused(jobs[kind].describe(unknownId), ResourceNotFoundException, { ResourceType: 'BATCH_JOB' });
    await refused(jobs[kind].start({ DataAccessRoleArn: 'role' }), ValidationException);
  });
}
