"""The log: levels, formats, one line per request, and no sensitive value at any level."""
import json
import re

import pytest

from support.batch_jobs import Batch
from wire import documents, raw
from wire.contract import OPERATIONS, input_of, shape_of

FORMATS = pytest.mark.parametrize("format_", ["text", "json"])
# Matches every sensitive pattern of the API model, including those of identifiers.
SECRET = "SecretValue0123456789x"
LEVELS = ("trace", "debug", "info", "warn", "error", "off")


def log_of(emulator):
    emulator.stop()
    return emulator.stderr.lines()


@FORMATS
def test_debug_logs_one_line_per_request(start_emulator, format_):
    emulator = start_emulator("--log-level", "debug", "--log-format", format_)
    with raw.Connection(emulator.address) as connection:
        answers = [connection.exchange(raw.api(body, f"VoiceID.{operation}")) for operation, body in (
            ("ListDomains", "{}"), ("DescribeDomain", {"DomainId": "A" * 22}), ("ListSpeakers", {}),
            ("ListDomains", "["))]
        answers.append(connection.exchange(raw.api("{}", "VoiceID.None")))
    lines = log_of(emulator)
    for answer in answers:
        own = [line for line in lines if answer.headers["x-amzn-requestid"] in line]
        assert len(own) == 1, lines
        assert str(answer.status) in own[0]
    assert [sum(operation in line for line in lines) for operation in ("DescribeDomain", "ListSpeakers")] == [1, 1]


@FORMATS
@pytest.mark.parametrize("level", ["info", "warn", "error", "off"])
def test_above_debug_no_request_is_logged(start_emulator, format_, level):
    emulator = start_emulator("--log-level", level, "--log-format", format_)
    before = len(emulator.stderr.lines())
    with raw.Connection(emulator.address) as connection:
        ids = [connection.exchange(raw.api(body)).headers["x-amzn-requestid"] for body in ("{}", "[", "[]")]
    lines = log_of(emulator)
    assert [each for each in ids if each in "\n".join(lines)] == []
    assert len(lines) - before <= 3


@pytest.mark.parametrize("level", ["trace", "debug", "info"])
def test_every_line_of_the_json_log_is_an_object(start_emulator, level):
    emulator = start_emulator("--log-level", level, "--log-format", "json",
                              env={"VOICEID_QUOTE\"\\": "1", "VOICEID_UNKNOWN": "1"})
    nasty = 'a"b\\c\n\t\u2028\x7f😀'
    with raw.Connection(emulator.address) as connection:
        for data in (raw.api("{}"), raw.api("[", "VoiceID.DescribeDomain"),
                     raw.api({"DomainId": nasty}, "VoiceID.DescribeDomain"),
                     raw.api("{}", 'VoiceID."\\\t\xff'), raw.api("{}", path='/"\\%0a\xe9')):
            connection.exchange(data)
    raw.once(emulator.address, b"\x16\x03\x01 \"\\\xff\r\n\r\n")
    lines = log_of(emulator)
    assert lines, "no warning about the unknown variable"
    for line in lines:
        entry = json.loads(line)
        assert isinstance(entry, dict) and len(entry) >= 3, line
        assert any(str(value).lower().startswith(LEVELS[:5]) for value in entry.values()), line


def test_the_json_log_has_facts_as_members(start_emulator):
    emulator = start_emulator("--log-level", "debug", "--log-format", "json")
    answer = raw.once(emulator.address, raw.api("{}"))
    line, = [line for line in log_of(emulator) if answer.headers["x-amzn-requestid"] in line]
    entry = json.loads(line)
    assert entry.pop("took_us") >= 0 and entry.pop("time")
    assert entry == {"level": "debug", "message": "Answered a request.", "method": "POST", "path": "/", "status": 200,
                     "request_id": answer.headers["x-amzn-requestid"], "operation": "ListDomains",
                     "account": "000000000000", "region": "us-east-1", "request": "{}"}


def test_a_refused_request_is_logged_once_a_minute_by_its_error(start_emulator):
    emulator = start_emulator("--log-format", "json")
    with raw.Connection(emulator.address) as connection:
        for body, target in [("[", "DescribeDomain"), ("[]", "ListDomains"), ("{}", "DescribeDomain"),
                             ("{}", "DescribeSpeaker"), ("{}", "ListDomains")]:
            connection.exchange(raw.api(body, f"VoiceID.{target}"))
    refusals = [json.loads(line) for line in log_of(emulator) if "Refused" in line]
    assert [(each["error"], each["status"], each["operation"]) for each in refusals] == [
        ("SerializationException", 400, "DescribeDomain"), ("ValidationException", 400, "DescribeDomain")]


def test_the_end_of_each_job_is_logged_with_its_first_fault(start_emulator):
    emulator = start_emulator("--log-format", "json")
    batch = Batch(emulator)
    jobs = batch.enrollment
    done = jobs.run(jobs.entry("alice"), jobs.entry("bob", audio=[{"S3Uri": "s3://calls/secret.wav", "ChannelId": 0}]))
    failed = jobs.end(jobs.start(manifest="[")["JobId"])
    ends = [json.loads(line) for line in log_of(emulator) if '"job"' in line]
    facts = {"kind": "speaker-enrollment", "domain": batch.domain_id, "level": "info"}
    assert [{key: value for key, value in end.items() if key != "time"} for end in ends] == [
        {**facts, "message": "A job ended.", "job": done.job["JobId"], "requests": 2, "failed": 1,
         "first_fault": "The provided audio file does not exist."},
        {**facts, "message": "A job failed.", "job": failed["JobId"], "requests": 0, "failed": 0,
         "first_fault": "The given speaker enrollment job's input file is invalid."}]


