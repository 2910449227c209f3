// Tests of the application through the real SDK.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { VoiceIDClient } from '@aws-sdk/client-voice-id';
import { start } from 'voiceid-local';
import { CallerVerification } from './caller-verification.js';

describe('caller verification', () => {
  let emulator;
  let account;
  let client;

  before(async () => { emulator = await start(); });
  after(() => emulator?.stop());

  beforeEach(() => {
    account = emulator.account();
    client = new VoiceIDClient(account.clientConfig);
  });
  afterEach(async () => {
    client.destroy();
    await account.reset();
  });

  /** Someone is on the line as alice, a customer with that status; returns the application. */
  async function aliceCalls({ voice = 'alice', seconds = 12, status = 'ENROLLED', ...call } = {}) {
    const Audio = [{ Voice: voice, SpeechSeconds: seconds }];
    const { Domains } = await account.loadFixtures({
      Domains: [{
        Name: 'calls',
        Speakers: [{ CustomerSpeakerId: 'alice', Status: status }],
        Sessions: [{ SessionName: 'call-1', SpeakerId: 'alice', Audio, ...call }],
      }],
    });
    return new CallerVerification(client, Domains.calls.DomainId);
  }

  for (const [call, treatment] of [
    [{ voice: 'alice' }, 'greet'],
    [{ voice: 'bob' }, 'ask'],
    [{ seconds: 4 }, 'wait'],
    [{ status: 'PENDING' }, 'ask and offer enrollment'],
    [{ status: 'EXPIRED' }, 'ask and offer enrollment'], // not heard for three years
    [{ status: 'OPTED_OUT' }, 'ask'],
    [{ Outcome: { AuthenticationScore: 89 } }, 'ask'],
    [{ Outcome: { AuthenticationScore: 90 } }, 'greet'],
    [{ Outcome: { VoiceSpoofingRisk: { RiskScore: 80 } } }, 'call security'],
  ]) {
    it(`answers "${treatment}" to ${JSON.stringify(call)}`, async () => {
      assert.equal(await (await aliceCalls(call)).treatment('call-1'), treatment);
    });
  }

  it('repeats a call that was throttled', async () => {
    await account.faults.add({ Operation: 'EvaluateSession', Error: 'ThrottlingException', Count: 1 });
    assert.equal(await (await aliceCalls()).treatment('call-1'), 'greet');
    assert.deepEqual(await account.requests.count({ operation: 'EvaluateSession' }), { Count: 2 });
  });

  it('lets the agent ask if there is no answer', async () => {
    await account.faults.add({ Preset: 'key-revoked' });
    assert.equal(await (await aliceCalls()).treatment('call-1'), 'ask');
  });

  it('does not use a forgotten voice, and sends an event', async () => {
    const verification = await aliceCalls();
    await verification.forgetVoice('alice');
    assert.equal(await verification.treatment('call-1'), 'ask');
    const event = await account.events.waitFor({ detailType: 'VoiceId Speaker Action' });
    assert.equal(event.detail.action, 'OPT_OUT_SPEAKER');
  });
});
