// One story in which each operation that the SDK knows succeeds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as sdk from '@aws-sdk/client-voice-id';
import { key, newClient } from './support/client.js';
import { Sessions } from './support/control.js';
import { startEmulator } from './support/emulator.js';
import { Jobs } from './support/jobs.js';

const isOperation = (name) => name.endsWith('Command') && name !== '$Command';
const operations = Object.keys(sdk).filter(isOperation).sort();

let emulator;
before(async () => { emulator = await startEmulator(); });
after(() => emulator.stop());

/** A client that notes which commands succeeded. */
function notingClient(succeeded) {
  const client = newClient(emulator);
  client.middlewareStack.add((next, { commandName }) => async (call) => {
    const answer = await next(call);
    succeeded.add(commandName);
    return answer;
  }, { step: 'initialize' });
  return client;
}

async function keepDomain(send) {
  const ServerSideEncryptionConfiguration = key;
  const { Domain } = await send('CreateDomain', { Name: 'calls', ServerSideEncryptionConfiguration });
  const { Arn: ResourceArn, DomainId } = Domain;
  await send('UpdateDomain', { DomainId, Name: 'renamed', ServerSideEncryptionConfiguration });
  assert.equal((await send('DescribeDomain', { DomainId })).Domain.Name, 'renamed');
  assert.equal((await send('ListDomains')).DomainSummaries.length, 1);
  await send('TagResource', { ResourceArn, Tags: [{ Key: 'team', Value: 'shop' }] });
  assert.equal((await send('ListTagsForResource', { ResourceArn })).Tags.length, 1);
  await send('UntagResource', { ResourceArn, TagKeys: ['team'] });
  return DomainId;
}

async function keepWatchlist(send) {
  const { Watchlist: { WatchlistId } } = await send('CreateWatchlist', { Name: 'known' });
  await send('UpdateWatchlist', { WatchlistId, Name: 'renamed' });
  assert.equal((await send('DescribeWatchlist', { WatchlistId })).Watchlist.Name, 'renamed');
  assert.equal((await send('ListWatchlists')).WatchlistSummaries.length, 2);
  return WatchlistId;
}

async function runJob(send, jobs, name) {
  const { Job: { JobId } } = await send(`Start${name}`, jobs.files);
  assert.equal((await jobs.ended(JobId)).JobStatus, 'COMPLETED');
  assert.equal((await send(`Describe${name}`, { JobId })).Job.JobId, JobId);
  assert.equal((await send(`List${name}s`)).JobSummaries.length, 1);
  return jobs.output(JobId);
}

async function keepSpeakers(send, jobs) {
  await jobs.putVoices('alice');
  await jobs.putRequests(jobs.request('alice', { SpeakerId: 'alice' }));
  await runJob(send, jobs, 'SpeakerEnrollmentJob');
  assert.equal((await send('DescribeSpeaker', { SpeakerId: 'alice' })).Speaker.Status, 'ENROLLED');
  assert.equal((await send('ListSpeakers')).SpeakerSummaries.length, 1);
}

async function keepFraudsters(send, jobs, WatchlistId) {
  await jobs.putVoices('mallory');
  await jobs.putRequests(jobs.request('mallory'));
  const { SuccessfulRegistrations } = await runJob(send, jobs, 'FraudsterRegistrationJob');
  const FraudsterId = SuccessfulRegistrations[0].GeneratedFraudsterId;
  await send('AssociateFraudster', { FraudsterId, WatchlistId });
  assert.equal((await send('DescribeFraudster', { FraudsterId })).Fraudster.WatchlistIds.length, 2);
  assert.equal((await send('ListFraudsters', { WatchlistId })).FraudsterSummaries.length, 1);
  await send('DisassociateFraudster', { FraudsterId, WatchlistId });
  return FraudsterId;
}

async function judgeCall(send, DomainId) {
  await new Sessions(emulator, DomainId).stream({ speaker: 'alice', voice: 'mallory' });
  const answer = await send('EvaluateSession', { SessionNameOrId: 'call-1' });
  assert.equal(answer.AuthenticationResult.Decision, 'REJECT');
  assert.equal(answer.FraudDetectionResult.Decision, 'HIGH_RISK');
}

test('the SDK has the 29 operations of the service', () => {
  assert.equal(operations.length, 29);
});

test('every operation succeeds', async () => {
  const succeeded = new Set();
  const client = notingClient(succeeded);
  const call = (name, more = {}) => client.send(new sdk[`${name}Command`](more));
  const DomainId = await keepDomain(call);
  const send = (name, more) => call(name, { DomainId, ...more });
  const jobsOf = (kind) => new Jobs(emulator, client, DomainId, kind);

  const WatchlistId = await keepWatchlist(send);
  await keepSpeakers(send, jobsOf('enrollment'));
  const FraudsterId = await keepFraudsters(send, jobsOf('registration'), WatchlistId);
  await judgeCall(send, DomainId);
  await send('OptOutSpeaker', { SpeakerId: 'alice' });
  await send('DeleteSpeaker', { SpeakerId: 'alice' });
  await send('DeleteFraudster', { FraudsterId });
  await send('DeleteWatchlist', { WatchlistId });
  await send('DeleteDomain');
  assert.deepEqual([...succeeded].sort(), operations);
});
