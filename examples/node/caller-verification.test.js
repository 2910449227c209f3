// Tests of the application through the real SDK.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CreateDomainCommand } from '@aws-sdk/client-voice-id';
import { CallerVerification } from './caller-verification.js';
import { startEmulator, useEmulator } from './emulator.js';

async function createDomain(client) {
  const { Domain } = await client.send(new CreateDomainCommand({
    Name: 'calls',
    ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/calls' },
  }));
  return Domain.DomainId;
}

/** Enrolls the customer's own voice in a separate call. */
async function enroll(emulator, domainId, customer) {
  const call = await emulator.call(domainId, 'enrollment', customer);
  await call.hear(customer, 31);
  await call.enroll();
  await call.end();
}

describe('caller verification', () => {
  let emulator;
  let domainId;
  let verification;

  before(async () => { emulator = await useEmulator(); });
  after(() => emulator?.stop());

  beforeEach(async () => {
    const client = emulator.client();
    domainId = await createDomain(client);
    verification = new CallerVerification(client, domainId);
  });

  /** How a caller who claims to be alice is treated. */
  async function treatmentOf(voice, seconds = 12, outcome = undefined) {
    const call = await emulator.call(domainId, 'call-1', 'alice');
    if (outcome) await call.script(outcome);
    await call.hear(voice, seconds);
    return verification.treatment('call-1');
  }

  it('offers enrollment to a new customer', async () => {
    assert.equal(await treatmentOf('alice'), 'ask and offer enrollment');
  });

  describe('of a customer whose voice is enrolled', () => {
    beforeEach(() => enroll(emulator, domainId, 'alice'));

    it('greets the customer', async () => {
      assert.equal(await treatmentOf('alice'), 'greet');
    });

    it('asks somebody else who they are', async () => {
      assert.equal(await treatmentOf('bob'), 'ask');
    });

    it('waits for a caller who has hardly spoken', async () => {
      assert.equal(await treatmentOf('alice', 4), 'wait');
    });

    for (const [AuthenticationScore, treatment] of [[89, 'ask'], [90, 'greet']]) {
      it(`answers "${treatment}" to a score of ${AuthenticationScore}`, async () => {
        assert.equal(await treatmentOf('alice', 12, { AuthenticationScore }), treatment);
      });
    }

    it('calls security for a recorded voice', async () => {
      assert.equal(await treatmentOf('alice', 12, { VoiceSpoofingRisk: { RiskScore: 80 } }), 'call security');
    });

    it('does not use a forgotten voice, and sends an event', async () => {
      const { Last } = await emulator.control('GET', 'events');
      await verification.forgetVoice('alice');
      assert.equal(await treatmentOf('alice'), 'ask');
      const { Events } = await emulator.control('GET', `events?after=${Last}&domainId=${domainId}&wait=10`);
      assert.equal(Events[0].detail.action, 'OPT_OUT_SPEAKER');
    });
  });
});

it('offers another enrollment to a customer not heard for three years', async () => {
  // All accounts share the clock, so a test that changes it needs its own emulator.
  const emulator = await startEmulator();
  try {
    const client = emulator.client();
    const domainId = await createDomain(client);
    await enroll(emulator, domainId, 'alice');
    await emulator.control('POST', 'clock/advance', { By: 'P3Y' });
    const call = await emulator.call(domainId, 'call-1', 'alice');
    await call.hear('alice', 12);
    assert.equal(await new CallerVerification(client, domainId).treatment('call-1'), 'ask and offer enrollment');
  } finally {
    await emulator.stop();
  }
});
