// The feeds, once for all tabs of a browser, which makes only six connections to one server.
import { token } from './api.js';
import { Feed } from './feed.js';

const FEEDS = [
  { kind: 'event', list: 'events?limit=0', stream: 'events/stream' },
  { kind: 'request', list: 'requests?limit=0&all', stream: 'requests/stream?all' },
  { kind: 'heard', stream: 'sessions/stream' },
];

const ports = new Set();
const tell = (message) => ports.forEach((port) => port.postMessage(message));
// What a tab that comes later is told first.
let state;

const feeds = FEEDS.map(
  ({ kind, ...where }) =>
    new Feed({
      ...where,
      onItems: (values) => tell({ kind, values }),
      onOpen: () => tell((state = { kind: 'open' })),
      onDown: (status) => tell((state = { kind: 'down', status })),
    }),
);

function join(port) {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data.leaves) ports.delete(port);
    if (data.token && (data.token !== token.get() || state?.kind === 'down')) {
      token.set(data.token);
      feeds.forEach((feed) => feed.follow());
    }
  };
  if (state) port.postMessage(state);
}

self.onconnect = ({ ports: [port] }) => join(port);
// A worker of one tab is its own port.
if (!('SharedWorkerGlobalScope' in self)) join(self);
