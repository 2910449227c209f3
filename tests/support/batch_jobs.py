"""Batch jobs: a domain, a bucket for the files of its jobs, and jobs of both kinds run to their end."""
import json
from collections import namedtuple

from support.objects import Objects
from support.patience import until
from support.wav_files import voiced

ROLE = "arn:aws:iam::111122223333:role/voice-id"
KMS = {"KmsKeyId": "k"}
INPUT = "input.json"
ENDS = ("COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED")
# A job of ten thousand requests takes its time, on a busy machine above all.
JOB_SECONDS = 240

Kind = namedtuple("Kind", "name requests successes config line optional status new")
ENROLLMENT = Kind("SpeakerEnrollmentJob", "SpeakerEnrollmentRequests", "SuccessfulEnrollments", "EnrollmentConfig",
                  {"RequestId", "CustomerSpeakerId", "GeneratedSpeakerId", "EnrollmentStatus"}, set(),
                  "EnrollmentStatus", "NEW_ENROLLMENT")
REGISTRATION = Kind("FraudsterRegistrationJob", "FraudsterRegistrationRequests", "SuccessfulRegistrations",
                    "RegistrationConfig", {"RequestId", "GeneratedFraudsterId", "RegistrationStatus"},
                    {"FraudsterSimilarityScore"}, "RegistrationStatus", "NEW_REGISTRATION")
KINDS = {"enrollment": ENROLLMENT, "registration": REGISTRATION}


def error(answer, status, name, **members):
    """Checks that the answer is this error with these members; returns its message."""
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (status, name), answer
    assert {key: answer.body.get(key) for key in members} == members
    return answer.body["Message"]


class Done:
    """A completed job and its output file; checks the form of both (docs/batch-jobs.md)."""

    def __init__(self, kind, job, output):
        self.kind, self.job, self.output = kind, job, output
        assert list(output) == ["Version", "Errors", kind.successes], output
        assert output["Version"] == "1.0"
        for line in output["Errors"]:
            assert set(line) == {"RequestId", "ErrorCode", "ErrorMessage"}, line
            assert isinstance(line["ErrorCode"], int) and line["ErrorMessage"], line
        for line in output[kind.successes]:
            assert kind.line <= set(line) <= kind.line | kind.optional, line
            skipped = line[kind.status] == "DUPLICATE_SKIPPED"
            assert kind.optional <= set(line) if skipped else kind.optional.isdisjoint(line), line
        assert job["JobStatus"] == ("COMPLETED_WITH_ERRORS" if output["Errors"] else "COMPLETED"), job
        assert job["JobProgress"] == {"PercentComplete": 100}, job
        assert "FailureDetails" not in job and job["EndedAt"] >= job["CreatedAt"], job

    @property
    def outcomes(self):
        """The status, or the error code, of each request."""
        return {**{line["RequestId"]: line[self.kind.status] for line in self.output[self.kind.successes]},
                **{line["RequestId"]: line["ErrorCode"] for line in self.output["Errors"]}}

    @property
    def lines(self):
        return {line["RequestId"]: line for part in ("Errors", self.kind.successes) for line in self.output[part]}

    @property
    def line(self):
        """The line of the only request."""
        [line] = self.lines.values()
        return line


class Jobs:
    """The jobs of one kind in the domain of a batch."""

    def __init__(self, batch, kind):
        self.batch, self.kind = batch, kind

    def entry(self, name, voice=None, audio=None, **members):
        """A request named after a speaker or fraudster, in that person's voice unless `voice` says otherwise."""
        speaker = {"SpeakerId": name} if self.kind is ENROLLMENT else {}
        audio = [self.batch.voice(voice or name)] if audio is None else audio
        return {"RequestId": f"r-{name}", **speaker, "AudioSpecifications": audio, **members}

    def put_manifest(self, *entries, manifest=None, key=INPUT):
        """Entries are requests or names; `manifest` replaces the whole content."""
        if manifest is None:
            requests = [self.entry(each) if isinstance(each, str) else each for each in entries]
            manifest = {"Version": "1.0", self.kind.requests: requests}
        data = manifest if isinstance(manifest, (bytes, str)) else json.dumps(manifest)
        self.batch.objects.put(self.batch.bucket, key, data)

    def request(self, **members):
        """The members of a Start call."""
        return {"DomainId": self.batch.domain_id, "DataAccessRoleArn": ROLE,
                "InputDataConfig": {"S3Uri": self.batch.uri(INPUT)},
                "OutputDataConfig": {"S3Uri": self.batch.uri("out")}, **members}

    def ask_start(self, **members):
        """Starts a job on the manifest that is there; returns any answer."""
        return self.batch.ask(f"Start{self.kind.name}", **self.request(**members))

    def start(self, *entries, manifest=None, **members):
        self.put_manifest(*entries, manifest=manifest)
        answer = self.ask_start(**members)
        assert answer.status == 200, answer
        assert set(answer.body) == {"Job"}
        return answer.body["Job"]

    def describe(self, job_id):
        return self.batch.call(f"Describe{self.kind.name}", JobId=job_id)["Job"]

    def list(self, **members):
        return self.batch.call(f"List{self.kind.name}s", **members)["JobSummaries"]

    def end(self, job_id):
        """The job, once it has ended."""
        def ended():
            job = self.describe(job_id)
            return job if job["JobStatus"] in ENDS else None
        return until(ended, JOB_SECONDS)

    def in_progress(self, job_id):
        until(lambda: self.describe(job_id)["JobStatus"] != "SUBMITTED")
        assert self.describe(job_id)["JobStatus"] == "IN_PROGRESS"

    def output_key(self, job_id):
        return f"out/{job_id}/{INPUT}.out"

    def done(self, job_id):
        job = self.end(job_id)
        assert job["JobStatus"] != "FAILED", job
        output = self.batch.objects.get_json(self.batch.bucket, self.output_key(job_id))
        return Done(self.kind, job, output)

    def run(self, *entries, **members):
        """Runs a job from start to end."""
        return self.done(self.start(*entries, **members)["JobId"])

    def failure(self, *entries, manifest=None, **members):
        """Runs a job that fails as a whole and writes nothing; returns (StatusCode, Message)."""
        job = self.end(self.start(*entries, manifest=manifest, **members)["JobId"])
        assert job["JobStatus"] == "FAILED" and job["EndedAt"] >= job["CreatedAt"], job
        assert set(job["FailureDetails"]) == {"Message", "StatusCode"}
        assert self.batch.objects.list(self.batch.bucket, f"out/{job['JobId']}") == []
        return job["FailureDetails"]["StatusCode"], job["FailureDetails"]["Message"]


