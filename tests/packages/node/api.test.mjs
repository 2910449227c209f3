// The API of the installed package against the emulator. Runs in a project that has both.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CreateDomainCommand, EvaluateSessionCommand, ListDomainsCommand, OptOutSpeakerCommand, VoiceIDClient }
  from '@aws-sdk/client-voice-id';
import { ControlError, start } from 'voiceid-local';

const bank = { Domains: [{ Name: 'bank', Speakers: [{ CustomerSpeakerId: 'alice' }] }] };
let emulator;
before(async () => { emulator = await start({ quota: { speakers: 10 }, enrollmentSeconds: 0, controlToken: 'secret' }); });
after(() => emulator.stop());

async function withDomain() {
  const account = emulator.account();
  const client = new VoiceIDClient({ ...account.clientConfig, maxAttempts: 1 });
  const { Domain: { DomainId } } = await client.send(new CreateDomainCommand({
    Name: 'bank', ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/bank' } }));
  return { account, client, DomainId };
}

describe('an account', () => {
  test('is a new one each time, unless its id is given', () => {
    const ids = new Set(Array.from({ length: 100 }, () => emulator.account().id));
    assert.equal(ids.size, 100);
    for (const id of ids) assert.match(id, /^\d{12}$/);
    assert.equal(emulator.account({ id: '111122223333' }).id, '111122223333');
  });

  test('sees its own domains, faults, requests and sessions alone, and resets only itself', async () => {
    const { account, client, DomainId } = await withDomain();
    const other = emulator.account();
    await other.loadFixtures(bank);
    await account.sessions.start(DomainId, { SessionName: 'call-1' });
    await account.faults.add({ Operation: 'ListDomains', Error: 'InternalServerException', Count: 1 });
    await assert.rejects(client.send(new ListDomainsCommand({})), { name: 'InternalServerException' });
    assert.deepEqual((await account.domains.list()).map((each) => each.DomainId), [DomainId]);
    assert.equal((await account.sessions.list()).length, 1);
    assert.equal((await other.sessions.list()).length, 0);
    assert.equal((await other.faults.list()).length, 0);
    assert.equal((await other.requests.count({ operation: 'ListDomains' })).Count, 0);
    assert.equal((await account.requests.list({ error: 'InternalServerException' })).Requests.length, 1);
    await account.reset();
    assert.deepEqual(await account.domains.list(), []);
    assert.equal((await other.domains.list()).length, 1);
  });

  test('has its fixtures in its own region', async () => {
    const account = emulator.account({ region: 'eu-west-1' });
    await account.loadFixtures('Domains:\n  - Name: shop\n');
    assert.equal((await account.domains.list())[0].Region, 'eu-west-1');
  });

  test('goes back to a state that it saved', async () => {
    const { account } = await withDomain();
    const saved = await account.state.save();
    await account.reset();
    await account.state.restore(saved);
    assert.equal((await account.domains.list()).length, 1);
  });
});

describe('a session', () => {
  test('is led from its start to its end', async () => {
    const { account, client, DomainId } = await withDomain();
    const call = await account.sessions.start(DomainId, { SessionName: 'call-1' });
    assert.equal((await call.update({ SpeakerId: 'alice' })).CustomerSpeakerId, 'alice');
    assert.equal((await call.audio({ Voice: 'alice', SpeechSeconds: 31 })).Audio.SpeechSeconds, 31);
    assert.equal((await call.requestEnrollment()).EnrollmentRequestDetails.Status, 'COMPLETED');
    await call.script({ AuthenticationScore: 12 });
    const evaluate = new EvaluateSessionCommand({ DomainId, SessionNameOrId: 'call-1' });
    assert.equal((await client.send(evaluate)).AuthenticationResult.Score, 12);
    assert.equal((await call.unscript()).Outcome, undefined);
    assert.deepEqual(await call.check('voiceAuthentication'), { Result: 'Authenticated' });
    assert.equal((await call.contactRecord()).SpeakerEnrolled, true);
    const { SessionId } = await call.end();
    assert.equal((await account.sessions.of(DomainId, SessionId).describe()).StreamingStatus, 'ENDED');
  });
});

describe('the emulator', () => {
  test('puts domains and their people into states', async () => {
    const { account, DomainId } = await withDomain();
    assert.equal((await account.domains.putSpeaker(DomainId, 'erin', { Status: 'EXPIRED' })).Status, 'EXPIRED');
    assert.match((await account.domains.putFraudster(DomainId, { Voice: 'mallory' })).GeneratedFraudsterId, /^id#/);
    assert.equal((await account.domains.setStatus(DomainId, 'SUSPENDED')).DomainStatus, 'SUSPENDED');
    assert.equal((await account.domains.setStatus(DomainId, 'ACTIVE')).DomainStatus, 'ACTIVE');
    await assert.rejects(account.domains.restore(DomainId), (error) => (
      error instanceof ControlError && error.status === 409 && error.code === 'ConflictException'));
  });

  test('waits for an event and for a request', async () => {
    const { account, client, DomainId } = await withDomain();
    const after = await account.events.position();
    const [event, request] = await Promise.all([
      account.events.waitFor({ after }), account.requests.waitFor({ operation: 'OptOutSpeaker' }),
      client.send(new OptOutSpeakerCommand({ DomainId, SpeakerId: 'alice' })),
    ]);
    assert.equal(event.detail.action, 'OPT_OUT_SPEAKER');
    assert.equal((await account.requests.get(request.Number)).DomainId, DomainId);
    await assert.rejects(account.events.waitFor({ detailType: 'VoiceId Fraudster Action' }, 0), /No event matched/);
    await assert.rejects(account.requests.waitFor({ operation: 'DeleteSpeaker' }, 0.01), /none of DeleteSpeaker/);
    await account.events.clear();
    assert.deepEqual((await account.events.list()).Events, []);
    await account.requests.clear();
    assert.equal((await account.requests.count()).Count, 0);
  });

  test('sets, lists and removes faults', async () => {
    const account = emulator.account();
    const { FaultId } = await account.faults.add({ Preset: 'outage' });
    assert.equal((await account.faults.get(FaultId)).Account, account.id);
    assert.equal((await account.faults.remove(FaultId)).FaultId, FaultId);
    await account.faults.add({ Preset: 'throttled' });
    await account.faults.clear();
    assert.deepEqual(await account.faults.list(), []);
  });

  test('brings events into disorder and back', async () => {
    const account = emulator.account();
    assert.equal((await account.events.disorder('memory', { Duplicate: 1 })).Disorder.Duplicate, 1);
    assert.equal((await account.events.order('memory')).Disorder, undefined);
    assert.deepEqual((await account.events.sinks()).map((each) => each.Name), ['memory']);
  });

  test('has a clock', async () => {
    assert.deepEqual(await emulator.clock.set(new Date('2031-01-02T03:04:05Z'), { frozen: true }),
      { Now: '2031-01-02T03:04:05.000Z', Frozen: true });
    assert.equal((await emulator.clock.advance('P1D')).Now, '2031-01-03T03:04:05.000Z');
    assert.equal((await emulator.clock.release()).Frozen, false);
    assert.equal((await emulator.clock.freeze()).Frozen, true);
    await emulator.reset();
    assert.equal((await emulator.clock.read()).Frozen, false);
  });

  test('takes any call of the control API', async () => {
    assert.ok((await emulator.control('GET', '')).Calls.length > 0);
    await assert.rejects(emulator.control('GET', 'nothing'), { name: 'ControlError', status: 404, code: 'NotFound' });
  });

  test('has the options of the start', async () => {
    const own = await start({ fixtures: ['demo', bank], faults: [{ Preset: 'outage' }], quota: { speakers: 'unlimited' } });
    assert.equal((await own.domains.list()).filter(({ Name }) => Name === 'bank').length, 2);
    assert.equal((await own.faults.list()).length, 1);
    const saved = await own.state.save();
    await own.reset({ fixtures: 'keep' });
    assert.equal((await own.domains.list()).filter(({ Name }) => Name === 'bank').length, 1);
    await own.stop();
    const restored = await start({ state: saved });
    assert.equal((await restored.domains.list()).filter(({ Name }) => Name === 'bank').length, 2);
    await restored.stop();
  });

  test('stops once, however often it is told', async () => {
    const own = await start({ logLevel: 'debug' });
    await own.clock.read();
    await Promise.all([own.stop(), own.stop()]);
    await own.stop();
    await assert.rejects(own.clock.read(), { code: 'ECONNREFUSED' });
    assert.match(own.log, /\S/);
  });

  test('is served by TLS with a certificate of its own', async () => {
    const own = await start({ tlsSelfSigned: true });
    assert.match(own.url, /^https:/);
    assert.equal((await own.clock.read()).Frozen, false);
    await own.stop();
  });

  test('does not start with an option that the program does not know, and says why', async () => {
    await assert.rejects(start({ enrolmentSeconds: 1 }), /did not start: it ended with exit code 2\n.*--enrolment-seconds/);
    await assert.rejects(start({ fixtures: { Domain: [] } }), { name: 'ControlError', code: 'ValidationException' });
  });
});
