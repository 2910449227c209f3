// What an empty emulator shows: three ways to begin.
import { control, curlOf, path, reach } from '../core/api.js';
import { action } from '../core/actions.js';
import { h } from '../core/dom.js';

const DEMO = '/_voiceid/console/demo.yaml';

async function demo() {
  const answer = await reach(DEMO);
  return control('POST', 'fixtures', await answer.text(), 'application/yaml');
}

/** A button that loads the fixture that --fixtures demo loads. */
export const demoButton = () => action('Load the demo', demo, { kind: 'primary', done: 'The demo was loaded.' });

// One's own call, as soon as there is a domain for it.
const OWN = {
  Domains: [
    {
      Name: 'bank',
      Speakers: [{ CustomerSpeakerId: 'me', Status: 'PENDING' }],
      Sessions: [{ SessionName: 'call-me', SpeakerId: 'me' }],
    },
  ],
};

const speakButton = () =>
  action('Use the microphone', () => control('POST', 'fixtures', OWN), {
    done: 'A call was started.',
    then: ({ Domains }) => {
      location.hash = `#/${path('speak', Domains.bank.DomainId, 'call-me')}`;
    },
  });

const example = () => {
  const create = control('POST', 'fixtures', { Domains: [{ Name: 'bank', Speakers: [{ CustomerSpeakerId: 'alice' }] }] });
  return `${curlOf(create)}\n\naws --endpoint-url ${location.origin} voice-id list-domains`;
};

export const welcome = () => [
  h('div', { class: 'head' }, h('h1', {}, 'Nothing here yet')),
  h(
    'div',
    { class: 'ways' },
    h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Look around'),
      h('p', {}, 'Load a bank with customers in every state, fraudsters and calls in progress.'),
      demoButton(),
    ),
    h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Connect your program'),
      h('p', {}, 'Point its SDK or the AWS CLI to this address, or begin with a fixture:'),
      h('pre', { tabindex: 0 }, example()),
    ),
    h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Speak'),
      h('p', {}, 'Be the caller yourself: this makes a bank and a call, into which you speak.'),
      speakButton(),
    ),
  ),
];
