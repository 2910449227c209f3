// The story of ../README.md, for both versions of the JavaScript SDK: `sdk` says how each does what the story needs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import * as stage from './stage.js';
import { control, note, speak } from './stage.js';

const ServerSideEncryptionConfiguration = { KmsKeyId: 'alias/calls' };
const unknownDomain = 'A'.repeat(22);
const errors = [
  ['AccessDeniedException', 403, {}],
  ['ConflictException', 409, { ConflictType: 'DOMAIN_NOT_ACTIVE' }],
  ['InternalServerException', 500, {}],
  ['ResourceNotFoundException', 404, { ResourceType: 'WATCHLIST' }],
  ['ServiceQuotaExceededException', 402, {}],
  ['ThrottlingException', 429, {}],
  ['ValidationException', 400, {}],
];

export function tellTheStory(sdk) {
  let account;
  let client;
  let DomainId;
  const connect = (more = {}) => sdk.clientOf({
    endpoint: stage.url, accessKeyId: account, secretAccessKey: 'any', ...more,
  });
  const send = (operation, request) => sdk.send(client, operation, request);
  const inDomain = (operation, request) => send(operation, { DomainId, ...request });
  const speaker = async () => (await inDomain('DescribeSpeaker', { SpeakerId: 'alice' })).Speaker;
  const evaluate = () => inDomain('EvaluateSession', { SessionNameOrId: 'call-1' });

  async function refused(call, name, status, members = {}) {
    const error = await call.then(() => assert.fail(`no ${name}`), (each) => each);
    sdk.checkError(error, name, status, members);
    return error;
  }

  async function evaluated(voice) {
    await stage.enrolled(DomainId);
    await speak(DomainId, 'call-1', voice);
    return evaluate();
  }

  beforeEach(async () => {
    account = stage.newAccount();
    client = connect();
    const { Domain } = await send('CreateDomain', { Name: 'calls', ServerSideEncryptionConfiguration });
    ({ DomainId } = Domain);
  });

  test('domain with a client token', async () => {
    const request = { Name: 'bank', Description: 'Zürich', ServerSideEncryptionConfiguration, ClientToken: 'once' };
    const made = (await send('CreateDomain', request)).Domain;
    assert.deepEqual((await send('CreateDomain', request)).Domain, made);
    assert.equal(made.DomainStatus, 'ACTIVE');
    const which = { DomainId: made.DomainId };
    assert.deepEqual((await send('DescribeDomain', which)).Domain, made);
    const updated = await send('UpdateDomain', { ...which, Name: 'bank-2', ServerSideEncryptionConfiguration });
    assert.equal(updated.Domain.Name, 'bank-2');
    assert.deepEqual((await send('ListDomains')).DomainSummaries.map((each) => each.Name), ['calls', 'bank-2']);
    await send('DeleteDomain', which);
    assert.equal((await send('DescribeDomain', which)).Domain.DomainStatus, 'SUSPENDED');
  });

  test('tags', async () => {
    const [first, second] = [{ Key: 'team', Value: 'fraud' }, { Key: 'stage', Value: 'test' }];
    const request = { Name: 'tagged', ServerSideEncryptionConfiguration, Tags: [first] };
    const ResourceArn = (await send('CreateDomain', request)).Domain.Arn;
    await send('TagResource', { ResourceArn, Tags: [second] });
    const { Tags } = await send('ListTagsForResource', { ResourceArn });
    assert.deepEqual(new Set(Tags.map((each) => each.Key)), new Set(['team', 'stage']));
    await send('UntagResource', { ResourceArn, TagKeys: ['team'] });
    assert.deepEqual((await send('ListTagsForResource', { ResourceArn })).Tags, [second]);
  });

  test('watchlists', async () => {
    const made = (await inDomain('CreateWatchlist', { Name: 'vip' })).Watchlist;
    const { WatchlistId } = made;
    assert.deepEqual((await inDomain('DescribeWatchlist', { WatchlistId })).Watchlist, made);
    const updated = await inDomain('UpdateWatchlist', { WatchlistId, Description: 'known' });
    assert.equal(updated.Watchlist.Description, 'known');
    const listed = (await inDomain('ListWatchlists')).WatchlistSummaries;
    assert.deepEqual(listed.map((each) => each.DefaultWatchlist).sort(), [false, true]);
    await inDomain('DeleteWatchlist', { WatchlistId });
    assert.equal((await inDomain('ListWatchlists')).WatchlistSummaries.length, 1);
  });

  test('opt out of an unknown speaker', async () => {
    const { Speaker } = await inDomain('OptOutSpeaker', { SpeakerId: 'alice' });
    assert.deepEqual([Speaker.Status, Speaker.CustomerSpeakerId], ['OPTED_OUT', 'alice']);
    assert.ok(Speaker.CreatedAt instanceof Date && Math.abs(Speaker.CreatedAt - Date.now()) < 3_600_000);
    await inDomain('DeleteSpeaker', { SpeakerId: Speaker.GeneratedSpeakerId });
    await refused(speaker(), 'ResourceNotFoundException', 404, { ResourceType: 'SPEAKER' });
  });

  test('enrollment in a session', async () => {
    await speak(DomainId, 'call-1', 'alice', { seconds: 31 });
    assert.equal((await speaker()).Status, 'PENDING');
    await control('POST', `domains/${DomainId}/sessions/call-1/enrollment`);
    await control('POST', 'clock/advance', { By: 'PT1S' });
    await control('POST', `domains/${DomainId}/sessions/call-1/end`);
    assert.equal((await speaker()).Status, 'ENROLLED');
  });

  test('accept', async () => {
    const { StreamingStatus, AuthenticationResult, FraudDetectionResult } = await evaluated('alice');
    assert.deepEqual([StreamingStatus, AuthenticationResult.Decision], ['ONGOING', 'ACCEPT']);
    assert.ok(AuthenticationResult.Score >= 95);
    assert.deepEqual(AuthenticationResult.Configuration, { AcceptanceThreshold: 90 });
    assert.ok(AuthenticationResult.AudioAggregationStartedAt <= AuthenticationResult.AudioAggregationEndedAt);
    assert.equal(FraudDetectionResult.Decision, 'LOW_RISK');
  });

  test('reject', async () => {
    const { Decision, Score } = (await evaluated('bob')).AuthenticationResult;
    assert.equal(Decision, 'REJECT');
    assert.ok(Score <= 40);
  });

  test('high risk', async () => {
    const { Fraudster } = await control('PUT', `domains/${DomainId}/fraudsters`, { Voice: 'mallory' });
    const { Decision, Reasons, RiskDetails } = (await evaluated('mallory')).FraudDetectionResult;
    assert.deepEqual([Decision, Reasons], ['HIGH_RISK', ['KNOWN_FRAUDSTER']]);
    assert.equal(RiskDetails.KnownFraudsterRisk.GeneratedFraudsterId, Fraudster.GeneratedFraudsterId);
    assert.ok(RiskDetails.KnownFraudsterRisk.RiskScore >= 95);
  });

  test('cached result', async () => {
    const first = await evaluated('alice');
    const again = await evaluate();
    for (const part of ['AuthenticationResult', 'FraudDetectionResult']) {
      assert.equal(again[part][`${part}Id`], first[part][`${part}Id`]);
    }
    const logged = await stage.calls(account, 'EvaluateSession');
    assert.deepEqual(logged.map((each) => each.Cached ?? []), [[], ['AuthenticationResult', 'FraudDetectionResult']]);
  });

  test('expiry after three years', async () => {
    client = connect({ endpoint: stage.clockUrl });
    ({ DomainId } = (await send('CreateDomain', { Name: 'calls', ServerSideEncryptionConfiguration })).Domain);
    await stage.enrolled(DomainId, stage.clockUrl);
    await control('POST', 'clock/advance', { By: 'P3Y1D' }, stage.clockUrl);
    assert.equal((await speaker()).Status, 'EXPIRED');
    await speak(DomainId, 'call-1', 'alice', { at: stage.clockUrl });
    assert.equal((await evaluate()).AuthenticationResult.Decision, 'SPEAKER_EXPIRED');
  });

  /** Stores recording and manifest, starts the job, polls until its end; returns the output. */
  async function runJob(kind, list, voice, more = {}) {
    const bucket = `calls-${DomainId.toLowerCase()}`;
    await stage.store(bucket, 'voice.wav', stage.recording(), voice);
    const AudioSpecifications = [{ S3Uri: `s3://${bucket}/voice.wav`, ChannelId: 0 }];
    const manifest = { Version: '1.0', [list]: [{ RequestId: '1', AudioSpecifications, ...more }] };
    await stage.store(bucket, 'requests.json', Buffer.from(JSON.stringify(manifest)));
    let { Job } = await inDomain(`Start${kind}Job`, {
      DataAccessRoleArn: 'arn:aws:iam::111122223333:role/calls',
      InputDataConfig: { S3Uri: `s3://${bucket}/requests.json` },
      OutputDataConfig: { S3Uri: `s3://${bucket}/out` },
    });
    assert.equal(Job.JobStatus, 'SUBMITTED');
    while (!Job.EndedAt) ({ Job } = await inDomain(`Describe${kind}Job`, { JobId: Job.JobId }));
    assert.deepEqual([Job.JobStatus, Job.JobProgress], ['COMPLETED', { PercentComplete: 100 }]);
    assert.equal((await inDomain(`List${kind}Jobs`)).JobSummaries.length, 1);
    return control('GET', `s3/${bucket}/out/${Job.JobId}/requests.json.out`);
  }

  test('enrollment job', async () => {
    const output = await runJob('SpeakerEnrollment', 'SpeakerEnrollmentRequests', 'alice', { SpeakerId: 'alice' });
    assert.deepEqual(output.SuccessfulEnrollments.map((each) => each.EnrollmentStatus), ['NEW_ENROLLMENT']);
    assert.equal((await speaker()).Status, 'ENROLLED');
  });

  test('registration job', async () => {
    const output = await runJob('FraudsterRegistration', 'FraudsterRegistrationRequests', 'mallory');
    const [{ GeneratedFraudsterId: FraudsterId }] = output.SuccessfulRegistrations;
    const { Fraudster } = await inDomain('DescribeFraudster', { FraudsterId });
    assert.equal(Fraudster.WatchlistIds.length, 1);
  });

  test('paginator over 250 speakers', async () => {
    const names = Array.from({ length: 250 }, (_, number) => `speaker-${number}`);
    for (const SpeakerId of names) await inDomain('OptOutSpeaker', { SpeakerId });
    const pages = await sdk.pagesOfSpeakers(client, DomainId, 100);
    assert.deepEqual(pages.map((page) => page.length), [100, 100, 50]);
    assert.deepEqual(new Set(pages.flat().map((each) => each.CustomerSpeakerId)), new Set(names));
  });

  test('errors with their members', async () => {
    client = connect(sdk.withoutRetries);
    for (const [name, status, members] of errors) {
      await stage.fault(account, { Operation: 'ListDomains', Error: name, Message: 'On purpose.', Count: 1, ...members });
      assert.equal((await refused(send('ListDomains'), name, status, members)).message, 'On purpose.');
    }
  });

  for (const [status, name] of [[429, 'ThrottlingException'], [500, 'InternalServerException']]) {
    test(`retries on ${status}`, async () => {
      await stage.fault(account, { Operation: 'ListDomains', Error: name, Count: 1 });
      assert.equal((await send('ListDomains')).DomainSummaries.length, 1);
      assert.equal((await stage.calls(account, 'ListDomains')).length, 2);
      await stage.fault(account, { Operation: 'ListWatchlists', Error: name });
      const error = await refused(inDomain('ListWatchlists'), name, status);
      const attempts = (await stage.calls(account, 'ListWatchlists')).length;
      assert.deepEqual([attempts, sdk.attemptsOf(error)], [sdk.attempts, sdk.attempts]);
      note(`retries on ${status}`, `${attempts} attempts`);
    });
  }

  test('clock skew', async () => {
    client = connect({
      endpoint: stage.signedUrl, accessKeyId: '111122223333', secretAccessKey: 'story', ...sdk.anHourAhead,
    });
    assert.ok((await send('ListDomains')).DomainSummaries);
    note('clock skew', sdk.skewed);
  });

  test('unknown members of a newer model', async () => {
    client = connect({ endpoint: stage.newerUrl });
    const { Domain } = await send('CreateDomain', { Name: 'newer', ServerSideEncryptionConfiguration });
    assert.equal(Domain.Name, 'newer');
    ({ DomainId } = Domain);
    assert.equal((await inDomain('OptOutSpeaker', { SpeakerId: 'alice' })).Speaker.Status, 'ADDED_LATER');
    await refused(send('DescribeDomain', { DomainId: unknownDomain }), 'ResourceNotFoundException', 404,
      { ResourceType: 'DOMAIN' });
  });

  /** What a program prints that knows nothing of the emulator: how many domains there are, or where it would ask. */
  async function program(environment) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', sdk.program], {
      env: { ...process.env, AWS_SDK_LOAD_CONFIG: '1', ...environment },
    });
    return stdout.trim();
  }

  async function checkProgram(part, environment) {
    assert.equal(await program(environment), sdk.programPrints);
    if (sdk.endpointNote) note(part, sdk.endpointNote);
  }

  test('endpoint from the environment', () => checkProgram('endpoint from the environment', {
    AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'any', AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_VOICE_ID: stage.url,
  }));

  test('endpoint from a profile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    const file = join(folder, 'config');
    writeFileSync(file, `[profile local]
services = local
region = us-east-1
aws_access_key_id = ${account}
aws_secret_access_key = any
[services local]
voice_id =
  endpoint_url = ${stage.url}
`);
    try {
      await checkProgram('endpoint from a profile', { AWS_CONFIG_FILE: file, AWS_PROFILE: 'local' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
