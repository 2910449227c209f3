// Calls of the control API and of the service's API, as values that can be made or shown.

const TOKEN = 'voiceid-control-token';

// A worker has no such storage.
let held = globalThis.sessionStorage?.getItem(TOKEN) ?? '';

/** The token of --control-token, for as long as the tab is open. */
export const token = {
  get: () => held,
  set(value) {
    held = value;
    globalThis.sessionStorage?.setItem(TOKEN, value);
  },
};

/** What the emulator answered with an error status. */
export class ApiError extends Error {
  constructor(status, name, message, hint) {
    super(message || `The emulator answered with status ${status}.`);
    Object.assign(this, { status, name, hint });
  }
}

/** A call below /_voiceid/. The body is JSON unless `type` names another media type. */
export function control(method, path, body, type = 'application/json') {
  return { method, path: `/_voiceid/${path}`, body, headers: body === undefined ? {} : { 'Content-Type': type } };
}

/** An operation of the service's API, by the account and in the region of `owner`. */
export function operation(name, body, owner = {}) {
  const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': `VoiceID.${name}` };
  if (owner.Account) headers.Authorization = identity(owner.Account, owner.Region ?? 'us-east-1');
  return { method: 'POST', path: '/', body, headers };
}

// The scope names account and region; without --auth sigv4 nobody checks the signature.
function identity(account, region) {
  const scope = `${account}/20260101/${region}/voiceid/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
}

/** A call of Amazon Connect's desktop for agents. */
export const desktopCall = (target, body) => ({
  method: 'POST',
  path: '/agent-app/api',
  body,
  headers: { 'Content-Type': 'application/json', 'X-Amz-Target': target },
});

/** A path's parts, each encoded. */
export const path = (...parts) => parts.map(encodeURIComponent).join('/');

/** Headers that every request of the control API needs. */
export const authorized = () => (token.get() ? { Authorization: `Bearer ${token.get()}` } : {});

function textOf(body) {
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Blob || body instanceof ArrayBuffer;
  return isRaw ? body : JSON.stringify(body);
}

async function readError(answer) {
  const text = await answer.text();
  try {
    const { Error: name, __type: type, Message, message } = JSON.parse(text);
    const known = name ?? type?.split('#').pop() ?? 'Error';
    return new ApiError(answer.status, known, Message ?? message, answer.headers.get('x-voiceid-hint'));
  } catch {
    return new ApiError(answer.status, 'Error', text);
  }
}

// The newest requests of this tab, which its log of requests leaves out, after it was loaded again too.
const OWN = 'voiceid-own-requests';
const MOST_OWN = 2000;
const own = new Set(JSON.parse(globalThis.sessionStorage?.getItem(OWN) ?? '[]'));
globalThis.addEventListener('pagehide', () => sessionStorage.setItem(OWN, JSON.stringify([...own])));

/** Whether this page made the request of that id. */
export const isOwn = (id) => own.has(id);

function remember(id) {
  own.add(id);
  if (own.size > MOST_OWN) own.delete(own.values().next().value);
}

/** Fetches a path of the emulator. Throws an ApiError of status 0 if nothing answers. */
export async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'No answer', `The emulator at ${location.origin} does not answer. Is it running?`);
  }
}

/** Makes the call; returns what its JSON says. Throws an ApiError. */
export async function run(call) {
  const token = call.path.startsWith('/_voiceid/') ? authorized() : {};
  const answer = await reach(call.path, {
    method: call.method,
    headers: { ...call.headers, ...token },
    body: textOf(call.body),
  });
  remember(answer.headers.get('x-amzn-RequestId'));
  if (!answer.ok) throw await readError(answer);
  const text = await answer.text();
  return answer.headers.get('Content-Type')?.includes('json') && text ? JSON.parse(text) : text;
}

const quoted = (text) => `'${String(text).replaceAll("'", String.raw`'\''`)}'`;

/** The call as a command for a shell. */
export function curlOf(call) {
  const words = ['curl -sS --fail-with-body'];
  if (call.method !== 'GET' && (call.method !== 'POST' || call.body === undefined)) words.push(`-X ${call.method}`);
  words.push(quoted(location.origin + call.path));
  for (const [name, value] of Object.entries(call.headers)) {
    if (value !== 'application/json') words.push(`-H ${quoted(`${name}: ${value}`)}`);
  }
  if (call.path.startsWith('/_voiceid/') && token.get()) words.push('-H "Authorization: Bearer $VOICEID_CONTROL_TOKEN"');
  if (call.body instanceof Blob || call.body instanceof ArrayBuffer)
    words.push(`--data-binary ${quoted(`@${call.body.name ?? 'recording.wav'}`)}`);
  else if (call.body !== undefined) words.push(`-d ${quoted(textOf(call.body))}`);
  return words.join(' \\\n  ');
}

/** All pages of a list operation; `onPage` gets what has come so far. */
export async function listAll(name, body, owner, member, onPage = () => {}) {
  const items = [];
  let NextToken;
  do {
    const page = await run(operation(name, { ...body, MaxResults: 100, NextToken }, owner));
    items.push(...page[member]);
    NextToken = page.NextToken;
    if (NextToken) onPage(items);
  } while (NextToken);
  return items;
}
