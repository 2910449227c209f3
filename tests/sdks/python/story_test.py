"""The story of ../README.md with boto3."""
import datetime
import json
import os
import subprocess
import sys

import botocore.auth
import pytest
from botocore.exceptions import ClientError

import stage
from stage import control, note, speak

ENCRYPTION = {"KmsKeyId": "alias/calls"}


def test_domain_with_a_client_token(client):
    asked = {"Name": "bank", "Description": "Zürich", "ServerSideEncryptionConfiguration": ENCRYPTION, "ClientToken": "once"}
    made = client.create_domain(**asked)["Domain"]
    assert client.create_domain(**asked)["Domain"] == made
    assert made["DomainStatus"] == "ACTIVE"
    assert client.describe_domain(DomainId=made["DomainId"])["Domain"] == made
    updated = client.update_domain(DomainId=made["DomainId"], Name="bank-2", ServerSideEncryptionConfiguration=ENCRYPTION)
    assert updated["Domain"]["Name"] == "bank-2"
    assert [each["Name"] for each in client.list_domains()["DomainSummaries"]] == ["bank-2"]
    client.delete_domain(DomainId=made["DomainId"])
    assert client.describe_domain(DomainId=made["DomainId"])["Domain"]["DomainStatus"] == "SUSPENDED"


def test_tags(client):
    first, second = {"Key": "team", "Value": "fraud"}, {"Key": "stage", "Value": "test"}
    arn = client.create_domain(Name="calls", ServerSideEncryptionConfiguration=ENCRYPTION, Tags=[first])["Domain"]["Arn"]
    client.tag_resource(ResourceArn=arn, Tags=[second])
    tags = client.list_tags_for_resource(ResourceArn=arn)["Tags"]
    assert sorted(tags, key=lambda each: each["Key"]) == [second, first]
    client.untag_resource(ResourceArn=arn, TagKeys=["team"])
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == [second]


def test_watchlists(client, domain):
    made = client.create_watchlist(DomainId=domain, Name="vip")["Watchlist"]
    which = {"DomainId": domain, "WatchlistId": made["WatchlistId"]}
    assert client.describe_watchlist(**which)["Watchlist"] == made
    assert client.update_watchlist(**which, Description="known")["Watchlist"]["Description"] == "known"
    listed = client.list_watchlists(DomainId=domain)["WatchlistSummaries"]
    assert sorted(each["DefaultWatchlist"] for each in listed) == [False, True]
    client.delete_watchlist(**which)
    assert len(client.list_watchlists(DomainId=domain)["WatchlistSummaries"]) == 1


def test_opt_out_of_an_unknown_speaker(client, domain):
    before = datetime.datetime.now(datetime.timezone.utc)
    speaker = client.opt_out_speaker(DomainId=domain, SpeakerId="alice")["Speaker"]
    assert (speaker["Status"], speaker["CustomerSpeakerId"]) == ("OPTED_OUT", "alice")
    assert abs(speaker["CreatedAt"] - before) < datetime.timedelta(hours=1)
    client.delete_speaker(DomainId=domain, SpeakerId=speaker["GeneratedSpeakerId"])
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_speaker(DomainId=domain, SpeakerId="alice")


def test_enrollment_in_a_session(client, domain):
    def status():
        return client.describe_speaker(DomainId=domain, SpeakerId="alice")["Speaker"]["Status"]
    speak(domain, "call-1", "alice", 31)
    assert status() == "PENDING"
    control("POST", f"domains/{domain}/sessions/call-1/enrollment")
    control("POST", "clock/advance", {"By": "PT1S"})
    control("POST", f"domains/{domain}/sessions/call-1/end")
    assert status() == "ENROLLED"


def evaluated(client, domain, voice, session="call-1"):
    stage.enrolled(domain)
    speak(domain, session, voice)
    return client.evaluate_session(DomainId=domain, SessionNameOrId=session)


def test_accept(client, domain):
    answer = evaluated(client, domain, "alice")
    result = answer["AuthenticationResult"]
    assert (answer["StreamingStatus"], result["Decision"], result["Score"] >= 95) == ("ONGOING", "ACCEPT", True)
    assert result["Configuration"] == {"AcceptanceThreshold": 90}
    assert result["AudioAggregationStartedAt"] <= result["AudioAggregationEndedAt"]
    assert answer["FraudDetectionResult"]["Decision"] == "LOW_RISK"


