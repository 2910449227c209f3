// Domains of all accounts and regions, and the state of the whole emulator.
import { control, operation, path, run } from '../core/api.js';
import { action, ask, confirm, dropZone, field, showError } from '../core/actions.js';
import { h } from '../core/dom.js';
import { searchField } from '../core/filters.js';
import { chip, facts, moment, plural } from '../core/format.js';
import { Pages } from '../core/pages.js';
import { choose, domain, store } from '../core/store.js';
import { demoButton } from './welcome.js';

const save = (text) => {
  const link = h('a', {
    href: URL.createObjectURL(new Blob([text], { type: 'application/json' })),
    download: 'voiceid-state.json',
  });
  link.click();
  URL.revokeObjectURL(link.href);
};

async function create() {
  const answer = await ask(
    'New domain',
    [
      field('Name', { name: 'name', required: true, value: 'bank' }),
      field('Description', { name: 'description' }),
      field('Account', { name: 'account', value: domain()?.Account ?? '000000000000', pattern: '[0-9]{12}', required: true }),
      field('Region', { name: 'region', value: domain()?.Region ?? 'us-east-1', required: true }),
      field('KMS key', { name: 'key', value: 'alias/voice-id', required: true }),
    ],
    'Create',
    ({ name: Name, description, account: Account, region: Region, key: KmsKeyId }) =>
      operation(
        'CreateDomain',
        { Name, ...(description && { Description: description }), ServerSideEncryptionConfiguration: { KmsKeyId } },
        { Account, Region },
      ),
  );
  if (answer) choose(answer.Domain.DomainId);
}

async function exportState(query) {
  try {
    save(JSON.stringify(await run(control('GET', `state${query}`))));
  } catch (error) {
    showError(error);
  }
}

const importState = (file) =>
  confirm(
    'Replace everything?',
    `${file.name} replaces the whole state of the emulator.`,
    'Replace',
    control('PUT', 'state', file),
    'The state was replaced.',
  );

const erase = ({ DomainId, Name, Account, Region }) =>
  confirm(
    `Delete ${Name}?`,
    'The domain is suspended, and erased after 30 days. Until then it can be restored.',
    'Delete',
    operation('DeleteDomain', { DomainId }, { Account, Region }),
    `${Name} was deleted.`,
  );

const reset = (label, query, text) =>
  confirm(`${label}?`, text, 'Reset', control('POST', `reset${query}`), 'The emulator was reset.');

