// The customers of a domain.
import { control, listAll, operation, path, run } from '../core/api.js';
import { action, ask, confirm, dropZone, field, showError, toast } from '../core/actions.js';
import { h } from '../core/dom.js';
import { choice, searchField } from '../core/filters.js';
import { chip, dateTime, day, facts, moment, plural } from '../core/format.js';
import { virtualList } from '../core/list.js';
import { domain } from '../core/store.js';
import { concernsDomain, isUsable, needDomain } from './need-domain.js';
import { newCall } from './new-call.js';

const STATUSES = ['ENROLLED', 'PENDING', 'EXPIRED', 'OPTED_OUT'];

/** When a speaker expires: three calendar years after the last access (docs/sessions.md), of which only the hour is told. */
export function expiryOf({ LastAccessedAt, Status }) {
  if (LastAccessedAt === undefined || Status === 'OPTED_OUT' || Status === 'PENDING') return undefined;
  const at = new Date(LastAccessedAt * 1000);
  return at.setUTCFullYear(at.getUTCFullYear() + 3);
}

const putSpeaker = (id, body) => control('PUT', `domains/${path(domain().DomainId, 'speakers', id)}`, body);

/** A WAV file's voice is what an enrollment by session hears. */
async function enrollRecording(id, file) {
  const { DomainId } = domain();
  const name = `recording-${Date.now().toString(36).slice(-6)}`;
  const at = `domains/${path(DomainId, 'sessions')}`;
  try {
    await run(control('POST', at, { SessionName: name, SpeakerId: id }));
    const { Session } = await run(control('POST', `${at}/${name}/audio`, file, 'audio/wav'));
    await run(control('POST', `${at}/${name}/enrollment`));
    await run(control('POST', `${at}/${name}/end`));
    const speech = Session.Audio.SpeechSeconds;
    toast(
      speech < 30
        ? `${file.name} has only ${speech} s of speech; an enrollment needs 30.`
        : `${id} is being enrolled from ${file.name}.`,
    );
  } catch (error) {
    showError(error);
  }
}

