// Batch jobs with files in the built-in storage.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import {
  ConflictException, CreateWatchlistCommand, DeleteDomainCommand, DescribeFraudsterCommand, DescribeSpeakerCommand,
  EvaluateSessionCommand, ResourceNotFoundException, ServiceQuotaExceededException, ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-voice-id';
import { createDomain, newClient, optOut, refused, unknownGeneratedId, unknownId } from './support/client.js';
import { now, Sessions, startFrozenEmulator } from './support/control.js';
import { startEmulator } from './support/emulator.js';
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

test('EnrollmentConfig decides about speakers who are enrolled and voices of fraudsters', async () => {
  await jobs.enrollment.putVoices('alice', 'mallory');
  await jobs.registration.run([fraudster('mallory')]);
  const watchlist = await newWatchlist();
  const statuses = async (requests, EnrollmentConfig) => {
    const { job, output } = await jobs.enrollment.run(requests, { EnrollmentConfig });
    assert.deepEqual(job.EnrollmentConfig, EnrollmentConfig);
    return [...output.Errors, ...output.SuccessfulEnrollments]
      .map(({ ErrorCode, EnrollmentStatus }) => ErrorCode ?? EnrollmentStatus);
  };
  const suspicious = speaker('eve', { voice: 'mallory' });
  const withFraud = (FraudDetectionConfig) => ({ FraudDetectionConfig });
  assert.deepEqual(await statuses([speaker('alice')], undefined), ['NEW_ENROLLMENT']);
  assert.deepEqual(await statuses([speaker('alice'), suspicious], { ExistingEnrollmentAction: 'SKIP' }),
    [400, 'DUPLICATE_SKIPPED']);
  assert.deepEqual(await statuses([speaker('alice')], { ExistingEnrollmentAction: 'OVERWRITE' }),
    ['ENROLLMENT_OVERWRITE']);
  assert.deepEqual(await statuses([suspicious], withFraud({ FraudDetectionAction: 'FAIL', RiskThreshold: 95 })), [400]);
  assert.deepEqual(await statuses([suspicious], withFraud({ WatchlistIds: [watchlist] })), ['NEW_ENROLLMENT']);
  const ignored = { ExistingEnrollmentAction: 'OVERWRITE', ...withFraud({ FraudDetectionAction: 'IGNORE' }) };
  assert.deepEqual(await statuses([suspicious], ignored), ['ENROLLMENT_OVERWRITE']);
});

test('RegistrationConfig decides about duplicates and the watchlist', async () => {
  await jobs.registration.putVoices('mallory');
  const WatchlistIds = [await newWatchlist()];
  const register = async (RegistrationConfig) => {
    const { job, output } = await jobs.registration.run([fraudster('mallory')], { RegistrationConfig });
    assert.deepEqual(job.RegistrationConfig, RegistrationConfig);
    return output.SuccessfulRegistrations[0];
  };
  const first = await register({ WatchlistIds });
  assert.equal(first.RegistrationStatus, 'NEW_REGISTRATION');
  const { Fraudster } = await send(DescribeFraudsterCommand, { FraudsterId: first.GeneratedFraudsterId });
  assert.deepEqual(Fraudster.WatchlistIds, WatchlistIds);

  const skipped = await register({ DuplicateRegistrationAction: 'SKIP', FraudsterSimilarityThreshold: 95 });
  const { FraudsterSimilarityScore } = skipped;
  assert.deepEqual(skipped, { ...first, RegistrationStatus: 'DUPLICATE_SKIPPED', FraudsterSimilarityScore });
  assert.ok(FraudsterSimilarityScore >= 95 && FraudsterSimilarityScore <= 100, FraudsterSimilarityScore);
  const again = await register({ DuplicateRegistrationAction: 'REGISTER_AS_NEW' });
  assert.equal(again.RegistrationStatus, 'NEW_REGISTRATION');
  assert.notEqual(again.GeneratedFraudsterId, first.GeneratedFraudsterId);
});

