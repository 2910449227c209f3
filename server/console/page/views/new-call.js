// Starting a call.
import { control, operation, path, run } from '../core/api.js';
import { ask, field, toast } from '../core/actions.js';
import { addressOf } from '../core/calls.js';
import { h } from '../core/dom.js';
import { domain, domainOf, store } from '../core/store.js';

/** A name that no other call is likely to have. */
const freshName = () => `call-${Date.now().toString(36).slice(-5)}`;

// How many customers are proposed.
const MOST = 100;

/** Customers of the domain, enrolled ones first. That they cannot be read keeps nobody from calling. */
async function customersOf(DomainId) {
  const list = operation('ListSpeakers', { DomainId, MaxResults: MOST }, domainOf(DomainId));
  const { SpeakerSummaries } = await run(list).catch(() => ({ SpeakerSummaries: [] }));
  const isEnrolled = ({ Status }) => Status === 'ENROLLED';
  return [...SpeakerSummaries.filter(isEnrolled), ...SpeakerSummaries.filter((each) => !isEnrolled(each))]
    .map(({ CustomerSpeakerId }) => CustomerSpeakerId)
    .filter(Boolean);
}

const proposed = (customers) => customers.map((value) => h('option', { value }));

// Domains of the same name are told apart by their owners.
const labelOf = ({ Name, Account, Region }, domains) =>
  domains.filter((each) => each.Name === Name).length > 1 ? `${Name} (${Account} · ${Region})` : Name;

/** Asks for what a call needs, starts it and goes there. Resolves to the session. */
export async function newCall(speaker = '', goes = true) {
  const active = store.domains.filter(({ DomainStatus }) => DomainStatus === 'ACTIVE');
  if (active.length === 0) {
    toast('A call needs an active domain: create one under Domains.', 'error');
    return undefined;
  }
  const { DomainId: first } = active.includes(domain()) ? domain() : active[0];
  const customers = await customersOf(first);
  const answer = await ask(
    'New call',
    [
      field(
        'Domain',
        {
          name: 'domain',
          value: first,
          onchange: async ({ target }) =>
            document.getElementById('customers').replaceChildren(...proposed(await customersOf(target.value))),
        },
        active.map((each) => [each.DomainId, labelOf(each, active)]),
      ),
      field('Name', {
        name: 'name',
        value: freshName(),
        required: true,
        pattern: '[A-Za-z0-9][A-Za-z0-9_\\-]{0,35}',
        hint: 'The contact’s id in Amazon Connect.',
      }),
      field('The caller claims to be', {
        name: 'speaker',
        value: speaker,
        placeholder: customers[0] ?? 'customer id',
        list: 'customers',
        autocomplete: 'off',
        hint: `A customer${customers.length > 0 ? `, such as ${customers.slice(0, 2).join(' or ')}` : ''}. A new one becomes a pending speaker. Empty: nobody.`,
      }),
      h('datalist', { id: 'customers' }, proposed(customers)),
    ],
    'Start',
    ({ domain: id, name, speaker: SpeakerId }) =>
      control('POST', `domains/${path(id)}/sessions`, { SessionName: name, ...(SpeakerId && { SpeakerId }) }),
  );
  if (answer && goes) location.hash = addressOf(answer.Session.DomainId, answer.Session.SessionName);
  return answer?.Session;
}
