// The frame of the page: header, views and their addresses, keys.
import { announce, h, patch } from './core/dom.js';
import { dialog, showError, wordsOf } from './core/actions.js';
import { chip, dateTime } from './core/format.js';
import { choose, now, start, store, subscribe, unlock } from './core/store.js';

/** Address, name, key after "g", and the module of each view. */
const VIEWS = [
  ['calls', 'Calls', 'c', () => import('./views/calls.js')],
  ['speak', 'Speak', 'm', () => import('./views/speak.js')],
  ['speakers', 'Speakers', 's', () => import('./views/speakers.js')],
  ['watchlists', 'Watchlists', 'w', () => import('./views/watchlists.js')],
  ['jobs', 'Jobs', 'j', () => import('./views/jobs.js')],
  ['events', 'Events', 'e', () => import('./views/events.js')],
  ['requests', 'Requests', 'r', () => import('./views/requests.js')],
  ['faults', 'Faults', 'f', () => import('./views/faults.js')],
  ['clock', 'Clock', 't', () => import('./views/clock.js')],
  ['domains', 'Domains', 'd', () => import('./views/domains.js')],
];
const CALL = ['calls', 'Call', '', () => import('./views/call.js')];

const main = document.getElementById('main');
// Least pause between two updates of a view, in milliseconds.
const PAUSE = 50;

let view;
let parameters = [];
let wanted = false;
let busy = false;
// Why the view could not be read.
let failure;

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// #/calls/DOMAIN/NAME
function place() {
  const [name = 'calls', ...rest] = location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decoded);
  return { name, rest };
}

function draw() {
  if (!view) return;
  patch(main, trouble(), view.render(...parameters));
}

/** Above a view that shows what was known last, why, and what helps. */
function trouble() {
  const said = (text, label, onclick) =>
    h(
      'div',
      { class: 'trouble', role: 'alert', key: 'trouble' },
      h('span', {}, text),
      label && h('button', { type: 'button', onclick }, label),
    );
  if (store.connection === 'down')
    return said(`No connection to the emulator at ${location.origin}. The page goes on by itself once it runs again.`);
  if (store.connection === 'locked') return said('The control API is locked by --control-token.', 'Enter the token', askToken);
  return failure && said([wordsOf(failure), failure.hint].filter(Boolean).join(' '), 'Try again', refresh);
}

/** Loads and draws the view again; several wishes at once are one. */
async function refresh() {
  wanted = true;
  if (busy) return;
  busy = true;
  while (wanted) {
    wanted = false;
    const began = performance.now();
    const shown = view;
    const problem =
      store.connection === 'live' &&
      (await shown?.load?.(...parameters).then(
        () => {},
        (error) => error,
      ));
    if (shown === view) {
      failure = problem;
      draw();
      // For tests: what is shown, once it is whole.
      if (store.connection === 'live') main.dataset.shown = location.hash;
    }
    await new Promise((done) => setTimeout(done, Math.max(PAUSE, performance.now() - began)));
  }
  busy = false;
}

const nothing = (name) => ({
  default: () => ({
    render: () => [
      h('div', { class: 'head' }, h('h1', {}, 'No such view')),
      h(
        'p',
        { class: 'empty' },
        `There is no view “${name}”. Choose another one, or go to `,
        h('a', { href: '#/calls' }, 'the calls'),
        '.',
      ),
    ],
  }),
});

function wantedView({ name, rest }) {
  if (name === 'calls' && rest.length === 2) return CALL;
  return VIEWS.find(([each]) => each === name) ?? [name, 'No such view', '', async () => nothing(name)];
}

async function open() {
  const { name, rest } = place();
  const [, title, , load] = wantedView({ name, rest });
  view?.close?.();
  view = undefined;
  failure = undefined;
  const module = await load();
  const next = place();
  if (next.name !== name || String(next.rest) !== String(rest)) return;
  parameters = rest;
  view = module.default({ refresh, draw });
  patch(main);
  delete main.dataset.shown;
  document.title = `${rest[1] ?? title} – voiceid-local`;
  drawFrame();
  draw();
  announce(title);
  // What had the focus has gone with the view before.
  if (document.activeElement === document.body) main.focus({ preventScroll: true });
  scrollTo(0, 0);
  await refresh();
}

// The domains and the choice that the picker shows: thousands of them are not made anew for every piece of news.
let picked = {};

