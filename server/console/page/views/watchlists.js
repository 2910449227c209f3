// Who is on which watchlist.
import { control, listAll, operation, path } from '../core/api.js';
import { action, ask, confirmed, field, perform } from '../core/actions.js';
import { h } from '../core/dom.js';
import { chip, facts, moment, plural, voiceTag } from '../core/format.js';
import { domain } from '../core/store.js';
import { concernsDomain, needDomain } from './need-domain.js';

// The API does not show a fraudster's voice; those that this page registered it remembers.
const VOICES = 'voiceid-fraudsters';
const voices = () => JSON.parse(localStorage.getItem(VOICES) ?? '{}');

export default function watchlists() {
  let lists = [];
  let fraudsters = [];
  const inDomain = (body = {}) => ({ DomainId: domain().DomainId, ...body });

  async function register() {
    let voice;
    const answer = await ask(
      'Register a fraudster',
      [
        field('Voice', {
          name: 'voice',
          required: true,
          placeholder: 'mallory',
          hint: 'Whoever speaks with this label is recognized. To register from a recording, start a job.',
        }),
        field(
          'Watchlist',
          { name: 'list', value: lists.find(({ DefaultWatchlist }) => DefaultWatchlist)?.WatchlistId },
          lists.map(({ WatchlistId, Name }) => [WatchlistId, Name]),
        ),
      ],
      'Register',
      (given) => {
        voice = given.voice;
        return control('PUT', `domains/${path(domain().DomainId)}/fraudsters`, {
          Voice: given.voice,
          WatchlistIds: [given.list],
        });
      },
    );
    if (answer) localStorage.setItem(VOICES, JSON.stringify({ ...voices(), [answer.Fraudster.GeneratedFraudsterId]: voice }));
  }

  const create = () =>
    ask(
      'New watchlist',
      [field('Name', { name: 'name', required: true }), field('Description', { name: 'description' })],
      'Create',
      ({ name: Name, description: Description }) =>
        operation('CreateWatchlist', inDomain({ Name, ...(Description && { Description }) }), domain()),
    );

  async function remove(title, text, name, body) {
    if (await confirmed(title, text, 'Delete')) await perform(operation(name, inDomain(body), domain()), 'Deleted.');
  }

  function member({ GeneratedFraudsterId: FraudsterId, CreatedAt, WatchlistIds }, WatchlistId) {
    const call = (name, id) => operation(name, inDomain({ FraudsterId, WatchlistId: id }), domain());
    const others = lists.filter((each) => !WatchlistIds.includes(each.WatchlistId));
    return h(
      'li',
      { key: FraudsterId },
      h('span', { class: 'grow' }, voices()[FraudsterId] && voiceTag(voices()[FraudsterId]), ' ', h('code', {}, FraudsterId)),
      h('small', {}, moment(CreatedAt)),
      others.length > 0 &&
        h(
          'select',
          {
            'aria-label': `Add ${FraudsterId} to`,
            value: '',
            onchange: (event) => perform(call('AssociateFraudster', event.target.value), 'Added.'),
          },
          h('option', { value: '' }, 'add to…'),
          others.map((each) => h('option', { value: each.WatchlistId }, each.Name)),
        ),
      WatchlistId &&
        WatchlistIds.length > 1 &&
        action('Take off', () => call('DisassociateFraudster', WatchlistId), { done: 'Taken off.' }),
      h(
        'button',
        {
          type: 'button',
          class: 'danger',
          'aria-label': `Delete ${FraudsterId}`,
          onclick: () => remove('Delete this fraudster?', FraudsterId, 'DeleteFraudster', { FraudsterId }),
        },
        'Delete',
      ),
    );
  }

  const rename = ({ WatchlistId, Name, Description }) =>
    ask(
      'Change the watchlist',
      [
        field('Name', { name: 'name', value: Name, required: true }),
        field('Description', { name: 'description', value: Description ?? '' }),
      ],
      'Save',
      (given) =>
        operation(
          'UpdateWatchlist',
          inDomain({ WatchlistId, Name: given.name, ...(given.description && { Description: given.description }) }),
          domain(),
        ),
    );

  function card(list) {
    const { WatchlistId, Name, Description, DefaultWatchlist, CreatedAt } = list;
    const members = fraudsters.filter(({ WatchlistIds }) => WatchlistIds.includes(WatchlistId));
    return h(
      'section',
      { class: 'card wide', key: WatchlistId },
      h('h2', {}, Name, ' ', DefaultWatchlist && chip('default'), ' ', h('small', {}, plural(members.length, 'fraudster'))),
      facts([
        ['Description', Description],
        ['Id', h('code', {}, WatchlistId)],
        ['Created', moment(CreatedAt)],
      ]),
      h(
        'ul',
        { class: 'members' },
        members.map((each) => member(each, WatchlistId)),
      ),
      h(
        'div',
        { class: 'buttons' },
        h('button', { type: 'button', onclick: () => rename(list) }, 'Change'),
        !DefaultWatchlist &&
          h(
            'button',
            {
              type: 'button',
              class: 'danger',
              onclick: () =>
                remove(`Delete ${Name}?`, 'Only an empty watchlist can be deleted.', 'DeleteWatchlist', { WatchlistId }),
            },
            'Delete',
          ),
      ),
    );
  }

  return {
    wants: concernsDomain,

    async load() {
      if (!domain()) return;
      [lists, fraudsters] = await Promise.all([
        listAll('ListWatchlists', inDomain(), domain(), 'WatchlistSummaries'),
        listAll('ListFraudsters', inDomain(), domain(), 'FraudsterSummaries'),
      ]);
    },

    render() {
      const missing = needDomain('Watchlists and fraudsters');
      if (missing) return missing;
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Watchlists and fraudsters'),
          h('span', { class: 'count' }, plural(fraudsters.length, 'fraudster')),
          h('button', { type: 'button', onclick: create }, 'New watchlist'),
          h('button', { class: 'primary', type: 'button', onclick: register }, 'Register a fraudster'),
        ),
        h('div', { class: 'cards' }, lists.map(card)),
      ];
    },
  };
}
