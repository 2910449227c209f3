// Who is on which watchlist.
import { control, listAll, operation, path } from '../core/api.js';
import { action, ask, confirm, dropZone, field, perform } from '../core/actions.js';
import { h } from '../core/dom.js';
import { chip, facts, moment, plural, voiceTag } from '../core/format.js';
import { Pages } from '../core/pages.js';
import { domain } from '../core/store.js';
import { startJob } from './jobs.js';
import { concernsDomain, isUsable, needDomain } from './need-domain.js';

// The API does not show a fraudster's voice; those that this page registered it remembers.
const VOICES = 'voiceid-fraudsters';
const voices = () => JSON.parse(localStorage.getItem(VOICES) ?? '{}');

const firstThose = (isFirst, items) => [...items.filter(isFirst), ...items.filter((each) => !isFirst(each))];

export default function watchlists(page) {
  let lists = [];
  let fraudsters = [];
  const pages = new Pages(page.draw);
  // As many members of each list are shown.
  const members = new Pages(page.draw);
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
          hint: 'Anyone who speaks with this label is recognized.',
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

  const remove = (title, text, name, body) =>
    confirm(title, text, 'Delete', operation(name, inDomain(body), domain()), 'Deleted.');

  /** Adds the fraudster to a watchlist, or moves it from one to the other. */
  async function put(call, value, from) {
    const [how, to] = value.split(' ');
    if (!to) return;
    if (!(await perform(call('AssociateFraudster', to), how === 'move' ? undefined : 'Added.'))) return;
    if (how === 'move') await perform(call('DisassociateFraudster', from), 'Moved.');
  }

  function member({ GeneratedFraudsterId: FraudsterId, CreatedAt, WatchlistIds }, WatchlistId, wanted) {
    const call = (name, id) => operation(name, inDomain({ FraudsterId, WatchlistId: id }), domain());
    const others = lists.filter((each) => !WatchlistIds.includes(each.WatchlistId));
    const choices = (label, how) =>
      h(
        'optgroup',
        { label },
        others.map((each) => h('option', { value: `${how} ${each.WatchlistId}` }, each.Name)),
      );
    return h(
      'li',
      { key: FraudsterId, class: FraudsterId === wanted ? 'wanted' : '' },
      h('span', { class: 'grow' }, voices()[FraudsterId] && voiceTag(voices()[FraudsterId]), ' ', h('code', {}, FraudsterId)),
      h('small', {}, moment(CreatedAt)),
      others.length > 0 &&
        h(
          'select',
          {
            'aria-label': `Add or move ${FraudsterId} to`,
            value: '',
            onchange: (event) => put(call, event.target.value, WatchlistId),
          },
          h('option', { value: '' }, 'add or move…'),
          choices('Add to', 'add'),
          choices('Move to', 'move'),
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

  function card(list, wanted) {
    const { WatchlistId, Name, Description, DefaultWatchlist, CreatedAt } = list;
    const on = fraudsters.filter(({ WatchlistIds }) => WatchlistIds.includes(WatchlistId));
    return h(
      'section',
      { class: `card wide ${WatchlistId === wanted ? 'chosen' : ''}`, key: WatchlistId },
      h('h2', {}, Name, ' ', DefaultWatchlist && chip('default'), ' ', h('small', {}, plural(on.length, 'fraudster'))),
      facts([
        ['Description', Description],
        ['Id', h('code', {}, WatchlistId)],
        ['Created', moment(CreatedAt)],
      ]),
      h(
        'ul',
        { class: 'members' },
        members
          .of(firstThose(({ GeneratedFraudsterId }) => GeneratedFraudsterId === wanted, on))
          .map((each) => member(each, WatchlistId, wanted)),
      ),
      members.more(on, 'fraudster'),
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
      if (!isUsable()) return;
      [lists, fraudsters] = await Promise.all([
        listAll('ListWatchlists', inDomain(), domain(), 'WatchlistSummaries'),
        listAll('ListFraudsters', inDomain(), domain(), 'FraudsterSummaries'),
      ]);
    },

    render(wanted) {
      const missing = needDomain('Watchlists and fraudsters');
      if (missing) return missing;
      // A watchlist, or a fraudster, whose lists come first then.
      const { WatchlistIds = [wanted] } = fraudsters.find(({ GeneratedFraudsterId }) => GeneratedFraudsterId === wanted) ?? {};
      const ordered = firstThose(({ WatchlistId }) => WatchlistIds.includes(WatchlistId), lists);
      const isHere = WatchlistIds.includes(ordered[0]?.WatchlistId);
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Watchlists and fraudsters'),
          h('span', { class: 'count' }, plural(fraudsters.length, 'fraudster')),
          h('button', { type: 'button', onclick: create }, 'New watchlist'),
          h('button', { class: 'primary', type: 'button', onclick: register }, 'Register a fraudster'),
        ),
        wanted && lists.length > 0 && !isHere && h('p', { class: 'hint strong' }, `${wanted} is not in this domain.`),
        h(
          'div',
          { class: 'cards' },
          pages.of(ordered).map((list) => card(list, wanted)),
          pages.more(lists, 'watchlist'),
        ),
        dropZone(
          'Register fraudsters from recordings: drop one of each, and a job puts them on the default watchlist',
          (dropped) => startJob('registration', dropped),
          '.wav,audio/wav',
          true,
        ),
      ];
    },
  };
}
