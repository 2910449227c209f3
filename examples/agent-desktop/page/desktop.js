// ?emulator=HOST:PORT sets the emulator, ?domain=ID the domain of an earlier call.
import { Emulator } from './emulator.js';

const settings = new URLSearchParams(location.search);
const emulator = new Emulator(settings.get('emulator') ?? 'localhost:8643');
const contactId = crypto.randomUUID();
const instanceId = crypto.randomUUID();
const at = (id) => document.getElementById(id);
const { elements: said } = at('speech');

/** What Amazon Connect's own panel would send the library: the agent and the contact. */
function agentOnACall() {
  const routingProfileARN = `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}/routing-profile/calls`;
  const connected = { type: connect.ContactStateType.CONNECTED };
  const connections = ['agent', 'inbound'].map((type) => ({ connectionId: type, type, state: connected }));
  return {
    configuration: {
      permissions: [connect.AgentPermissions.VOICE_ID],
      routingProfile: { routingProfileARN, routingProfileId: routingProfileARN },
    },
    snapshot: {
      state: { name: 'Available', type: connect.AgentStateType.ROUTABLE },
      contacts: [
        { contactId, initialContactId: contactId, type: connect.ContactType.VOICE, state: connected, connections },
      ],
    },
  };
}

/** Starts the library's shared worker, which makes the calls, and returns the contact's VoiceId. */
async function openLibrary() {
  // The library waits seconds for a caller who speaks in real time; here speech arrives at once.
  Object.assign(connect.VoiceIdConstants, {
    EVALUATE_SESSION_DELAY: 200,
    EVALUATION_POLLING_INTERVAL: 500,
    ENROLLMENT_POLLING_INTERVAL: 500,
    START_SESSION_DELAY: 200,
  });
  connect.core.initSharedWorker({
    sharedWorkerUrl: 'worker.js',
    agentAppEndpoint: `${emulator.address}/agent-app/api`,
    authToken: 'any',
    authTokenExpiration: '2099-01-01T00:00:00Z',
    refreshToken: 'any',
    authCookieName: 'any',
    region: 'us-east-1',
    endpoint: `${location.origin}/api`,
  });
  const initialized = new Promise((resolve) => { connect.agent(resolve); });
  const update = { event: connect.AgentEvents.UPDATE, data: agentOnACall() };
  connect.core.getUpstream().sendUpstream(connect.EventType.BROADCAST, update);
  await initialized;
  return new connect.VoiceId(contactId);
}

function log(what, content, failed = false) {
  const [entry, name, text] = ['li', 'strong', 'pre'].map((kind) => document.createElement(kind));
  name.textContent = failed ? `${what}: refused` : what;
  text.textContent = JSON.stringify(content, null, 1);
  entry.className = failed ? 'failed' : '';
  entry.append(name, text);
  at('log').prepend(entry);
}

/** Runs the action and logs its result. */
async function tell(what, action) {
  try {
    const content = await action();
    log(what, content);
    return content;
  } catch (error) {
    const { type, message, err } = error;
    log(what, error instanceof Error ? message : { type, message, err }, true);
    return undefined;
  }
}

function showVerdict(evaluation) {
  const { Decision: caller } = evaluation.AuthenticationResult;
  const { Decision: fraud } = evaluation.FraudDetectionResult;
  at('verdict').textContent = `${caller}, ${fraud}`;
  at('verdict').dataset.verdict = caller === 'Authenticated' && fraud === 'LowRisk' ? 'good' : 'bad';
}

/** Calls the library's method, after giving the contact the customer in the form. */
async function ask(voiceId, method) {
  await emulator.setCustomer(contactId, said.customer.value);
  if (method === 'enrollSpeaker') return voiceId.enrollSpeaker((collected) => log('enough speech', collected));
  if (method !== 'evaluateSpeaker') return voiceId[method]();
  const evaluation = await voiceId.evaluateSpeaker(false);
  showVerdict(evaluation);
  return evaluation;
}

function listen(voiceId, domainId) {
  for (const button of document.querySelectorAll('button[data-method]')) {
    const { method } = button.dataset;
    button.addEventListener('click', async () => {
      button.disabled = true;
      await tell(method, () => ask(voiceId, method));
      button.disabled = false;
    });
  }
  at('speech').addEventListener('submit', (event) => {
    event.preventDefault();
    const { voice, seconds } = said;
    tell(`${voice.value} speaks`, () => emulator.hear(domainId, contactId, voice.value, Number(seconds.value)));
  });
  at('again').addEventListener('click', async () => {
    // Fails if the call has no session yet.
    await emulator.end(domainId, contactId).catch(() => {});
    settings.set('domain', domainId);
    location.search = settings;
  });
}

async function open() {
  at('address').textContent = emulator.address;
  const domainId = settings.get('domain') ?? await emulator.createDomain();
  await emulator.associate(instanceId, domainId);
  await emulator.setCustomer(contactId, said.customer.value);
  listen(await openLibrary(), domainId);
  at('state').textContent = `On the line: contact ${contactId}, domain ${domainId}`;
}

open().catch((error) => {
  at('state').textContent = `No emulator answers at ${emulator.address} (${error.message}). Start one with ./dev run.`;
});