test('what is wrong with a request is told in the output', async () => {
  await optOut(client, DomainId, 'bob');
  await jobs.enrollment.putVoices('alice', 'bob');
  await jobs.enrollment.objects.put('short.wav', wav('carol', { seconds: 29.5 }));
  const requests = [speaker('alice'), speaker('bob'), speaker('carol', { voice: 'short' }),
    speaker('dave', { voice: 'missing' }), speaker('eve', { voice: 'alice', SpeakerId: unknownGeneratedId })];
  const { job, output } = await jobs.enrollment.run(requests);
  assert.equal(job.JobStatus, 'COMPLETED_WITH_ERRORS');
  assert.deepEqual(output.SuccessfulEnrollments.map((each) => each.RequestId), ['alice']);
  assert.deepEqual(output.Errors.map(({ RequestId, ErrorCode }) => [RequestId, ErrorCode]),
    [['bob', 409], ['carol', 400], ['dave', 400], ['eve', 400]]);
  for (const { ErrorMessage } of output.Errors) assert.ok(ErrorMessage);
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
    for (const more of [{}, missing, missing, {}, missing]) {
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
    assert.deepEqual(await pagesOf(), [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    assert.deepEqual(await pagesOf({ JobStatus: 'FAILED' }), [ids.slice(1, 3), ids.slice(4)]);
    assert.deepEqual(await pagesOf({ JobStatus: 'COMPLETED' }), [[ids[0], ids[3]]]);
    assert.deepEqual(await pagesOf({ JobStatus: 'IN_PROGRESS' }), [[]]);
  });

  test(`the same ClientToken starts one ${kind}`, async () => {
    const { JobId } = await jobs[kind].start({ ClientToken: 'once' });
    const ended = await jobs[kind].ended(JobId);
    assert.deepEqual(await jobs[kind].start({ ClientToken: 'once' }), ended);
    await refused(jobs[kind].start({ ClientToken: 'once', JobName: 'other' }), ConflictException);
    assert.equal((await jobs[kind].list()).length, 1);
  });

  test(`${kind}: what is not found`, async () => {
    const WatchlistIds = [unknownId];
    const config = kind === 'enrollment' ? { EnrollmentConfig: { FraudDetectionConfig: { WatchlistIds } } }
      : { RegistrationConfig: { WatchlistIds } };
    await refused(jobs[kind].start(config), ResourceNotFoundException, { ResourceType: 'WATCHLIST' });
    await refused(jobs[kind].describe(unknownId), ResourceNotFoundException, { ResourceType: 'BATCH_JOB' });
    const elsewhere = new Jobs(emulator, newClient(emulator), DomainId, kind);
    for (const attempt of [() => elsewhere.start(), () => elsewhere.describe(unknownId), () => elsewhere.list()]) {
      await refused(attempt, ResourceNotFoundException, { ResourceType: 'DOMAIN' });
    }
  });

  test(`${kind} in a deleted domain is refused`, async () => {
    await send(DeleteDomainCommand, {});
    for (const attempt of [() => jobs[kind].start(), () => jobs[kind].describe(unknownId), () => jobs[kind].list()]) {
      await refused(attempt, ConflictException, { ConflictType: 'DOMAIN_NOT_ACTIVE' });
    }
  });

  test(`${kind} validates its input`, async () => {
    const call = jobs[kind].start({ InputDataConfig: { S3Uri: 'calls/requests.json' }, DataAccessRoleArn: 'role' });
    await refused(call, ValidationException);
    await refused(jobs[kind].describe('short'), ValidationException);
    await refused(jobs[kind].list({ JobStatus: 'DONE' }), ValidationException);
    assert.deepEqual(await jobs[kind].list(), []);
  });
}

test('one job of a kind is active in a domain at a time', async (t) => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  t.after(() => {
    silent.closeAllConnections();
    silent.close();
  });
  await once(silent, 'listening');
  const waiting = await startEmulator('--s3-endpoint', `http://127.0.0.1:${silent.address().port}`);
  t.after(() => waiting.stop());
  const waitingClient = newClient(waiting);
  const { DomainId: id } = await createDomain(waitingClient);
  for (const kind of kinds) {
    const more = new Jobs(waiting, waitingClient, id, kind);
    const { JobId } = await more.start();
    await refused(more.start(), ServiceQuotaExceededException);
    assert.deepEqual((await more.list()).map((each) => [each.JobId, each.EndedAt]), [[JobId, undefined]]);
  }
});

test('two calls of a job operation a second, as AWS allows', async (t) => {
  const throttled = await startFrozenEmulator('--throttle', 'aws');
  t.after(() => throttled.stop());
  const more = new Jobs(throttled, newClient(throttled), unknownId, 'enrollment');
  for (const exception of [ResourceNotFoundException, ResourceNotFoundException, ThrottlingException]) {
    await refused(more.describe(unknownId), exception);
  }
});
