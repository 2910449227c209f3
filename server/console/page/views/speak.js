// The microphone as a caller.
import { run, control } from '../core/api.js';
import { action, dropZone, field, perform, showError, toast } from '../core/actions.js';
import { addressOf, ENROLLMENT_SPEECH, isOver, latestResults, sessionCalls, speechOf } from '../core/calls.js';
import { h } from '../core/dom.js';
import { chip, heardVoice, seconds } from '../core/format.js';
import { Microphone, obstacle } from '../core/microphone.js';
import { domain, scope } from '../core/store.js';
import { telephoneWav } from '../core/wav.js';
import { resultChips, speechMeter } from './calls.js';
import { needDomain } from './need-domain.js';
import { newCall } from './new-call.js';

const LEVELS = 20;

/** From the level of a frame, 0 to 32768, how many of the meter's parts shine: 60 dB in all. */
const lit = (level) =>
  Math.max(0, Math.min(LEVELS, Math.round(((20 * Math.log10(Math.max(level, 1) / 32768) + 60) / 60) * LEVELS)));

/** Speaks a recording into the call. */
export async function play(make, file, voice) {
  try {
    await perform(make.play(await telephoneWav(file), voice), `${file.name} was played.`);
  } catch {
    toast(`The browser cannot read ${file.name}.`, 'error');
  }
}