def test_text_from_clients_cannot_forge_a_line(start_emulator):
    emulator = start_emulator("--log-level", "trace")
    forged = "forged by the client"
    for data in (raw.api({"DomainId": f"x\n{forged}"}, "VoiceID.DescribeDomain"), raw.api(f'{{"X": "\n{forged}"}}'),
                 raw.api("{}", f"VoiceID.\x0b{forged}"), raw.api("{}", path=f"/%0a{forged.replace(' ', '')}")):
        raw.once(emulator.address, data)
    assert [line for line in log_of(emulator) if line.lstrip().startswith(("forged", "\x0b"))] == []


def with_secrets(operation):
    """A full request whose sensitive values all hold the secret; None without sensitive values."""
    document, found = documents.sample(input_of(operation)), False
    for slot in documents.slots(input_of(operation)):
        shape = shape_of(slot.shape)
        if shape.get("sensitive"):
            found = True
            prefix = "id#" if shape.get("pattern", "").startswith("^id#") else ""
            document = documents.with_value(document, slot.path, prefix + SECRET)
    return document if found else None


def requests_with_secrets():
    """The requests of each operation: accepted, violating constraints, of a wrong type, cut, and with bad UTF-8."""
    for operation in OPERATIONS:
        if (document := with_secrets(operation)) is None:
            continue
        good = documents.text_of(document)
        for text in (good, good.replace(SECRET, f"!{SECRET}"), good.replace(SECRET, SECRET * 100),
                     good.replace("{", '{"MaxResults": "x", "DomainId": 5, ', 1),
                     good[:good.rindex(SECRET) + len(SECRET)], good.replace(SECRET, SECRET + "\n", 1)):
            yield operation, text.encode()
        yield operation, good.encode().replace(SECRET.encode(), SECRET.encode() + b"\xff")


def live_domain(connection):
    domain = connection.exchange(raw.api({"Name": SECRET, "Description": SECRET,
                                          "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"},
                                          "Tags": [{"Key": SECRET, "Value": SECRET}]}, "VoiceID.CreateDomain"))
    return domain.json()["Domain"]["DomainId"]


@FORMATS
@pytest.mark.parametrize("level", LEVELS)
def test_no_sensitive_value_is_logged(start_emulator, format_, level):
    emulator = start_emulator("--log-level", level, "--log-format", format_)
    with raw.Connection(emulator.address) as connection:
        domain = live_domain(connection)
        for operation, body in requests_with_secrets():
            for data in (body, re.sub(rb'("DomainId": ")[^"]*', rb"\g<1>" + domain.encode(), body)):
                connection.exchange(raw.api(data, f"VoiceID.{operation}"))
        # These answer with the secrets.
        for operation in ("DescribeDomain", "ListDomains", "ListSpeakers", "ListWatchlists"):
            body = {} if operation == "ListDomains" else {"DomainId": domain}
            assert SECRET.encode() in connection.exchange(raw.api(body, f"VoiceID.{operation}")).body
    lines = log_of(emulator)
    assert [line for line in lines if SECRET in line] == []


def test_neither_tokens_uris_roles_nor_object_keys_are_logged(start_emulator):
    emulator = start_emulator("--log-level", "trace")
    config = {"S3Uri": f"s3://bucket/{SECRET}"}
    with raw.Connection(emulator.address) as connection:
        domain = live_domain(connection)
        for operation, body in {
                "CreateWatchlist": {"Name": "n", "ClientToken": SECRET}, "ListSpeakers": {"NextToken": SECRET},
                "StartSpeakerEnrollmentJob": {"InputDataConfig": config, "OutputDataConfig": config,
                                              "DataAccessRoleArn": f"arn:aws:iam::111122223333:role/{SECRET}"}}.items():
            connection.exchange(raw.api({"DomainId": domain, **body}, f"VoiceID.{operation}"))
        for method in ("PUT", "GET", "DELETE"):
            connection.exchange(raw.request("x", method=method, path=f"/_voiceid/s3/bucket/a/{SECRET}"))
            connection.exchange(raw.request("x", method=method, path=f"/_voiceid/s3//{SECRET}"))
            connection.exchange(raw.request("x", method=method, path=f"/_voiceid/s3/bucket/%ff{SECRET}"))
            connection.exchange(raw.request("{}", method=method, path=f"/_voiceid/domains/{domain}/speakers/{SECRET}"))
    lines = log_of(emulator)
    assert [line for line in lines if SECRET in line] == []
    assert sum("/_voiceid/s3/{Bucket}/{Key+}" in line for line in lines) == 3


def test_paths_are_logged_in_printable_characters(start_emulator):
    emulator = start_emulator("--log-level", "trace")
    for path in ("/\x9b31m", "/_voiceid/\x85x", "/\x7f"):
        raw.once(emulator.address, raw.request(method="GET", path=path))
    assert [line for line in log_of(emulator) if not line.isprintable()] == []


def test_no_credential_is_logged(start_emulator):
    emulator = start_emulator("--log-level", "trace", "--auth", "sigv4", "--credential",
                              "AKIDEXAMPLE:verysecret:sessiontoken")
    signature = "0123456789abcdef" * 4
    header = ("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/voiceid/aws4_request, SignedHeaders=host, "
              f"Signature={signature}")
    raw.once(emulator.address, raw.api("{}", headers=[("Authorization", header),
                                                      ("X-Amz-Security-Token", "sessiontoken"),
                                                      ("X-Amz-Date", "20261121T000000Z")]))
    text = "\n".join(log_of(emulator))
    assert [secret for secret in ("verysecret", "sessiontoken", signature) if secret in text] == []
