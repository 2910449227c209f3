// Sets the library up as Amazon Connect's own control panel does: starts the shared worker and passes on who is on the
// agent's line. The worker would ask Amazon Connect for that; here the test says it.
const bound = 60_000;
const polling = {
  EVALUATE_SESSION_DELAY: 20,
  EVALUATION_POLLING_INTERVAL: 20,
  ENROLLMENT_POLLING_INTERVAL: 20,
  START_SESSION_DELAY: 20,
  // The library goes on for as long as a test waits.
  EVALUATION_MAX_POLL_TIMES: bound,
  ENROLLMENT_MAX_POLL_TIMES: bound,
};

// Every answer of the emulator; what the library calls back with; what the browser refused.
const desktop = { answers: [], collected: [], refused: [] };

function agentWith({ contactId, initialContactId, instanceId }) {
  const routingProfileARN = `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}/routing-profile/calls`;
  const connected = { type: connect.ContactStateType.CONNECTED };
  const connections = ['agent', 'inbound'].map((type) => ({ connectionId: type, type, state: connected }));
  return {
    configuration: {
      // Versions before 1.7 know no permissions.
      permissions: [connect.AgentPermissions?.VOICE_ID],
      routingProfile: { routingProfileARN, routingProfileId: routingProfileARN },
    },
    snapshot: {
      state: { name: 'Available', type: connect.AgentStateType.ROUTABLE },
      contacts: [{ contactId, initialContactId, type: connect.ContactType.VOICE, state: connected, connections }],
    },
  };
}

/** Prepares the library for calls about one contact of the agent. */
desktop.open = async ({ emulator, ...agent }) => {
  Object.assign(connect.VoiceIdConstants ?? {}, polling);
  connect.core.initSharedWorker({
    sharedWorkerUrl: 'worker.js',
    authToken: 'any-token',
    authTokenExpiration: '2099-01-01T00:00:00Z',
    refreshToken: 'any-token',
    authCookieName: 'lily-auth-dev',
    region: 'us-east-1',
    endpoint: `${location.origin}/api`,
    agentAppEndpoint: `${emulator}/agent-app/api`,
  });
  const upstream = connect.core.getUpstream();
  upstream.onUpstream(connect.EventType.API_RESPONSE, ({ data, err }) => desktop.answers.push(data ?? JSON.parse(err)));
  upstream.onUpstream('refused', (reason) => desktop.refused.push(reason));
  const initialized = new Promise((resolve) => { connect.agent(resolve); });
  const update = { event: connect.AgentEvents.UPDATE, data: agentWith(agent) };
  upstream.sendUpstream(connect.EventType.BROADCAST, update);
  await initialized;
  if (connect.VoiceId) desktop.voiceId = new connect.VoiceId(agent.contactId);
};

/** Calls a method of the library's VoiceId class; returns {value} or {error}. */
desktop.call = (method, ...args) => {
  const given = method === 'enrollSpeaker' ? [(session) => desktop.collected.push(session)] : args;
  const settled = desktop.voiceId[method](...given).then((value) => ({ value }), (error) => ({ error: plain(error) }));
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${method} did not settle; refused: ${desktop.refused}`)), bound);
  });
  return Promise.race([settled, late]);
};

const plain = ({ type, message, err }) => ({ type, message, err });

const at = (answer, path) => path.split('.').reduce((part, name) => part?.[name], answer);

desktop.countAnswers = (members) => desktop.answers
  .filter((answer) => Object.entries(members).every(([path, value]) => at(answer, path) === value)).length;