export default function domains(page) {
  let text = '';
  const pages = new Pages(page.draw);

  const matches = ({ Name, Account, Region, DomainId }) =>
    [Name, Account, Region, DomainId].some((word) => word.toLowerCase().includes(text));

  function encryption(each) {
    const update = each.ServerSideEncryptionUpdateDetails;
    const end = (body) => control('PUT', `domains/${path(each.DomainId)}/encryption-update`, body);
    const change = () =>
      ask(
        'Change the KMS key',
        field('KMS key', { name: 'key', required: true, value: 'alias/new-key' }),
        'Change',
        ({ key: KmsKeyId }) =>
          operation(
            'UpdateDomain',
            // What is left out would be removed.
            {
              DomainId: each.DomainId,
              Name: each.Name,
              ...(each.Description && { Description: each.Description }),
              ServerSideEncryptionConfiguration: { KmsKeyId },
            },
            each,
          ),
      );
    return [
      update && [h('p', {}, 'Re-encryption: ', chip(update.UpdateStatus), ' ', update.Message)],
      update?.UpdateStatus === 'IN_PROGRESS' &&
        h(
          'div',
          { class: 'buttons' },
          action('Complete it', () => end({ UpdateStatus: 'COMPLETED' })),
          action('Let it fail', () => end({ UpdateStatus: 'FAILED' })),
        ),
      each.DomainStatus === 'ACTIVE' && h('button', { type: 'button', onclick: change }, 'Change the key'),
    ];
  }

  function card(each) {
    const { DomainId, Name, Description, DomainStatus, Account, Region, CreatedAt, DeletedAt, ErasedAt, Arn } = each;
    const put = (Status) => control('PUT', `domains/${path(DomainId)}/status`, { Status });
    return h(
      'section',
      { class: `card ${DomainId === store.chosen ? 'chosen' : ''}`, key: DomainId },
      h('h2', {}, Name, ' ', chip(DomainStatus), DeletedAt && chip('deleted')),
      facts([
        ['Description', Description],
        ['Account', Account],
        ['Region', Region],
        ['Id', h('code', {}, DomainId)],
        ['ARN', h('code', {}, Arn)],
        ['KMS key', h('code', {}, each.ServerSideEncryptionConfiguration?.KmsKeyId)],
        ['Created', moment(CreatedAt)],
        ['Deleted', DeletedAt && moment(DeletedAt)],
        ['Erased', ErasedAt && moment(ErasedAt)],
      ]),
      h(
        'div',
        { class: 'buttons' },
        DomainId !== store.chosen && h('button', { key: 'look', type: 'button', onclick: () => choose(DomainId) }, 'Look at it'),
        DeletedAt
          ? action('Restore', () => control('POST', `domains/${path(DomainId)}/restore`), { done: `${Name} was restored.` })
          : [
              ['ACTIVE', 'Activate'],
              ['SUSPENDED', 'Suspend'],
              ['PENDING', 'Set pending'],
            ]
              .filter(([status]) => status !== DomainStatus)
              .map(([status, label]) => action(label, () => put(status), { done: `${Name} is ${status.toLowerCase()}.` })),
        !DeletedAt && h('button', { type: 'button', class: 'danger', onclick: () => erase(each) }, 'Delete'),
      ),
      encryption(each),
    );
  }

  return {
    render() {
      const account = domain()?.Account;
      const found = store.domains.filter(matches);
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Domains'),
          h('span', { class: 'count' }, `${text ? `${found.length} of ` : ''}${plural(store.domains.length, 'domain')}`),
          h('button', { class: 'primary', type: 'button', onclick: create }, 'New domain'),
        ),
        h(
          'div',
          { class: 'filters' },
          searchField('Find by name, account, region or id', text, (value) => {
            text = value;
            page.draw();
          }),
        ),
        h(
          'div',
          { class: 'cards' },
          pages.of(found).map(card),
          pages.more(found, 'domain'),
          h(
            'section',
            { class: 'card', key: 'state' },
            h('h2', {}, 'The whole emulator'),
            facts([
              ['Version', store.version],
              ['Address', h('code', {}, location.origin)],
            ]),
            h(
              'div',
              { class: 'buttons' },
              demoButton(),
              h('button', { type: 'button', onclick: () => exportState('') }, 'Export the state'),
              account &&
                h('button', { type: 'button', onclick: () => exportState(`?account=${account}`) }, `Export account ${account}`),
            ),
            dropZone('Import a state: drop its JSON here', importState, '.json,application/json'),
            h(
              'div',
              { class: 'buttons' },
              h(
                'button',
                {
                  type: 'button',
                  class: 'danger',
                  onclick: () =>
                    reset(
                      'Reset everything',
                      '',
                      'All domains, calls, events and requests of all accounts are forgotten, and the clock is set back.',
                    ),
                },
                'Reset',
              ),
              h(
                'button',
                {
                  type: 'button',
                  class: 'danger',
                  onclick: () =>
                    reset(
                      'Start over with the fixtures',
                      '?fixtures=keep',
                      'Everything is forgotten; then the fixtures of --fixtures are loaded again.',
                    ),
                },
                'Reset to the fixtures',
              ),
              account &&
                h(
                  'button',
                  {
                    type: 'button',
                    class: 'danger',
                    onclick: () =>
                      reset(
                        `Reset account ${account}`,
                        `?account=${account}`,
                        'Everything that belongs to this account is forgotten.',
                      ),
                  },
                  'Reset the account',
                ),
            ),
          ),
        ),
      ];
    },
  };
}
