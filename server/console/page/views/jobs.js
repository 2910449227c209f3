// Batch jobs of both kinds, and their files.
import { authorized, control, listAll, operation, path, reach, run } from '../core/api.js';
import { ask, dropZone, field, showError, toast } from '../core/actions.js';
import { h } from '../core/dom.js';
import { chip, facts, json, moment, plural } from '../core/format.js';
import { Pages } from '../core/pages.js';
import { domain } from '../core/store.js';
import { concernsDomain, isUsable, needDomain } from './need-domain.js';

/** What the API calls each kind, and what its manifest holds. */
const KINDS = {
  enrollment: { title: 'Speaker enrollment', job: 'SpeakerEnrollmentJob', requests: 'SpeakerEnrollmentRequests' },
  registration: { title: 'Fraudster registration', job: 'FraudsterRegistrationJob', requests: 'FraudsterRegistrationRequests' },
};
const ENDED = ['COMPLETED', 'COMPLETED_WITH_ERRORS', 'FAILED'];

const objectPath = (uri) => uri.replace('s3://', 's3/').split('/').map(encodeURIComponent).join('/');

/** Stores recordings and a manifest that names each by its file's name, and starts a job of them. */
export async function startJob(kind, files) {
  const { job, requests } = KINDS[kind];
  const { DomainId } = domain();
  const folder = `console/job-${Date.now().toString(36)}`;
  const bucket = 's3://recordings';
  try {
    for (const file of files)
      await run(control('PUT', `s3/recordings/${path(...folder.split('/'), file.name)}`, file, 'application/octet-stream'));
    const entries = files.map((file, index) => {
      const name = file.name.replace(/\.wav$/i, '').replace(/[^A-Za-z0-9_-]/g, '-');
      const audio = {
        RequestId: `${index + 1}-${name}`.slice(0, 64),
        AudioSpecifications: [{ S3Uri: `${bucket}/${folder}/${file.name}`, ChannelId: 0 }],
      };
      return kind === 'enrollment' ? { ...audio, SpeakerId: name } : audio;
    });
    await run(
      control(
        'PUT',
        `s3/recordings/${folder}/manifest.json`,
        JSON.stringify({ Version: '1.0', [requests]: entries }),
        'application/octet-stream',
      ),
    );
    const input = {
      DomainId,
      DataAccessRoleArn: `arn:aws:iam::${domain().Account}:role/console`,
      InputDataConfig: { S3Uri: `${bucket}/${folder}/manifest.json` },
      OutputDataConfig: { S3Uri: `${bucket}/${folder}/output` },
    };
    await run(operation(`Start${job}`, input, domain()));
    toast('The job was started.');
  } catch (error) {
    showError(error);
  }
}

