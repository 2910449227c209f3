// Compiled, not run: what users write, with its types.
import { VoiceIDClient } from '@aws-sdk/client-voice-id';
import { ControlError, EmulatorNotFound, start } from 'voiceid-local';
import type { Account, Fault, FixtureIds, StartOptions, VoiceIdEvent } from 'voiceid-local';

const options: StartOptions = { fixtures: ['demo', { Domains: [] }], quota: { speakers: 10, domains: 'unlimited' }, tlsSelfSigned: true };
const emulator = await start(options);
const account: Account = emulator.account({ region: 'eu-west-1' });
export const client = new VoiceIDClient(account.clientConfig);
const ids: FixtureIds = await account.loadFixtures('Domains: []');
const domainId: string = ids.Domains?.bank?.DomainId ?? '';
const call = await account.sessions.start(domainId, { SessionName: 'call-1', FraudDetectionConfiguration: false });
await call.audio({ Voice: 'alice', SpeechSeconds: 12 });
await call.audio(new Uint8Array(), { voice: 'alice' });
const fault: Fault = { Preset: 'outage', Operation: 'ListDomains', Count: 1 };
const struck: number = (await account.faults.add(fault)).Struck;
const event: VoiceIdEvent = await account.events.waitFor({ after: await account.events.position() }, 1);
const frozen: boolean = (await emulator.clock.freeze()).Frozen;
await emulator.reset({ fixtures: 'keep' });
await emulator.stop();
export const used = [struck, event['detail-type'], frozen, (error: unknown) => error instanceof ControlError && error.status,
  (error: unknown) => error instanceof EmulatorNotFound];

// @ts-expect-error An account has no clock: all share the emulator's.
account.clock;
// @ts-expect-error There is no such option.
await start({ enrolmentSeconds: 1 });
// @ts-expect-error There is no such preset.
await account.faults.add({ Preset: 'storm' });
