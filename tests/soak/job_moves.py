"""Moves on batch jobs and on the objects that they read and write."""
import json

from soak.actor import VOICES
from soak.client import NOT_FOUND, OK
from soak.domain_moves import KEY
from soak.model import Domain, Speaker
from soak.people_moves import speaker_name
from support.patience import until
from support.wav_files import MP3, voiced

ROLE = "arn:aws:iam::111122223333:role/voice-id"
ENROLLMENT, REGISTRATION = "SpeakerEnrollmentJob", "FraudsterRegistrationJob"
REQUESTS = {ENROLLMENT: "SpeakerEnrollmentRequests", REGISTRATION: "FraudsterRegistrationRequests"}
SUCCESSES = {ENROLLMENT: "SuccessfulEnrollments", REGISTRATION: "SuccessfulRegistrations"}
STATUSES = {ENROLLMENT: "EnrollmentStatus", REGISTRATION: "RegistrationStatus"}
ENDS = ("COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED")
# A job takes its turn among those of all others.
JOB_SECONDS = 240
BAD_MANIFESTS = (b"", b"{", b"[]", b'{"Version": "2.0"}', b'{"Version": "1.0", "SpeakerEnrollmentRequests": 5}')
BAD_RECORDINGS = (b"", MP3, b"RIFF\xff\xff\xff\xffWAVE")


def put(actor, key, data):
    actor.client.put_object(actor.account.bucket, key, data)
    actor.account.objects[key] = data


def recording(actor, name, data):
    """An audio file of a request, uploaded if it is not there."""
    if actor.account.objects.get(name) != data:
        put(actor, name, data)
    return {"S3Uri": f"s3://{actor.account.bucket}/{name}", "ChannelId": 0}


def voice_file(actor, voice):
    return recording(actor, f"voices/{voice}.wav", voiced(voice))


def run(actor, domain, kind, manifest, outcome=OK, **members):
    """Starts a job on that manifest and waits for its end; returns the job, or None if it was refused."""
    put(actor, "manifest.json", manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode())
    bucket = f"s3://{actor.account.bucket}"
    body = actor.in_domain(domain, f"Start{kind}", outcome, DataAccessRoleArn=ROLE,
                           InputDataConfig={"S3Uri": f"{bucket}/manifest.json"},
                           OutputDataConfig={"S3Uri": f"{bucket}/out"}, **members)
    if not body:
        return None
    job_id = body["Job"]["JobId"]

    def ended():
        job = actor.in_domain(domain, f"Describe{kind}", JobId=job_id)["Job"]
        return job if job["JobStatus"] in ENDS else None
    job = until(ended, JOB_SECONDS)
    domain.jobs[kind][job_id] = job["JobStatus"]
    return job


def outcomes_of(actor, kind, job):
    """Each request's status or error code, from the output file."""
    key = f"out/{job['JobId']}/manifest.json.out"
    answer = actor.client.control("get object", "GET", f"s3/{actor.account.bucket}/{key}")
    found = {each["RequestId"]: each["ErrorCode"] for each in answer["Errors"]}
    found.update({each["RequestId"]: each[STATUSES[kind]] for each in answer[SUCCESSES[kind]]})
    return found, answer


def enrolled_as(actor, domain, name, voice):
    """What becomes of a request of an enrollment job, and the effect on the model."""
    speaker = domain.speakers.get(name)
    if speaker and speaker.status == "OPTED_OUT":
        return 409
    if speaker and speaker.status == "ENROLLED":
        return "DUPLICATE_SKIPPED"
    if voice is None or voice in domain.risk_voices():
        return 400
    speaker = domain.speakers.setdefault(name, Speaker(name, "PENDING"))
    speaker.status, speaker.voice, speaker.accessed = "ENROLLED", voice, actor.account.now
    return "NEW_ENROLLMENT"


def enroll(actor):
    domain = actor.domain()
    if not domain:
        return
    names = {speaker_name(actor): actor.choose(VOICES, None) for _ in range(actor.random.randint(1, 5))}
    bad = actor.random.choice(BAD_RECORDINGS)
    requests = [{"RequestId": name, "SpeakerId": name, "AudioSpecifications": [
        voice_file(actor, voice) if voice else recording(actor, "bad.wav", bad)]} for name, voice in names.items()]
    job = run(actor, domain, ENROLLMENT, {"Version": "1.0", REQUESTS[ENROLLMENT]: requests})
    if job:
        expected = {name: enrolled_as(actor, domain, name, voice) for name, voice in names.items()}
        actor.client.same("the output of the job", expected, outcomes_of(actor, ENROLLMENT, job)[0])