export default function jobs(page) {
  let all = [];
  let chosen;
  let files = {};
  const pages = new Pages(page.draw);

  /** The text of an object; what is wrong if there is none. */
  async function readObject(uri) {
    try {
      const content = await reach(`/_voiceid/${objectPath(uri)}`, { headers: authorized() });
      const text = await content.text();
      return content.ok ? text : JSON.parse(text).Message;
    } catch (error) {
      return error.message;
    }
  }

  async function describe({ kind, JobId }) {
    const { job } = KINDS[kind];
    const { Job } = await run(operation(`Describe${job}`, { DomainId: domain().DomainId, JobId }, domain()));
    const input = Job.InputDataConfig.S3Uri;
    const name = input.split('/').pop();
    const output = `${Job.OutputDataConfig.S3Uri.replace(/\/+$/, '')}/${JobId}/${name}.out`;
    files = {
      job: Job,
      input: [input, await readObject(input)],
      output: ENDED.includes(Job.JobStatus) && [output, await readObject(output)],
    };
    page.draw();
  }

  const choose = (each) => {
    chosen = each.JobId;
    describe(each).catch(showError);
  };

  function row(each) {
    const { JobId, JobName, JobStatus, JobProgress, CreatedAt, kind, FailureDetails } = each;
    const done = JobProgress?.PercentComplete ?? 0;
    return h(
      'li',
      { key: JobId },
      h(
        'button',
        { type: 'button', class: 'quiet grow', 'aria-pressed': String(JobId === chosen), onclick: () => choose(each) },
        JobName ?? JobId,
        h('small', {}, KINDS[kind].title),
      ),
      h('progress', { max: 100, value: done, 'aria-label': `${JobName ?? JobId}: ${done} %` }),
      chip(JobStatus),
      h('small', {}, moment(CreatedAt)),
      FailureDetails && h('p', { class: 'problem' }, FailureDetails.Message),
    );
  }

  const shownFile = (title, [uri, text]) => {
    let content;
    try {
      content = json(JSON.parse(text));
    } catch {
      content = h('pre', { tabindex: 0 }, text);
    }
    return [h('h3', {}, title, ' ', h('code', {}, uri)), content];
  };

  function detail() {
    const { job, input, output } = files;
    if (!job || job.JobId !== chosen) return h('p', { class: 'hint' }, 'Choose a job to read its files.');
    return [
      h('h2', {}, job.JobName ?? job.JobId, ' ', chip(job.JobStatus)),
      job.FailureDetails && h('p', { class: 'problem' }, job.FailureDetails.Message),
      facts([
        ['Id', h('code', {}, job.JobId)],
        ['Created', moment(job.CreatedAt)],
        ['Ended', job.EndedAt && moment(job.EndedAt)],
      ]),
      shownFile('Input', input),
      output && shownFile('Output', output),
    ];
  }

  const start = () =>
    ask(
      'Start a job',
      [
        field(
          'Kind',
          { name: 'kind', value: 'enrollment' },
          Object.entries(KINDS).map(([value, { title }]) => [value, title]),
        ),
        field('Input: the manifest', { name: 'input', required: true, placeholder: 's3://bucket/manifest.json' }),
        field('Output', { name: 'output', required: true, placeholder: 's3://bucket/output' }),
        field('Name', { name: 'name' }),
      ],
      'Start',
      ({ kind, input, output, name }) =>
        operation(
          `Start${KINDS[kind].job}`,
          {
            DomainId: domain().DomainId,
            DataAccessRoleArn: `arn:aws:iam::${domain().Account}:role/console`,
            InputDataConfig: { S3Uri: input },
            OutputDataConfig: { S3Uri: output },
            ...(name && { JobName: name }),
          },
          domain(),
        ),
    );

  return {
    wants: concernsDomain,

    async load() {
      if (!isUsable()) return;
      const list = async (kind) =>
        (await listAll(`List${KINDS[kind].job}s`, { DomainId: domain().DomainId }, domain(), 'JobSummaries')).map((each) => ({
          ...each,
          kind,
        }));
      all = (await Promise.all(Object.keys(KINDS).map(list))).flat().sort((a, b) => b.CreatedAt - a.CreatedAt);
      const shown = all.find(({ JobId }) => JobId === chosen);
      if (shown && shown.JobStatus !== files.job?.JobStatus) await describe(shown);
    },

    render() {
      const missing = needDomain('Jobs');
      if (missing) return missing;
      return [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, 'Jobs'),
          h('span', { class: 'count' }, plural(all.length, 'job')),
          h('button', { class: 'primary', type: 'button', onclick: start }, 'Start a job'),
        ),
        h(
          'div',
          { class: 'cards' },
          dropZone(
            'Enroll: drop recordings, each named after its customer',
            (dropped) => startJob('enrollment', dropped),
            '.wav,audio/wav',
            true,
          ),
          dropZone(
            'Register fraudsters: drop a recording of each',
            (dropped) => startJob('registration', dropped),
            '.wav,audio/wav',
            true,
          ),
        ),
        h(
          'div',
          { class: 'split' },
          h('div', {}, h('ul', { class: 'members', 'aria-label': 'Jobs' }, pages.of(all).map(row)), pages.more(all, 'job')),
          h('section', { class: 'detail', 'aria-label': 'Job' }, detail()),
        ),
        all.length === 0 && h('p', { class: 'empty' }, 'No jobs yet: drop recordings above, or start one by its manifest.'),
      ];
    },
  };
}
