"""A call center on the emulator: what its customers, callers and nightly jobs do, through boto3 and the control API."""
import json

from support.control import Sessions
from support.patience import until
from support.wav_files import voiced

ROLE = "arn:aws:iam::123456789012:role/voice-id"
CONTACT = "arn:aws:connect:eu-west-1:123456789012:instance/11111111-2222-3333-4444-555555555555/contact/{}"
JOBS = {"SpeakerEnrollment": ("speaker_enrollment_job", "SpeakerEnrollmentRequests"),
        "FraudsterRegistration": ("fraudster_registration_job", "FraudsterRegistrationRequests")}


class CallCenter:
    def __init__(self, emulator, voice_id, moto):
        self.emulator, self.voice_id, self.moto = emulator, voice_id, moto
        encryption = {"KmsKeyId": "alias/calls"}
        domain = voice_id.create_domain(Name="calls", ServerSideEncryptionConfiguration=encryption)["Domain"]
        self.domain_id = domain["DomainId"]
        self.sessions = Sessions(emulator, self.domain_id)
        self.bucket = moto.bucket()

    def api(self, operation, **members):
        return getattr(self.voice_id, operation)(DomainId=self.domain_id, **members)

    def upload(self, key, data):
        self.moto.s3.put_object(Bucket=self.bucket, Key=key, Body=data)
        return f"s3://{self.bucket}/{key}"

    def download_json(self, key):
        return json.loads(self.moto.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read())

    def entry(self, request, voice, speaker=None, seconds=31):
        audio = {"S3Uri": self.upload(f"{voice}-{seconds}.wav", voiced(voice, seconds)), "ChannelId": 0}
        return {"RequestId": request, **({"SpeakerId": speaker} if speaker else {}), "AudioSpecifications": [audio]}

    def start_job(self, kind, manifest, **members):
        """Uploads the manifest, text or a list of its requests, and starts the job; returns its id."""
        operation, requests = JOBS[kind]
        if isinstance(manifest, list):
            manifest = json.dumps({"Version": "1.0", requests: manifest})
        job = self.api(f"start_{operation}", JobName="nightly", DataAccessRoleArn=ROLE,
                       InputDataConfig={"S3Uri": self.upload("in/requests.json", manifest)},
                       OutputDataConfig={"S3Uri": f"s3://{self.bucket}/out"}, **members)["Job"]
        return job["JobId"]

    def ended_job(self, kind, job_id):
        def ended():
            job = self.api(f"describe_{JOBS[kind][0]}", JobId=job_id)["Job"]
            return job if "EndedAt" in job else None
        return until(ended)

    def output(self, job_id):
        return self.download_json(f"out/{job_id}/requests.json.out")

    def run_job(self, kind, manifest, **members):
        """Returns the ended job and its output."""
        job = self.ended_job(kind, self.start_job(kind, manifest, **members))
        return job, None if job["JobStatus"] == "FAILED" else self.output(job["JobId"])

    def call(self, name, voice, speaker, seconds, enrolls=False):
        """A call in which a customer, or somebody else, speaks; evaluated twice, and ended."""
        self.sessions.start(name, SpeakerId=speaker, ContactArn=CONTACT.format(name))
        self.api("evaluate_session", SessionNameOrId=name)
        self.sessions.audio(seconds, voice, name)
        if enrolls:
            self.sessions.enrollment(name)
        self.emulator.advance("PT2M")
        result = self.api("evaluate_session", SessionNameOrId=name)
        self.sessions.end(name)
        return result
