"""Speakers enrolled by a batch job: the way of a job, and what becomes of each of its requests."""
import re
from datetime import timedelta

import pytest

from support import control, sdk
from support.batch_jobs import INPUT, ROLE, Batch, until

ANSWERED = {"CreatedAt", "DataAccessRoleArn", "DomainId", "InputDataConfig", "JobId", "JobProgress", "JobStatus",
            "OutputDataConfig"}
OVERWRITE = {"ExistingEnrollmentAction": "OVERWRITE"}
GENERATED = rf"id#{sdk.GENERATED_ID}"


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def jobs(batch):
    return batch.enrollment


def describe(client, job):
    return client.describe_speaker_enrollment_job(DomainId=job["DomainId"], JobId=job["JobId"])["Job"]


def ended(client, job):
    return until(lambda: (now := describe(client, job))["JobStatus"] not in ("SUBMITTED", "IN_PROGRESS") and now)


def test_the_way_of_a_job(client, batch, jobs):
    control.set_clock(batch.emulator, "2027-02-03T10:40:00Z")
    jobs.put_manifest("alice", "bob")
    config = {"ExistingEnrollmentAction": "OVERWRITE",
              "FraudDetectionConfig": {"FraudDetectionAction": "FAIL", "RiskThreshold": 60}}
    output = {"S3Uri": batch.uri("out"), "KmsKeyId": "alias/output"}
    started = client.start_speaker_enrollment_job(**jobs.request(JobName="first", EnrollmentConfig=config,
                                                                 OutputDataConfig=output))["Job"]
    assert re.fullmatch(sdk.GENERATED_ID, started["JobId"])
    assert started == {
        "JobId": started["JobId"], "JobName": "first", "JobStatus": "SUBMITTED", "DomainId": batch.domain_id,
        "DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": batch.uri(INPUT)}, "OutputDataConfig": output,
        "EnrollmentConfig": config, "JobProgress": {"PercentComplete": 0},
        "CreatedAt": control.now(batch.emulator)}
    done = ended(client, started)
    assert done == {**started, "JobStatus": "COMPLETED", "JobProgress": {"PercentComplete": 100},
                    "EndedAt": control.now(batch.emulator)}

    speakers = {name: client.describe_speaker(DomainId=batch.domain_id, SpeakerId=name)["Speaker"]
                for name in ("alice", "bob")}
    for speaker in speakers.values():
        assert speaker["Status"] == "ENROLLED"
        assert speaker["LastAccessedAt"] == control.now(batch.emulator) - timedelta(minutes=40)
    assert batch.objects.list(batch.bucket, "out/") == [
        (jobs.output_key(started["JobId"]), len(batch.objects.get(batch.bucket, jobs.output_key(started["JobId"]))))]
    assert batch.objects.get_json(batch.bucket, f"out/{started['JobId']}/input.json.out") == {
        "Version": "1.0", "Errors": [], "SuccessfulEnrollments": [
            {"RequestId": f"r-{name}", "CustomerSpeakerId": name, "EnrollmentStatus": "NEW_ENROLLMENT",
             "GeneratedSpeakerId": speakers[name]["GeneratedSpeakerId"]} for name in ("alice", "bob")]}


@pytest.mark.parametrize("voice, decision", [("alice", "ACCEPT"), ("bob", "REJECT")])
def test_a_call_after_the_job_knows_the_voice(client, batch, jobs, voice, decision):
    jobs.run("alice")
    control.Sessions(batch.emulator, batch.domain_id).stream(voice=voice)
    result = client.evaluate_session(DomainId=batch.domain_id, SessionNameOrId="call-1")["AuthenticationResult"]
    assert (result["Decision"], result["CustomerSpeakerId"]) == (decision, "alice")
    assert result["Score"] in (range(95, 101) if decision == "ACCEPT" else range(41))


def test_what_the_start_leaves_out_the_job_leaves_out(client, jobs):
    jobs.put_manifest("alice")
    started = client.start_speaker_enrollment_job(**jobs.request())["Job"]
    assert set(started) == ANSWERED
    assert set(ended(client, started)) == ANSWERED | {"EndedAt"}