class Batch:
    """A domain, its own bucket, and its jobs."""

    def __init__(self, emulator, account=None):
        self.emulator, self.account = emulator, account
        self.objects = Objects(emulator)
        created = emulator.call("CreateDomain", {"Name": "calls", "ServerSideEncryptionConfiguration": KMS},
                                account=account)
        assert created.status == 200, created
        self.domain_id = created.body["Domain"]["DomainId"]
        self.default_watchlist = created.body["Domain"]["WatchlistDetails"]["DefaultWatchlistId"]
        self.bucket = f"calls-{self.domain_id.lower()}"
        self.enrollment, self.registration = Jobs(self, ENROLLMENT), Jobs(self, REGISTRATION)
        self._voices = set()

    def jobs(self, kind):
        return self.enrollment if kind is ENROLLMENT else self.registration

    def ask(self, operation, **members):
        """Calls an operation on the domain; returns any answer."""
        return self.emulator.call(operation, {"DomainId": self.domain_id, **members}, account=self.account)

    def call(self, operation, **members):
        answer = self.ask(operation, **members)
        assert answer.status == 200, answer
        return answer.body

    def uri(self, key):
        return f"s3://{self.bucket}/{key}"

    def put(self, key, data):
        self.objects.put(self.bucket, key, data)
        return key

    def audio(self, key, channel=0):
        """An audio file of a request."""
        return {"S3Uri": self.uri(key), "ChannelId": channel}

    def wav(self, key, data):
        """Puts a file and returns it as an audio file of a request."""
        return self.audio(self.put(key, data))

    def voice(self, voice, seconds=31):
        """An audio file in which that voice speaks for that long."""
        key = f"voices/{voice}-{seconds}.wav"
        if key not in self._voices:
            self.put(key, voiced(voice, seconds))
            self._voices.add(key)
        return self.audio(key)

    def slow_entries(self, jobs, count=450, seconds=120):
        """Requests that together outlast any test: ten long files each."""
        audio = [self.voice("slow", seconds)] * 10
        return [jobs.entry(f"slow-{number}", audio=audio) for number in range(count)]

    def new_watchlist(self, name="known"):
        return self.call("CreateWatchlist", Name=name)["Watchlist"]["WatchlistId"]

    def register(self, *voices, **config):
        """Registers a new fraudster for each voice; returns the ids."""
        how = {"DuplicateRegistrationAction": "REGISTER_AS_NEW", **config}
        entries = [self.registration.entry(f"{number}", voice=voice) for number, voice in enumerate(voices)]
        done = self.registration.run(*entries, RegistrationConfig=how)
        assert set(done.outcomes.values()) == {"NEW_REGISTRATION"}, done.output
        return [line["GeneratedFraudsterId"] for line in done.output["SuccessfulRegistrations"]]

    def speaker(self, speaker_id):
        return self.call("DescribeSpeaker", SpeakerId=speaker_id)["Speaker"]

    def speakers(self):
        """Customer ids and states, in order of creation."""
        listed, more = [], {}
        while True:
            page = self.call("ListSpeakers", **more)
            listed += [(each["CustomerSpeakerId"], each["Status"]) for each in page["SpeakerSummaries"]]
            if "NextToken" not in page:
                return listed
            more = {"NextToken": page["NextToken"]}

    def fraudsters(self, **members):
        """Ids in order of creation, of the domain or of one watchlist."""
        return [each["GeneratedFraudsterId"] for each in self.call("ListFraudsters", **members)["FraudsterSummaries"]]

    def delete(self):
        """Deletes the domain, which stops its jobs."""
        self.call("DeleteDomain")