def test_reject(client, domain):
    result = evaluated(client, domain, "bob")["AuthenticationResult"]
    assert (result["Decision"], result["Score"] <= 40) == ("REJECT", True)


def test_high_risk(client, domain):
    fraudster = control("PUT", f"domains/{domain}/fraudsters", {"Voice": "mallory"})["Fraudster"]["GeneratedFraudsterId"]
    result = evaluated(client, domain, "mallory")["FraudDetectionResult"]
    assert (result["Decision"], result["Reasons"]) == ("HIGH_RISK", ["KNOWN_FRAUDSTER"])
    known = result["RiskDetails"]["KnownFraudsterRisk"]
    assert (known["GeneratedFraudsterId"], known["RiskScore"] >= 95) == (fraudster, True)


def test_cached_result(client, domain, account):
    first = evaluated(client, domain, "alice")
    again = client.evaluate_session(DomainId=domain, SessionNameOrId="call-1")
    for part, name in [("AuthenticationResult", "AuthenticationResultId"), ("FraudDetectionResult", "FraudDetectionResultId")]:
        assert again[part][name] == first[part][name]
    logged = stage.calls(account, "EvaluateSession")
    assert [each.get("Cached", []) for each in logged] == [[], ["AuthenticationResult", "FraudDetectionResult"]]


def test_expiry_after_three_years(connect):
    client = connect(stage.CLOCK_URL)
    domain = client.create_domain(Name="calls", ServerSideEncryptionConfiguration=ENCRYPTION)["Domain"]["DomainId"]
    stage.enrolled(domain, url=stage.CLOCK_URL)
    control("POST", "clock/advance", {"By": "P3Y1D"}, stage.CLOCK_URL)
    assert client.describe_speaker(DomainId=domain, SpeakerId="alice")["Speaker"]["Status"] == "EXPIRED"
    speak(domain, "call-1", "alice", url=stage.CLOCK_URL)
    result = client.evaluate_session(DomainId=domain, SessionNameOrId="call-1")["AuthenticationResult"]
    assert result["Decision"] == "SPEAKER_EXPIRED"


def run_job(domain, start, describe, requests, voice):
    """Stores recording and manifest, starts the job, polls until its end; returns the output."""
    bucket = f"calls-{domain.lower()}"
    stage.store(bucket, "voice.wav", stage.recording(), voice)
    audio = [{"S3Uri": f"s3://{bucket}/voice.wav", "ChannelId": 0}]
    entry = {"RequestId": "1", "AudioSpecifications": audio}
    if requests == "SpeakerEnrollmentRequests":
        entry["SpeakerId"] = voice
    stage.store(bucket, "requests.json", json.dumps({"Version": "1.0", requests: [entry]}).encode())
    job = start(DomainId=domain, JobName="nightly", DataAccessRoleArn="arn:aws:iam::111122223333:role/calls",
                InputDataConfig={"S3Uri": f"s3://{bucket}/requests.json"},
                OutputDataConfig={"S3Uri": f"s3://{bucket}/out"})["Job"]
    assert job["JobStatus"] == "SUBMITTED"
    while "EndedAt" not in job:
        job = describe(DomainId=domain, JobId=job["JobId"])["Job"]
    assert (job["JobStatus"], job["JobProgress"]) == ("COMPLETED", {"PercentComplete": 100})
    return control("GET", f"s3/{bucket}/out/{job['JobId']}/requests.json.out")


def test_enrollment_job(client, domain):
    output = run_job(domain, client.start_speaker_enrollment_job, client.describe_speaker_enrollment_job,
                     "SpeakerEnrollmentRequests", "alice")
    assert [each["EnrollmentStatus"] for each in output["SuccessfulEnrollments"]] == ["NEW_ENROLLMENT"]
    assert client.describe_speaker(DomainId=domain, SpeakerId="alice")["Speaker"]["Status"] == "ENROLLED"
    assert len(client.list_speaker_enrollment_jobs(DomainId=domain, JobStatus="COMPLETED")["JobSummaries"]) == 1


def test_registration_job(client, domain):
    output = run_job(domain, client.start_fraudster_registration_job, client.describe_fraudster_registration_job,
                     "FraudsterRegistrationRequests", "mallory")
    fraudster = output["SuccessfulRegistrations"][0]["GeneratedFraudsterId"]
    described = client.describe_fraudster(DomainId=domain, FraudsterId=fraudster)["Fraudster"]
    assert (described["GeneratedFraudsterId"], len(described["WatchlistIds"])) == (fraudster, 1)
    assert len(client.list_fraudster_registration_jobs(DomainId=domain)["JobSummaries"]) == 1