@pytest.mark.parametrize("config", [
    {}, {"ExistingEnrollmentAction": "SKIP"}, {"FraudDetectionConfig": {}},
    {"FraudDetectionConfig": {"RiskThreshold": 0}},
    {**OVERWRITE, "FraudDetectionConfig": {"FraudDetectionAction": "IGNORE"}}], ids=str)
def test_the_configuration_is_shown_as_it_was_given(client, jobs, config):
    jobs.put_manifest("alice")
    started = client.start_speaker_enrollment_job(**jobs.request(EnrollmentConfig=config))["Job"]
    assert started["EnrollmentConfig"] == config
    assert ended(client, started)["EnrollmentConfig"] == config


def test_the_configuration_shows_its_watchlist(batch, jobs):
    config = {"FraudDetectionConfig": {"WatchlistIds": [batch.new_watchlist()]}}
    started = jobs.start("alice", EnrollmentConfig=config)
    assert started["EnrollmentConfig"] == config
    assert jobs.done(started["JobId"]).job["EnrollmentConfig"] == config


def test_progress_never_goes_back(batch, jobs):
    """Enough of them that some are seen on the way; each is enrolled once its request counts as done."""
    people = [f"speaker-{number}" for number in range(100)]
    voice = [batch.voice("all-of-them")]
    job = jobs.start(*(jobs.entry(name, audio=voice) for name in people))
    seen = [(job["JobStatus"], job["JobProgress"]["PercentComplete"])]
    while seen[-1][0] in ("SUBMITTED", "IN_PROGRESS"):
        now = jobs.describe(job["JobId"])
        seen.append((now["JobStatus"], now["JobProgress"]["PercentComplete"]))
        percent = seen[-1][1]
        if percent:
            assert batch.speaker(people[percent - 1])["Status"] == "ENROLLED"
        assert ("EndedAt" in now) is (now["JobStatus"] == "COMPLETED")
    states, percents = zip(*seen)
    assert seen[-1] == ("COMPLETED", 100)
    assert list(dict.fromkeys(states)) in (["SUBMITTED", "IN_PROGRESS", "COMPLETED"], ["SUBMITTED", "COMPLETED"])
    assert list(percents) == sorted(percents) and percents[0] == 0
    assert len(set(percents)) > 2, seen


def test_outcomes_stand_in_the_order_of_the_file(batch, jobs):
    voice = [batch.voice("all-of-them")]
    names = [f"speaker-{(number * 37) % 60}" for number in range(60)]
    entries = [jobs.entry(name, audio=voice if at % 3 else [batch.audio("nothing.wav")])
               for at, name in enumerate(names)]
    output = jobs.run(*entries).output
    assert [line["RequestId"] for line in output["Errors"]] == [f"r-{name}" for name in names[::3]]
    good = [name for at, name in enumerate(names) if at % 3]
    assert [line["RequestId"] for line in output["SuccessfulEnrollments"]] == [f"r-{name}" for name in good]
    assert [name for name, _ in batch.speakers()] == good


def test_a_job_some_of_whose_requests_failed(batch, jobs):
    done = jobs.run("alice", jobs.entry("bob", audio=[batch.audio("nothing.wav")]), "carol")
    assert done.job["JobStatus"] == "COMPLETED_WITH_ERRORS"
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": 400, "r-carol": "NEW_ENROLLMENT"}
    assert batch.speakers() == [("alice", "ENROLLED"), ("carol", "ENROLLED")]


def test_a_job_all_of_whose_requests_failed(batch, jobs):
    done = jobs.run(jobs.entry("bob", audio=[batch.audio("nothing.wav")]))
    assert (done.job["JobStatus"], done.outcomes) == ("COMPLETED_WITH_ERRORS", {"r-bob": 400})
    assert batch.speakers() == []


