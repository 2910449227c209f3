// Batch jobs on the built-in storage: their files, and waiting for their end.
import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-voice-id';
import { wav } from './wav.js';

const inputKey = 'in/requests.json';
// Only what hangs takes that long, even on a busy machine.
const patience = 60_000;

const kinds = {
  enrollment: { name: 'SpeakerEnrollmentJob', list: 'SpeakerEnrollmentRequests' },
  registration: { name: 'FraudsterRegistrationJob', list: 'FraudsterRegistrationRequests' },
};

/** The objects of a bucket of the built-in storage. */
class Objects {
  #bucket;
  #root;

  constructor(emulator, bucket) {
    this.#bucket = bucket;
    this.#root = `${emulator.url}/_voiceid/s3/${bucket}`;
  }

  uri(key) {
    return `s3://${this.#bucket}/${key}`;
  }

  async #call(method, key, body) {
    const answer = await fetch(`${this.#root}/${key}`, { method, body });
    assert.equal(answer.status, 200, `${method} ${key}`);
    return answer;
  }

  async put(key, body) {
    const data = Buffer.from(body);
    const put = await (await this.#call('PUT', key, data)).json();
    assert.deepEqual(put, { Bucket: this.#bucket, Key: key, Size: data.length });
  }

  async read(key) {
    return (await this.#call('GET', key)).json();
  }
}

/** Jobs of one kind in one domain, with their files in the domain's own bucket. */
export class Jobs {
  #kind;

  constructor(emulator, client, DomainId, kind) {
    this.client = client;
    this.DomainId = DomainId;
    this.objects = new Objects(emulator, `calls-${DomainId.toLowerCase()}`);
    this.#kind = kinds[kind];
  }

  /** What a start needs besides the domain. */
  get files() {
    return {
      DataAccessRoleArn: 'arn:aws:iam::111122223333:role/voice-id',
      InputDataConfig: { S3Uri: this.objects.uri(inputKey) },
      OutputDataConfig: { S3Uri: this.objects.uri('out') },
    };
  }

  /** An entry of a manifest with one audio file, by default of the voice named like the request. */
  request(RequestId, { voice = RequestId, ChannelId = 0, ...more } = {}) {
    return { RequestId, AudioSpecifications: [{ S3Uri: this.objects.uri(`${voice}.wav`), ChannelId }], ...more };
  }

  #send(verb, more, ending = '') {
    const Command = sdk[`${verb}${this.#kind.name}${ending}Command`];
    return this.client.send(new Command({ DomainId: this.DomainId, ...more }));
  }

  async start(more = {}) {
    return (await this.#send('Start', { ...this.files, ...more })).Job;
  }

  async describe(JobId) {
    return (await this.#send('Describe', { JobId })).Job;
  }

  async list(more = {}) {
    return (await this.#send('List', more, 's')).JobSummaries;
  }

  pages(more = {}, paging = {}) {
    const paginate = sdk[`paginateList${this.#kind.name}s`];
    return paginate({ client: this.client, ...paging }, { DomainId: this.DomainId, ...more });
  }

  putVoices(...voices) {
    return Promise.all(voices.map((voice) => this.objects.put(`${voice}.wav`, wav(voice))));
  }

  putRequests(...requests) {
    return this.objects.put(inputKey, JSON.stringify({ Version: '1.0', [this.#kind.list]: requests }));
  }

  /** The job once it has ended. */
  async ended(JobId) {
    const deadline = Date.now() + patience;
    let job = await this.describe(JobId);
    while (!job.EndedAt) {
      assert.ok(Date.now() < deadline, `still ${job.JobStatus}`);
      job = await this.describe(JobId);
    }
    return job;
  }

  output(JobId) {
    return this.objects.read(`out/${JobId}/requests.json.out`);
  }

  /** Runs a job of these requests to its end; returns the job and its output. */
  async run(requests, more = {}) {
    await this.putRequests(...requests);
    const { JobId } = await this.start(more);
    const job = await this.ended(JobId);
    assert.equal(job.FailureDetails, undefined, job.FailureDetails?.Message);
    return { job, output: await this.output(JobId) };
  }
}

/** Registers a fraudster for each voice; returns their ids in order. */
export async function registerFraudsters(emulator, client, DomainId, ...voices) {
  const jobs = new Jobs(emulator, client, DomainId, 'registration');
  await jobs.putVoices(...voices);
  const { output } = await jobs.run(voices.map((voice) => jobs.request(voice)));
  assert.deepEqual(output.Errors, []);
  return output.SuccessfulRegistrations.map((each) => each.GeneratedFraudsterId);
}
