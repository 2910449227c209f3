// What an empty emulator shows: three ways to begin.
import { control, curlOf } from '../core/api.js';
import { action } from '../core/actions.js';
import { h } from '../core/dom.js';

const DEMO = '/_voiceid/console/demo.yaml';

/** A button that loads the fixture that --fixtures demo loads. */
export function demoButton() {
  let demo = '';
  fetch(DEMO)
    .then((answer) => answer.text())
    .then((text) => (demo = text));
  return action('Load the demo', () => control('POST', 'fixtures', demo, 'application/yaml'), {
    kind: 'primary',
    done: 'The demo was loaded.',
  });
}

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
      h('p', {}, 'Be the caller yourself: enroll your voice with your microphone.'),
      h('a', { class: 'button', href: '#/speak' }, 'Use the microphone'),
    ),
  ),
];