export default function speakers(page) {
  let all = [];
  let of = '';
  let chosen;
  let text = '';
  let status = '';
  // The id that the address names: #/speakers/ID
  let named;

  function name(id = '') {
    if (id === named) return;
    named = id;
    text = id.toLowerCase();
    chosen = undefined;
  }

  const matches = ({ CustomerSpeakerId = '', GeneratedSpeakerId, Status }) =>
    (!status || Status === status) &&
    (!text || CustomerSpeakerId.toLowerCase().includes(text) || GeneratedSpeakerId.toLowerCase().includes(text));

  const row = (each) => [
    h('span', { class: 'grow' }, each.CustomerSpeakerId ?? each.GeneratedSpeakerId),
    chip(each.Status),
    h('span', { class: 'aside', title: 'Last access' }, each.LastAccessedAt ? day(each.LastAccessedAt) : ''),
    h(
      'span',
      { class: 'aside wide' },
      expiryOf(each) ? `${each.Status === 'EXPIRED' ? 'expired' : 'expires'} ${day(expiryOf(each))}` : '',
    ),
  ];

  const add = (preset = '') =>
    ask(
      'Put a speaker into a state',
      [
        field('Customer id', { name: 'id', value: preset, required: true, readonly: preset !== '' }),
        field('Status', { name: 'status', value: 'ENROLLED' }, STATUSES),
        field('Voice', {
          name: 'voice',
          placeholder: 'as the customer id',
          hint: 'For an enrolled or expired speaker: the label that is recognized.',
        }),
        field('Last access', { name: 'last', placeholder: 'now', hint: 'A duration from now such as -P2Y11M, or a time.' }),
      ],
      'Save',
      ({ id, status: Status, voice, last }) =>
        putSpeaker(id, { Status, ...(voice && { Voice: voice }), ...(last && { LastAccessedAt: last }) }),
    );

  function detail() {
    const speaker = all.find(({ GeneratedSpeakerId }) => GeneratedSpeakerId === chosen);
    if (!speaker) return h('p', { class: 'hint' }, 'Choose a speaker.');
    const { GeneratedSpeakerId, CustomerSpeakerId, Status, CreatedAt, UpdatedAt, LastAccessedAt } = speaker;
    const request = { DomainId: domain().DomainId, SpeakerId: GeneratedSpeakerId };
    const id = CustomerSpeakerId ?? GeneratedSpeakerId;
    const erase = () =>
      confirm(
        `Delete ${id}?`,
        'The speaker and the voiceprint are deleted.',
        'Delete',
        operation('DeleteSpeaker', request, domain()),
        `${id} was deleted.`,
      );
    return [
      h('h2', {}, id, ' ', chip(Status)),
      facts([
        ['Generated id', h('code', {}, GeneratedSpeakerId)],
        ['Last access', LastAccessedAt && moment(LastAccessedAt)],
        ['Expires', expiryOf(speaker) && [dateTime(expiryOf(speaker)), ' (', moment(expiryOf(speaker)), ')']],
        ['Created', moment(CreatedAt)],
        ['Updated', moment(UpdatedAt)],
      ]),
      h(
        'div',
        { class: 'buttons' },
        h('button', { type: 'button', class: 'primary', onclick: () => newCall(CustomerSpeakerId) }, 'New call'),
        action('Opt out', () => operation('OptOutSpeaker', request, domain()), { done: `${id} has opted out.` }),
        CustomerSpeakerId && h('button', { key: 'set', type: 'button', onclick: () => add(CustomerSpeakerId) }, 'Set state and voice'),
        h('button', { type: 'button', class: 'danger', onclick: erase }, 'Delete'),
      ),
      CustomerSpeakerId &&
        dropZone('Enroll from a WAV file with 30 s of speech', (file) => enrollRecording(CustomerSpeakerId, file)),
    ];
  }

  return {
    wants: (item) => concernsDomain(item),

    async load() {
      if (!isUsable()) return;
      const { DomainId } = domain();
      if (of !== DomainId) all = [];
      of = DomainId;
      const show =
        all.length === 0
          ? (items) => {
              all = items;
              page.draw();
            }
          : undefined;
      all = await listAll('ListSpeakers', { DomainId }, domain(), 'SpeakerSummaries', show);
    },

    render(id) {
      const missing = needDomain('Speakers');
      if (missing) return missing;
      name(id);
      // An id in the address is a choice as well.
      chosen ??= id && all.find((each) => [each.CustomerSpeakerId, each.GeneratedSpeakerId].includes(id))?.GeneratedSpeakerId;
      const shown = text || status ? all.filter(matches) : all;
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Speakers'),
          h(
            'span',
            { class: 'count' },
            shown.length === all.length ? plural(all.length, 'speaker') : `${shown.length} of ${plural(all.length, 'speaker')}`,
          ),
          h('button', { class: 'primary', type: 'button', onclick: () => add() }, 'Add'),
        ),
        h(
          'div',
          { class: 'filters' },
          searchField('Find by customer or generated id', text, (value) => {
            text = value;
            page.draw();
          }),
          choice(
            'Status',
            status,
            'any status',
            STATUSES.map((each) => [each, each]),
            (value) => {
              status = value;
              page.draw();
            },
          ),
        ),
        h(
          'div',
          { class: 'split' },
          virtualList({
            items: [...shown].reverse(),
            row,
            key: (each) => each.GeneratedSpeakerId,
            chosen,
            label: 'Speakers',
            onchoose: (each) => {
              chosen = each.GeneratedSpeakerId;
              page.draw();
            },
          }),
          h('section', { class: 'detail', 'aria-label': 'Speaker' }, detail()),
        ),
        shown.length === 0 &&
          h(
            'p',
            { class: 'empty' },
            all.length > 0 ? 'No such speaker.' : 'No speakers yet: add one, or start a call of a new customer.',
          ),
      ];
    },
  };
}
