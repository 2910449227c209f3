// What a view of one domain shows while all are looked at.
import { h } from '../core/dom.js';
import { choose, domain, store } from '../core/store.js';
import { welcome } from './welcome.js';

/** The content for want of a domain; undefined if one is looked at. */
export function needDomain(title) {
  if (store.connection === 'connecting') return [h('h1', {}, title), h('p', { class: 'empty' }, 'Loading…')];
  if (domain()) return undefined;
  if (store.domains.length === 0) return welcome();
  return [
    h('div', { class: 'head' }, h('h1', {}, title)),
    h('p', {}, 'Of which domain?'),
    h(
      'ul',
      { class: 'choices' },
      store.domains.map(({ DomainId, Name, Account, Region }) =>
        h(
          'li',
          {},
          h('button', { type: 'button', onclick: () => choose(DomainId) }, Name, h('small', {}, `${Account} · ${Region}`)),
        ),
      ),
    ),
  ];
}

/** Whether an item of the feeds may have changed something in the domain that is looked at. */
export const concernsDomain = ({ changes, domainId }) => changes && (domainId === undefined || domainId === domain()?.DomainId);