def enrolled(batch, action="SKIP"):
    """What a job with bob's voice makes of alice, and whose voice hers is then."""
    config = {"ExistingEnrollmentAction": action} if action else {}
    line = batch.enrollment.run(batch.enrollment.entry("alice", voice="bob"), EnrollmentConfig=config).line
    sessions = control.Sessions(batch.emulator, batch.domain_id)
    sessions.stream(voice="bob")
    result = batch.call("EvaluateSession", SessionNameOrId="call-1")["AuthenticationResult"]
    return line.get("EnrollmentStatus", line.get("ErrorCode")), result["Decision"]


def nobody(batch):
    pass


def pending(batch):
    sessions = control.Sessions(batch.emulator, batch.domain_id)
    sessions.start("before", SpeakerId="alice")
    sessions.enrollment("before")
    assert batch.speaker("alice")["Status"] == "PENDING"


def with_a_voice(batch):
    assert batch.enrollment.run("alice").outcomes == {"r-alice": "NEW_ENROLLMENT"}


def by_session(batch):
    control.Sessions(batch.emulator, batch.domain_id).enroll()
    assert batch.speaker("alice")["Status"] == "ENROLLED"


def expired(batch):
    with_a_voice(batch)
    batch.emulator.advance("P3Y")
    assert batch.speaker("alice")["Status"] == "EXPIRED"


def opted_out(batch):
    with_a_voice(batch)
    assert batch.call("OptOutSpeaker", SpeakerId="alice")["Speaker"]["Status"] == "OPTED_OUT"


def deleted_after_opting_out(batch):
    opted_out(batch)
    batch.call("DeleteSpeaker", SpeakerId="alice")


@pytest.mark.parametrize("prepare, action, status, decision", [
    (nobody, "SKIP", "NEW_ENROLLMENT", "ACCEPT"), (nobody, "OVERWRITE", "NEW_ENROLLMENT", "ACCEPT"),
    (pending, "SKIP", "NEW_ENROLLMENT", "ACCEPT"), (pending, "OVERWRITE", "NEW_ENROLLMENT", "ACCEPT"),
    (with_a_voice, None, "DUPLICATE_SKIPPED", "REJECT"), (with_a_voice, "SKIP", "DUPLICATE_SKIPPED", "REJECT"),
    (with_a_voice, "OVERWRITE", "ENROLLMENT_OVERWRITE", "ACCEPT"), (by_session, "SKIP", "DUPLICATE_SKIPPED", "REJECT"),
    (by_session, "OVERWRITE", "ENROLLMENT_OVERWRITE", "ACCEPT"),
    (expired, "SKIP", "NEW_ENROLLMENT", "ACCEPT"), (expired, "OVERWRITE", "NEW_ENROLLMENT", "ACCEPT"),
    (opted_out, "SKIP", 409, "SPEAKER_OPTED_OUT"), (opted_out, "OVERWRITE", 409, "SPEAKER_OPTED_OUT"),
    (deleted_after_opting_out, "SKIP", "NEW_ENROLLMENT", "ACCEPT")])
def test_what_becomes_of_a_speaker_who_is(batch, prepare, action, status, decision):
    prepare(batch)
    before = batch.speakers()
    assert enrolled(batch, action) == (status, decision)
    assert batch.speakers() == (before if status == 409 else [("alice", "ENROLLED")])


def test_a_speaker_keeps_the_generated_id(batch, jobs):
    first = jobs.run("alice").line
    assert re.fullmatch(GENERATED, first["GeneratedSpeakerId"])
    for config in ({}, OVERWRITE):
        again = jobs.run("alice", EnrollmentConfig=config).line
        assert (again["CustomerSpeakerId"], again["GeneratedSpeakerId"]) == ("alice", first["GeneratedSpeakerId"])


def test_overwriting_is_an_access_and_skipping_is_none(batch, jobs):
    control.set_clock(batch.emulator, "2028-01-01T08:00:00Z")
    jobs.run("alice")
    first = batch.speaker("alice")
    batch.emulator.advance("P2Y")
    jobs.run("alice")
    assert batch.speaker("alice") == first
    jobs.run("alice", EnrollmentConfig=OVERWRITE)
    now = control.now(batch.emulator).timestamp()
    assert batch.speaker("alice") == {**first, "LastAccessedAt": now, "UpdatedAt": now}
    batch.emulator.advance("P2Y")
    assert batch.speaker("alice")["Status"] == "ENROLLED"
    batch.emulator.advance("P1Y")
    assert batch.speaker("alice")["Status"] == "EXPIRED"


