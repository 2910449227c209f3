"""Enrolls customers from recordings in S3, as a call centre new to Voice ID would, and prints the results."""
import json
import os
import time

import boto3
from botocore.config import Config

from recording import recording

BUCKET, MANIFEST = "calls", "enroll.json"
CUSTOMERS = {"alice": 31, "bob": 45, "carol": 8}  # seconds of speech; an enrollment needs 30


def client(service):
    # Newer SDKs read the endpoint from this variable themselves; Debian 12's does not yet.
    endpoint = os.environ[f"AWS_ENDPOINT_URL_{service.replace('-', '_').upper()}"]
    # The servers may still be starting.
    return boto3.client(service, endpoint_url=endpoint, config=Config(retries={"mode": "standard", "max_attempts": 8}))


def upload(s3):
    s3.create_bucket(Bucket=BUCKET)
    requests = []
    for customer, seconds in CUSTOMERS.items():
        s3.put_object(Bucket=BUCKET, Key=f"{customer}.wav", Body=recording(customer, seconds))
        requests.append({"RequestId": customer, "SpeakerId": customer,
                         "AudioSpecifications": [{"S3Uri": f"s3://{BUCKET}/{customer}.wav", "ChannelId": 0}]})
    manifest = {"Version": "1.0", "SpeakerEnrollmentRequests": requests}
    s3.put_object(Bucket=BUCKET, Key=MANIFEST, Body=json.dumps(manifest))


def enroll(voice_id, domain_id):
    job = voice_id.start_speaker_enrollment_job(
        DomainId=domain_id, DataAccessRoleArn="arn:aws:iam::111122223333:role/calls",
        InputDataConfig={"S3Uri": f"s3://{BUCKET}/{MANIFEST}"}, OutputDataConfig={"S3Uri": f"s3://{BUCKET}/out"})["Job"]
    while "EndedAt" not in job:
        time.sleep(0.1)
        job = voice_id.describe_speaker_enrollment_job(DomainId=domain_id, JobId=job["JobId"])["Job"]
    return job


def main():
    s3, voice_id = client("s3"), client("voice-id")
    upload(s3)
    encryption = {"KmsKeyId": "alias/calls"}
    domain = voice_id.create_domain(Name="calls", ServerSideEncryptionConfiguration=encryption)["Domain"]
    job = enroll(voice_id, domain["DomainId"])
    print("The job is", job["JobStatus"])
    output = s3.get_object(Bucket=BUCKET, Key=f"out/{job['JobId']}/{MANIFEST}.out")
    result = json.loads(output["Body"].read())
    for enrolled in result["SuccessfulEnrollments"]:
        print(f"{enrolled['CustomerSpeakerId']}: {enrolled['EnrollmentStatus']}")
    for error in result["Errors"]:
        print(f"{error['RequestId']}: {error['ErrorCode']} {error['ErrorMessage']}")


if __name__ == "__main__":
    main()
