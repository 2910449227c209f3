// What a view of one domain shows while all are looked at.
import { h } from '../core/dom.js';
import { choose, domain, store } from '../core/store.js';
import { welcome } from './welcome.js';

// How many domains one can choose from here.
const MOST = 50;

/** Whether a domain is looked at whose calls the service's API answers. */
export const isUsable = () => domain()?.DomainStatus === 'ACTIVE';

function unusable(title) {
  const { Name, DomainStatus, DeletedAt } = domain();
  return [
    h('div', { class: 'head' }, h('h1', {}, title)),
    h(
      'p',
      { class: 'empty' },
      DeletedAt
        ? `${Name} was deleted, and can be restored under `
        : `${Name} is ${DomainStatus.toLowerCase()}, so the service's API refuses its calls. Activate it under `,
      h('a', { href: '#/domains' }, 'Domains'),
      ', or choose another domain at the top.',
    ),
  ];
}

/** The content for want of a domain that can be used; undefined if one is looked at. */
export function needDomain(title) {
  if (store.connection === 'connecting') return [h('h1', {}, title), h('p', { class: 'empty' }, 'Loading…')];
  if (isUsable()) return undefined;
  if (domain()) return unusable(title);
  if (store.domains.length === 0) return welcome();
  return [
    h('div', { class: 'head' }, h('h1', {}, title)),
    h('p', {}, 'Of which domain?'),
    h(
      'ul',
      { class: 'choices' },
      store.domains
        .slice(0, MOST)
        .map(({ DomainId, Name, Account, Region }) =>
          h(
            'li',
            {},
            h('button', { type: 'button', onclick: () => choose(DomainId) }, Name, h('small', {}, `${Account} · ${Region}`)),
          ),
        ),
    ),
    store.domains.length > MOST && h('p', { class: 'hint' }, `The list at the top has all ${store.domains.length}.`),
  ];
}

/** Whether an item of the feeds may have changed something in the domain that is looked at. */
export const concernsDomain = ({ changes, domainId }) => changes && (domainId === undefined || domainId === domain()?.DomainId);