def test_the_same_speaker_twice_in_a_file(batch, jobs):
    entries = [jobs.entry("alice", RequestId="first"), jobs.entry("alice", voice="bob", RequestId="second")]
    assert jobs.run(*entries).outcomes == {"first": "NEW_ENROLLMENT", "second": "DUPLICATE_SKIPPED"}
    assert jobs.run(*entries, EnrollmentConfig=OVERWRITE).outcomes == dict.fromkeys(("first", "second"),
                                                                                    "ENROLLMENT_OVERWRITE")


def test_what_counts_before_the_audio(batch, jobs):
    """Whoever is skipped or has opted out is so whatever the audio is; a bad entry counts before both."""
    jobs.run("alice")
    batch.call("OptOutSpeaker", SpeakerId="bob")
    bad = [batch.audio("nothing.wav")]
    done = jobs.run(jobs.entry("alice", audio=bad), jobs.entry("bob", audio=bad), jobs.entry("carol", audio=bad),
                    jobs.entry("alice", audio=[], RequestId="bad-alice"),
                    jobs.entry("bob", audio=[], RequestId="bad-bob"))
    assert done.outcomes == {"r-alice": "DUPLICATE_SKIPPED", "r-bob": 409, "r-carol": 400, "bad-alice": 400,
                             "bad-bob": 400}


def test_an_opted_out_speaker_is_told_so(batch, jobs):
    batch.call("OptOutSpeaker", SpeakerId="alice")
    line = jobs.run("alice").line
    assert (line["RequestId"], line["ErrorCode"]) == ("r-alice", 409)
    assert re.search(r"'r-alice'.*opted out.*delet", line["ErrorMessage"])


@pytest.mark.parametrize("pieces, status", [
    ([30], "NEW_ENROLLMENT"), ([29], 400), ([10, 10, 10], "NEW_ENROLLMENT"), ([10, 10, 9], 400),
    ([3] * 10, "NEW_ENROLLMENT"), ([2] * 10, 400), ([1200], "NEW_ENROLLMENT")], ids=str)
def test_thirty_seconds_of_speech_are_needed(batch, jobs, pieces, status):
    done = jobs.run(jobs.entry("alice", audio=[batch.voice("alice", seconds) for seconds in pieces]))
    assert done.outcomes == {"r-alice": status}
    if status == 400:
        assert re.search(rf"'r-alice'.*\b{sum(pieces)}\b.*\b30\b", done.line["ErrorMessage"]), done.line


def test_speakers_quota(start_emulator, account):
    batch = Batch(start_emulator("--quota", "speakers=2"), account)
    jobs = batch.enrollment
    done = jobs.run("alice", "bob", "carol", jobs.entry("dora", audio=[batch.audio("nothing.wav")]),
                    jobs.entry("bob", RequestId="again"))
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": "NEW_ENROLLMENT", "r-carol": 402, "r-dora": 400,
                             "again": "DUPLICATE_SKIPPED"}
    message = done.lines["r-carol"]["ErrorMessage"]
    assert "'r-carol'" in message and "--quota speakers=" in message and re.search(r"speakers \(2 ", message), message
    assert [name for name, _ in batch.speakers()] == ["alice", "bob"]
    assert jobs.run("alice", EnrollmentConfig=OVERWRITE).outcomes == {"r-alice": "ENROLLMENT_OVERWRITE"}
    batch.call("DeleteSpeaker", SpeakerId="alice")
    assert jobs.run("carol").outcomes == {"r-carol": "NEW_ENROLLMENT"}


def test_an_enrollment_shows_at_once(batch, jobs):
    """Long before its job is at its end."""
    job = jobs.start("alice", *batch.slow_entries(jobs))
    until(batch.speakers)
    assert batch.speaker("alice")["Status"] == "ENROLLED"
    assert jobs.describe(job["JobId"])["JobStatus"] == "IN_PROGRESS"
    batch.delete()