def test_paginator_over_250_speakers(client, domain):
    names = [f"speaker-{number}" for number in range(250)]
    for name in names:
        client.opt_out_speaker(DomainId=domain, SpeakerId=name)
    pages = list(client.get_paginator("list_speakers").paginate(DomainId=domain, PaginationConfig={"PageSize": 100}))
    assert [len(page["SpeakerSummaries"]) for page in pages] == [100, 100, 50]
    assert {each["CustomerSpeakerId"] for page in pages for each in page["SpeakerSummaries"]} == set(names)


ERRORS = [("AccessDeniedException", 403, {}), ("ConflictException", 409, {"ConflictType": "DOMAIN_NOT_ACTIVE"}),
          ("InternalServerException", 500, {}), ("ResourceNotFoundException", 404, {"ResourceType": "WATCHLIST"}),
          ("ServiceQuotaExceededException", 402, {}), ("ThrottlingException", 429, {}), ("ValidationException", 400, {})]


def test_errors_with_their_members(connect, account):
    client = connect(retries={"total_max_attempts": 1})
    for name, status, members in ERRORS:
        stage.fault(account, Operation="ListDomains", Error=name, Message="On purpose.", Count=1, **members)
        with pytest.raises(getattr(client.exceptions, name)) as caught:
            client.list_domains()
        answered = caught.value.response
        assert (answered["ResponseMetadata"]["HTTPStatusCode"], answered["Message"]) == (status, "On purpose.")
        assert {member: answered.get(member) for member in members} == members


def retried(client, account, part, name):
    stage.fault(account, Operation="ListDomains", Error=name, Count=1)
    assert client.list_domains()["ResponseMetadata"]["RetryAttempts"] == 1
    assert len(stage.calls(account, "ListDomains")) == 2
    stage.fault(account, Operation="ListWatchlists", Error=name)
    with pytest.raises(getattr(client.exceptions, name)) as caught:
        client.list_watchlists(DomainId="A" * 22)
    attempts = caught.value.response["ResponseMetadata"]["RetryAttempts"] + 1
    assert attempts == len(stage.calls(account, "ListWatchlists")) == 3
    note(part, f"{attempts} attempts")


def test_retries_on_429(client, account):
    retried(client, account, "retries on 429", "ThrottlingException")


def test_retries_on_500(client, account):
    retried(client, account, "retries on 500", "InternalServerException")


def test_clock_skew(connect, monkeypatch):
    client = connect(stage.SIGNED_URL, key="111122223333", secret="story")
    client.list_domains()
    ahead = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: ahead)
    with pytest.raises(ClientError) as caught:
        client.list_domains()
    assert caught.value.response["Error"]["Code"] == "InvalidSignatureException"
    note("clock skew", "refused: `InvalidSignatureException`")


def test_unknown_members_of_a_newer_model(connect):
    client = connect(stage.NEWER_URL)
    domain = client.create_domain(Name="calls", ServerSideEncryptionConfiguration=ENCRYPTION)["Domain"]
    assert domain["Name"] == "calls" and "AddedLater" not in domain
    assert client.opt_out_speaker(DomainId=domain["DomainId"], SpeakerId="alice")["Speaker"]["Status"] == "ADDED_LATER"
    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.describe_domain(DomainId="A" * 22)
    assert caught.value.response["ResourceType"] == "DOMAIN"


PROGRAM = 'import boto3; print(len(boto3.client("voice-id").list_domains()["DomainSummaries"]))'


def program(**environment):
    """What a program prints that knows nothing of the emulator."""
    return subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True,
                          env={**os.environ, **environment}).stdout


def test_endpoint_from_the_environment(account, domain):
    assert program(AWS_ACCESS_KEY_ID=account, AWS_SECRET_ACCESS_KEY="any", AWS_DEFAULT_REGION="us-east-1",
                   AWS_ENDPOINT_URL_VOICE_ID=stage.URL) == "1\n"


def test_endpoint_from_a_profile(account, domain, tmp_path):
    config = tmp_path / "config"
    config.write_text(stage.profile(account))
    assert program(AWS_CONFIG_FILE=str(config), AWS_PROFILE="local") == "1\n"
