// The emulator beside the SDK: the control API, the request log, the built-in storage, notes for the table.
import { randomInt } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';

export const {
  SDK_STORY_URL: url, SDK_STORY_CLOCK_URL: clockUrl, SDK_STORY_SIGNED_URL: signedUrl, SDK_STORY_NEWER_URL: newerUrl,
} = process.env;

export const newAccount = () => String(10 ** 11 + randomInt(9 * 10 ** 11 / 4) * 4);

export async function control(method, path, body, at = url) {
  const sent = body === undefined || body instanceof Buffer ? body : JSON.stringify(body);
  const answer = await fetch(`${at}/_voiceid/${path}`, { method, body: sent });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Those of the request log. */
export async function calls(account, operation) {
  return (await control('GET', `requests?account=${account}&operation=${operation}`)).Requests;
}

export const fault = (account, members) => control('POST', `faults?account=${account}`, members);

/** A call in which `voice` speaks, and which goes on. */
export async function speak(domain, session, voice, { seconds = 12, at = url } = {}) {
  const sessions = `domains/${domain}/sessions`;
  await control('POST', sessions, { SessionName: session, SpeakerId: 'alice' }, at);
  await control('POST', `${sessions}/${session}/audio`, { Voice: voice, SpeechSeconds: seconds }, at);
}

export const enrolled = (domain, at = url) => control('PUT', `domains/${domain}/speakers/alice`, {}, at);

export function store(bucket, key, data, voice) {
  return control('PUT', `s3/${bucket}/${key}${voice ? `?voice=${voice}` : ''}`, data);
}

export const recording = () => readFileSync(process.env.SDK_STORY_RECORDING);

export const note = (part, text) => appendFileSync(process.env.SDK_STORY_NOTES, `${part}\t${text}\n`);