function picker() {
  if (picked.domains === store.domains && picked.chosen === store.chosen) return h('label', { class: 'picker', state: picked });
  picked = { domains: store.domains, chosen: store.chosen };
  const owners = grouped(store.domains, ownerOf);
  return h(
    'label',
    { class: 'picker', state: picked },
    h('span', { class: 'unseen' }, 'Domain'),
    h(
      'select',
      { id: 'picker', value: store.chosen ?? '', onchange: (event) => choose(event.target.value) },
      h('option', { value: '' }, store.domains.length ? 'All domains' : 'No domains yet'),
      [...owners].map(([owner, domains]) =>
        h(
          'optgroup',
          { label: owner },
          domains.map(({ DomainId, Name, DomainStatus }) =>
            h('option', { value: DomainId }, Name + (DomainStatus === 'ACTIVE' ? '' : ` (${DomainStatus.toLowerCase()})`)),
          ),
        ),
      ),
    ),
  );
}

const ownerOf = ({ Account, Region }) => `${Account} · ${Region}`;

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(keyOf(item))) groups.set(keyOf(item), []);
    groups.get(keyOf(item)).push(item);
  }
  return groups;
}

const CONNECTION = { connecting: 'connecting…', live: 'live', down: 'no connection', locked: 'locked' };

function drawHeader() {
  patch(
    document.getElementById('header'),
    h(
      'a',
      { class: 'brand', href: '#/calls' },
      h('img', { src: '/_voiceid/console/icon.svg', alt: '', width: 20, height: 20 }),
      'voiceid-local',
    ),
    picker(),
    h(
      'a',
      { class: 'clock', href: '#/clock', title: 'The emulator’s clock: advance, set or freeze it', id: 'clock' },
      h('time', { id: 'now' }, dateTime(now())),
      chip(store.clock.frozen ? 'frozen' : 'running'),
    ),
    h('span', { class: `connection ${store.connection}`, role: 'status' }, CONNECTION[store.connection]),
  );
}

function drawFrame() {
  drawHeader();
  const { name } = place();
  patch(
    document.getElementById('nav'),
    VIEWS.map(([each, title]) => h('a', { href: `#/${each}`, 'aria-current': each === name ? 'page' : undefined }, title)),
  );
  // On a telephone they do not all fit.
  document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

async function askToken() {
  const answer = await dialog(
    'The control API is locked',
    [
      h('p', {}, 'This emulator runs with --control-token. Enter that token; it is kept until you close the tab.'),
      h(
        'label',
        { class: 'field' },
        h('span', {}, 'Token'),
        h('input', { name: 'token', type: 'password', required: true, autocomplete: 'off' }),
      ),
    ],
    [
      ['Cancel', 'close'],
      ['Unlock', 'ok', 'primary'],
    ],
    {
      onsubmit: (data) => {
        unlock(data.get('token'));
        return true;
      },
    },
  );
  return answer;
}

const isTyping = ({ target }) => target.closest?.('input, select, textarea, dialog[open]');

async function help() {
  await dialog(
    'Keys',
    h(
      'dl',
      { class: 'facts' },
      [['n', 'New call'], ['/', 'Filter'], ['?', 'This list'], ...VIEWS.map(([, title, key]) => [`g ${key}`, title])].map(
        ([key, text]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, text)],
      ),
    ),
    [['Close', 'close', 'primary']],
  );
}

let went = 0;
function onkey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  const isGo = event.timeStamp - went < 1500;
  went = 0;
  const target = isGo && VIEWS.find(([, , key]) => key === event.key);
  if (target) location.hash = `#/${target[0]}`;
  else if (event.key === 'g') went = event.timeStamp;
  else if (event.key === '?') help();
  else if (event.key === '/') document.querySelector('main input[type=search]')?.focus();
  else if (event.key === 'n') import('./views/new-call.js').then(({ newCall }) => newCall());
  else return;
  event.preventDefault();
}

subscribe((items) => {
  drawHeader();
  if (!items) view?.forget?.();
  if (store.connection === 'locked' && !document.querySelector('dialog[open]')) askToken();
  // A view takes every item that it wants.
  const isNews = !items || !view?.wants || items.map((item) => view.wants(item, ...parameters)).some(Boolean);
  if (isNews) refresh();
});
setInterval(() => patch(document.getElementById('now'), dateTime(now())), 500);
addEventListener('hashchange', open);
addEventListener('keydown', onkey);
addEventListener('resize', draw);
// The address names the view, so the link must not change it.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('unhandledrejection', ({ reason }) => showError(reason));
drawFrame();
start();
open();