def register(actor):
    domain = actor.domain()
    if not domain:
        return
    voice, as_new = actor.random.choice(VOICES), actor.chance(0.3)
    watchlists = [actor.random.choice(list(domain.watchlists))]
    requests = [{"RequestId": "r", "AudioSpecifications": [voice_file(actor, voice)]}]
    job = run(actor, domain, REGISTRATION, {"Version": "1.0", REQUESTS[REGISTRATION]: requests}, RegistrationConfig={
        "DuplicateRegistrationAction": "REGISTER_AS_NEW" if as_new else "SKIP", "WatchlistIds": watchlists})
    if not job:
        return
    found, output = outcomes_of(actor, REGISTRATION, job)
    known = voice in domain.voices.values() and not as_new
    actor.client.same("the output of the job", {"r": "DUPLICATE_SKIPPED" if known else "NEW_REGISTRATION"}, found)
    fraudster = output[SUCCESSES[REGISTRATION]][0]["GeneratedFraudsterId"]
    if not known:
        domain.voices[fraudster], domain.memberships[fraudster] = voice, watchlists


def fail(actor):
    domain = actor.domain()
    kind = actor.random.choice((ENROLLMENT, REGISTRATION))
    job = domain and run(actor, domain, kind, actor.random.choice(BAD_MANIFESTS))
    if job:
        actor.client.same("a job with a bad manifest", "FAILED", job["JobStatus"])
        actor.client.same("has its reason", True, bool(job["FailureDetails"]["Message"]))


def list_jobs(actor):
    domain = actor.domain()
    kind = actor.random.choice((ENROLLMENT, REGISTRATION))
    found = domain and actor.pages(f"List{kind}s", "JobSummaries", 100, domain)
    if found is not None and domain:
        actor.client.same("the jobs in order", list(domain.jobs[kind].items()),
                          [(each["JobId"], each["JobStatus"]) for each in found])
    if domain:
        actor.in_domain(domain, f"Describe{kind}", NOT_FOUND, JobId="Z" * 22)


def abandon(actor):
    """A domain that is deleted while its job runs."""
    found = actor.client.api("CreateDomain", Name="abandoned", ServerSideEncryptionConfiguration=KEY)["Domain"]
    requests = [{"RequestId": f"r-{number}", "SpeakerId": f"s-{number}",
                 "AudioSpecifications": [voice_file(actor, "alice")]} for number in range(50)]
    put(actor, "abandoned.json", json.dumps({"Version": "1.0", REQUESTS[ENROLLMENT]: requests}).encode())
    bucket = f"s3://{actor.account.bucket}"
    domain = Domain(found["DomainId"], "abandoned", None, found["WatchlistDetails"]["DefaultWatchlistId"],
                    abandoned=True)
    actor.account.domains[domain.id] = domain
    actor.in_domain(domain, f"Start{ENROLLMENT}", DataAccessRoleArn=ROLE,
                    InputDataConfig={"S3Uri": f"{bucket}/abandoned.json"}, OutputDataConfig={"S3Uri": f"{bucket}/out"})
    actor.client.api("DeleteDomain", DomainId=domain.id)
    domain.status, domain.deleted = "SUSPENDED", actor.account.now
    actor.in_domain(domain, f"List{ENROLLMENT}s")


def change_object(actor):
    key = f"notes/{actor.random.randint(1, 6)}"
    if actor.chance(0.3):
        actor.client.control("delete object", "DELETE", f"s3/{actor.account.bucket}/{key}")
        actor.account.objects.pop(key, None)
    else:
        put(actor, key, actor.random.randbytes(actor.random.choice((0, 1, 1000, 200_000, 3_000_000))))
    actor.client.object(actor.account.bucket, key, actor.account.objects.get(key))


def list_objects(actor):
    notes = sorted((key, len(data)) for key, data in actor.account.objects.items() if key.startswith("notes/"))
    found = actor.client.control("list objects", "GET", f"s3/{actor.account.bucket}?prefix=notes/")["Objects"]
    actor.client.same("the objects in order", notes, [(each["Key"], each["Size"]) for each in found])


MOVES = {enroll: 5, register: 5, fail: 2, list_jobs: 3, abandon: 1, change_object: 4, list_objects: 2}