export default function speak(page) {
  let sessions = [];
  let session;
  let gone;
  let results = {};
  let voice;
  let microphone;
  let drawn = 0;
  let before = 0;

  function ended(problem) {
    microphone = undefined;
    if (problem) toast(problem, 'error');
    page.refresh();
  }

  // Sound comes 50 times a second; that often nobody looks.
  function heard() {
    if (performance.now() - drawn < 80) return;
    drawn = performance.now();
    page.draw();
  }

  async function begin(make) {
    before = speechOf(session);
    microphone = new Microphone(make.socket(voice), { onframe: heard, onend: ended });
    try {
      await microphone.start();
    } catch (error) {
      microphone = undefined;
      toast(error.name === 'NotAllowedError' ? 'The browser was not allowed to use the microphone.' : error.message, 'error');
    }
    page.draw();
  }

  /** With the speech that the emulator has not shown yet. */
  const live = () =>
    microphone
      ? { ...session, Audio: { ...session.Audio, SpeechSeconds: Math.max(speechOf(session), before + microphone.speech) } }
      : session;

  async function again(make) {
    microphone?.stop();
    try {
      if (!isOver(session)) await run(make.end());
      await run(make.start());
    } catch (error) {
      showError(error);
    }
  }

  function advice() {
    const status = session.EnrollmentRequestDetails?.Status;
    if (!session.CustomerSpeakerId) return 'Nobody is claimed to call, so there is nobody to compare with.';
    if (isOver(session)) return 'The call has ended. Call again to be recognized.';
    if (status === 'COMPLETED') return 'Enrolled. Call again, speak for ten seconds, and evaluate; then let somebody else try.';
    if (status === 'NOT_ENOUGH_SPEECH') return `Keep speaking: the enrollment needs ${ENROLLMENT_SPEECH} seconds.`;
    return 'Speak for ten seconds and evaluate, or request the enrollment and speak for thirty.';
  }

  function choices() {
    return [
      h('p', {}, 'Be the caller: your voice goes into a call, at the telephone’s 8 kHz, and nowhere else.'),
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          {
            class: 'primary',
            type: 'button',
            onclick: async () => {
              const started = await newCall('me', false);
              if (started) location.hash = `#/speak/${started.DomainId}/${started.SessionName}`;
            },
          },
          'New call',
        ),
      ),
      sessions.length > 0 && [
        h('h2', {}, 'Or speak in a call'),
        h(
          'ul',
          { class: 'choices' },
          sessions.map(({ DomainId, SessionName, CustomerSpeakerId }) =>
            h(
              'li',
              {},
              h(
                'a',
                { class: 'button', href: `#/speak/${DomainId}/${encodeURIComponent(SessionName)}` },
                SessionName,
                h('small', {}, CustomerSpeakerId),
              ),
            ),
          ),
        ),
      ],
    ];
  }

  function studio(domainId, name) {
    const make = sessionCalls(domainId, name);
    const over = isOver(session);
    const problem = obstacle();
    const shown = live();
    const bright = microphone ? lit(microphone.level) : 0;
    return [
      h(
        'section',
        { class: 'card wide studio' },
        h(
          'p',
          { class: 'line' },
          h('a', { href: addressOf(domainId, name) }, name),
          ' claims to be ',
          h('b', {}, session.CustomerSpeakerId ?? 'nobody'),
          session.Audio?.Voice && [', ', heardVoice(session)],
        ),
        h(
          'div',
          { class: 'chips' },
          chip(session.StreamingStatus),
          session.EnrollmentRequestDetails && chip(`ENROLLMENT_${session.EnrollmentRequestDetails.Status}`),
          resultChips(results),
        ),
        problem
          ? h('p', { class: 'problem' }, problem)
          : [
              field('Whose voice is this?', {
                value: voice,
                disabled: Boolean(microphone),
                oninput: (event) => (voice = event.target.value),
                placeholder: 'your own voice',
                hint: 'A label, another one for each person; or empty: your own voice, known by its sound.',
              }),
              h(
                'button',
                {
                  type: 'button',
                  class: `record ${microphone ? 'on' : ''}`,
                  'aria-pressed': String(Boolean(microphone)),
                  disabled: over,
                  onclick: () => (microphone ? microphone.stop() : begin(make)),
                },
                microphone ? 'Stop' : 'Speak',
              ),
            ],
        h(
          'div',
          {
            class: 'levels',
            role: 'meter',
            'aria-label': 'Level',
            'aria-valuemin': 0,
            'aria-valuemax': LEVELS,
            'aria-valuenow': bright,
          },
          Array.from({ length: LEVELS }, (_, index) => h('span', { class: index < bright ? 'lit' : '' })),
        ),
        h('p', { class: 'heard' }, h('output', { id: 'speech' }, seconds(speechOf(shown))), ' of speech'),
        speechMeter(shown),
        h('p', { class: 'hint' }, advice()),
        h(
          'div',
          { class: 'buttons' },
          action('Evaluate', make.evaluate, { kind: 'primary', done: 'The call was evaluated.' }),
          action('Enroll', make.enroll, { done: 'The enrollment was requested.' }),
          !over && action('End', make.end, { done: 'The stream has ended.' }),
          h('button', { type: 'button', onclick: () => again(make) }, 'Call again'),
        ),
      ),
      dropZone('Or drop a recording', (file) => play(make, file, voice), 'audio/*'),
    ];
  }

  return {
    wants: (item) => item.changes,

    async load(domainId, name) {
      if (!name) {
        sessions = (await run(control('GET', `sessions${scope()}`))).Sessions.filter(
          (each) => !isOver(each) && (!domain() || each.DomainId === domain().DomainId),
        );
        return;
      }
      try {
        session = (await run(sessionCalls(domainId, name).describe())).Session;
        gone = undefined;
      } catch (error) {
        if (error.status !== 404) throw error;
        gone = error.message;
        return;
      }
      voice ??= session.CustomerSpeakerId ?? 'me';
      results = await latestResults(domainId, name);
    },

    close: () => microphone?.stop(),

    render(domainId, name) {
      const head = h('div', { class: 'head' }, h('h1', {}, 'Speak'));
      if (name && gone)
        return [head, h('p', { class: 'empty' }, gone, ' ', h('a', { href: '#/speak' }, 'Speak in another call'))];
      if (name) return [head, session ? studio(domainId, name) : h('p', { class: 'empty' }, 'Loading…')];
      return needDomain('Speak') ?? [head, choices()];
    },
  };
}
