// What all views share: the clock, the domains, which of them is looked at, and the news from both feeds.
import { toast } from './actions.js';
import { control, run, token } from './api.js';

const CHOSEN = 'voiceid-domain';

export const store = {
  /** 'connecting', 'live', 'down' or 'locked', which needs the control token. */
  connection: 'connecting',
  version: '',
  clock: { now: Date.now(), readAt: performance.now(), frozen: false },
  domains: [],
  /** The id of the domain that is looked at, or '' for all. */
  chosen: sessionStorage.getItem(CHOSEN) ?? undefined,
};

const listeners = new Set();

/** Calls `listener(items)` whenever something may have changed; without items, anything may. */
export const subscribe = (listener) => listeners.add(listener);

const notify = (items) => listeners.forEach((listener) => listener(items));

/** The domain that is looked at; undefined for all of them, or none. */
export const domain = () => store.domains.find(({ DomainId }) => DomainId === store.chosen);

export const domainOf = (id) => store.domains.find(({ DomainId }) => DomainId === id);

/** The query that limits a call of the control API to what is looked at. */
export const scope = () => (domain() ? `?account=${domain().Account}&region=${domain().Region}` : '');

export function choose(id) {
  store.chosen = id;
  sessionStorage.setItem(CHOSEN, id);
  notify();
}

/** The emulator's time in milliseconds. */
export function now() {
  const { now: read, readAt, frozen } = store.clock;
  return frozen ? read : read + performance.now() - readAt;
}

export async function readClock() {
  const { Now, Frozen } = await run(control('GET', 'clock'));
  store.clock = { now: Date.parse(Now), readAt: performance.now(), frozen: Frozen };
}

async function readDomains() {
  const before = domain();
  store.domains = (await run(control('GET', 'domains'))).Domains;
  if (store.chosen === '' || domain()) return;
  // Fixtures that were loaded again make the same domains with other ids.
  const isLike = ({ Name, Account, Region }) => Name === before?.Name && Account === before.Account && Region === before.Region;
  const next = store.domains.find(isLike) ?? store.domains.find(({ DomainStatus }) => DomainStatus === 'ACTIVE');
  store.chosen = next?.DomainId;
  if (before && next && !isLike(next)) toast(`The domain ${before.Name} is gone. Now you look at ${next.Name}.`, 'error');
}

const READS = /^(Describe|List)|^GET /;

// What a call or an event is about, in one form for both.
function itemOf(kind, value) {
  if (kind === 'heard')
    return { kind, value: value.Session, changes: true, domainId: value.Session.DomainId, session: value.Session.SessionName };
  if (kind === 'event') {
    const { detail } = value;
    return {
      kind,
      value,
      changes: true,
      domainId: detail.domainId,
      session: detail.session?.sessionName ?? detail.sessionName,
    };
  }
  const { Operation = '', Answer, Request, DomainId, Status } = value;
  const session = Answer?.Session?.SessionName ?? Answer?.SessionName ?? Request?.SessionNameOrId ?? Request?.SessionName;
  return { kind, value, changes: Status < 400 && !READS.test(Operation), domainId: DomainId, session };
}

const concernsDomains = ({ kind, value }) =>
  kind === 'request' &&
  /Domain$|\/(restore|status|encryption-update|reset|state|fixtures|advance|clock)$/.test(value.Operation ?? '');
const concernsClock = ({ kind, value }) =>
  kind === 'request' && /\/(clock|advance|reset|state|fixtures)$/.test(value.Operation ?? '');

async function take(kind, values) {
  const items = values.map((value) => itemOf(kind, value));
  const changes = items.filter((item) => item.changes);
  // What fails here, the feed that breaks next reports.
  if (changes.some(concernsClock)) await readClock().catch(() => {});
  if (changes.some(concernsDomains)) await readDomains().catch(() => {});
  notify(items);
}

/** Reads everything anew. */
export async function reload() {
  try {
    await Promise.all([readClock(), readDomains()]);
    store.version = (await run(control('GET', 'health'))).Version;
    store.connection = 'live';
  } catch (error) {
    store.connection = error.status === 401 ? 'locked' : 'down';
  }
  notify();
}

let worker;
// Whether something came while nobody looked.
let isStale = false;
// What came is taken in its order, though some of it takes time.
let taken = Promise.resolve();

function receive({ data: { kind, values, status } }) {
  if (document.hidden) isStale = true;
  else if (kind === 'open') reload();
  else if (kind === 'down') lose(status);
  else taken = taken.then(() => take(kind, values));
}

function lose(status) {
  store.connection = status === 401 ? 'locked' : 'down';
  notify();
}

/** Begins to follow what happens. */
export function start() {
  // Some browsers of telephones have only workers of one tab.
  const made = new (globalThis.SharedWorker ?? Worker)('/_voiceid/console/core/feeds-worker.js', { type: 'module' });
  worker = made.port ?? made;
  worker.onmessage = receive;
  if (token.get()) worker.postMessage({ token: token.get() });
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && isStale) reload();
  isStale = document.hidden && isStale;
});
addEventListener('pagehide', () => worker.postMessage({ leaves: true }));
// A page that comes back as it was has lost its place.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

/** Tries again with the token that the user has entered. */
export function unlock(value) {
  token.set(value);
  store.connection = 'connecting';
  notify();
  worker.postMessage({ token: value });
}
