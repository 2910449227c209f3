// Starting a call.
import { control, path } from '../core/api.js';
import { ask, field, toast } from '../core/actions.js';
import { addressOf } from '../core/calls.js';
import { domain, store } from '../core/store.js';

/** A name that no other call is likely to have. */
const freshName = () => `call-${Date.now().toString(36).slice(-5)}`;

/** Asks for what a call needs, starts it and goes there. Resolves to the session. */
export async function newCall(speaker = '', goes = true) {
  const active = store.domains.filter(({ DomainStatus }) => DomainStatus === 'ACTIVE');
  if (active.length === 0) {
    toast('A call needs an active domain: create one under Domains.', 'error');
    return undefined;
  }
  const answer = await ask(
    'New call',
    [
      field(
        'Domain',
        { name: 'domain', value: (active.includes(domain()) ? domain() : active[0]).DomainId },
        active.map(({ DomainId, Name }) => [DomainId, Name]),
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
        placeholder: 'customer id',
        hint: 'A new customer becomes a pending speaker. Empty: nobody.',
      }),
    ],
    'Start',
    ({ domain: id, name, speaker: SpeakerId }) =>
      control('POST', `domains/${path(id)}/sessions`, { SessionName: name, ...(SpeakerId && { SpeakerId }) }),
  );
  if (answer && goes) location.hash = addressOf(answer.Session.DomainId, answer.Session.SessionName);
  return answer?.Session;
}
