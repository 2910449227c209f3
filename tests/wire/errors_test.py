"""The forms of answers and errors: targets, paths, methods, headers, request ids."""
import email.utils
import json
import re
import time

import pytest

from wire import raw, samples

CORAL = "com.amazon.coral.service#"
MODELLED = "com.amazonaws.voiceid#"
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NO_TARGET = (("Content-Type", raw.CONTENT_TYPE),)


def refused(answer, status, namespace, name, **members):
    """Checks the whole form of an error; returns its message."""
    assert answer.status == status, answer
    assert answer.headers["x-amzn-errortype"] == name
    assert answer.headers["content-type"] == raw.CONTENT_TYPE
    assert UUID4.fullmatch(answer.headers["x-amzn-requestid"])
    body = answer.json()
    assert body.pop("__type") == namespace + name
    message = body.pop("Message")
    assert message and isinstance(message, str)
    assert body == members
    return message


def unknown_operation(answer):
    refused(answer, 404, CORAL, "UnknownOperationException")


def accepted(answer):
    assert answer.status == 200, answer
    assert UUID4.fullmatch(answer.headers["x-amzn-requestid"])
    assert "x-amzn-errortype" not in answer.headers


@pytest.mark.parametrize("target", [
    "VoiceID.NoSuchOperation", "voiceid.ListDomains", "VoiceID.listDomains", "VoiceID.", "VoiceID", "ListDomains",
    "VoiceID.ListDomains.", "VoiceID..ListDomains", "VoiceID. ListDomains", "XVoiceID.ListDomains",
    "AWSVoiceID_20210927.ListDomains", "", "VoiceID.ListDomains\xe9", "VoiceID.DeleteDomain,VoiceID.ListDomains",
    "x" * 4000])
def test_an_unknown_target_is_refused(connection, target):
    unknown_operation(connection.exchange(raw.api("{}", target)))


def test_a_missing_target_is_refused(connection):
    unknown_operation(connection.exchange(raw.request("{}", headers=NO_TARGET)))


@pytest.mark.parametrize("path", ["/x", "/index.html", "//", "/voiceid", "/%2F", "/VoiceID.ListDomains", "/_voiceidx",
                                  "/healthy", "/health/x"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_an_unknown_path_is_refused(connection, path, method):
    unknown_operation(connection.exchange(raw.api("{}", path=path, method=method)))


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "post", "BREW"])
def test_any_method_but_post_is_refused(connection, method):
    unknown_operation(connection.exchange(raw.api("{}", method=method)))


def test_head_gets_the_head_alone(connection):
    connection.send(raw.api(method="HEAD"))
    answer = connection.read_answer(bodiless=True)
    assert (answer.status, answer.headers["x-amzn-errortype"]) == (404, "UnknownOperationException")
    accepted(connection.exchange(raw.api("{}")))


@pytest.mark.parametrize("name", ["x-amz-target", "X-AMZ-TARGET", "x-AmZ-tArGeT"])
def test_header_names_are_case_insensitive_and_blanks_around_a_value_ignored(connection, name):
    headers = ((name, f" \t {raw.TARGET} \t "), ("cOnTeNt-TyPe", raw.CONTENT_TYPE))
    accepted(connection.exchange(raw.request("{}", headers=headers)))


@pytest.mark.parametrize("content_type", [raw.CONTENT_TYPE, "application/x-amz-json-1.1", "application/json",
                                          "application/json; charset=utf-8", "APPLICATION/X-AMZ-JSON-1.0", None])
def test_any_content_type_is_accepted(connection, content_type):
    headers = [("X-Amz-Target", raw.TARGET)] + ([("Content-Type", content_type)] if content_type else [])
    answer = connection.exchange(raw.request("{}", headers=headers))
    accepted(answer)
    assert answer.headers["content-type"] == raw.CONTENT_TYPE


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", "application/x-amz-json",
                                          "application/x-amz-json-1.2", "application/jsonx", ""])
def test_any_other_content_type_is_refused(connection, content_type):
    unknown_operation(connection.exchange(raw.request("{}", headers=[("X-Amz-Target", raw.TARGET),
                                                                     ("Content-Type", content_type)])))


def test_an_operation_without_output_answers_an_empty_body(connection):
    domain = connection.exchange(raw.api({"Name": "gone", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}},
                                         "VoiceID.CreateDomain")).json()["Domain"]["DomainId"]
    answer = connection.exchange(raw.api({"DomainId": domain}, "VoiceID.DeleteDomain"))
    accepted(answer)
    assert answer.body == b""


def test_any_text_in_a_message_is_escaped(connection):
    nasty = 'q"uo\\te\b\n\u2028<\x7f\0\U0001f600'
    answer = connection.exchange(raw.api({"DomainId": nasty}, "VoiceID.DescribeDomain"))
    assert f"Value '{nasty}' at 'domainId'" in refused(answer, 400, MODELLED, "ValidationException")


def test_timestamps_are_numbers_and_absent_members_are_left_out(connection):
    answer = connection.exchange(raw.api({"Name": "plain", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}},
                                         "VoiceID.CreateDomain"))
    accepted(answer)
    domain = answer.json()["Domain"]
    assert "Description" not in domain and None not in domain.values()
    written = re.findall(rb'"(?:Created|Updated)At": ?([^,}]*)', answer.body)
    assert len(written) == 2 and all(re.fullmatch(rb"[0-9]{10}(\.[0-9]{1,3})?", number) for number in written)
    assert all(isinstance(domain[name], (int, float)) for name in ("CreatedAt", "UpdatedAt"))


def answers_of_every_kind(emulator):
    """Each on its own connection, since some close it."""
    yield from (raw.once(emulator.address, raw.api("{}")) for _ in range(200))
    for data in (raw.api("{}", "none"), raw.api("["), raw.api({"MaxResults": 0}), raw.api("{}", path="/x"),
                 raw.api(method="GET"), raw.request("{}"), raw.api({"MaxResults": "x"}),
                 raw.api({"DomainId": samples.ID}, "VoiceID.DescribeDomain"),
                 raw.head("Content-Length: 1048577"), b"nonsense\r\n\r\n", raw.head("X: " + "y" * 20000),
                 raw.request(method="GET", path="/health"), raw.request(method="GET", path="/_voiceid/clock"),
                 raw.request(method="GET", path="/_voiceid/contract"), raw.request(method="GET", path="/_voiceid/no")):
        yield raw.once(emulator.address, data)


def test_every_answer_has_a_request_id_of_its_own(emulator):
    ids = [answer.headers.get("x-amzn-requestid", f"none: {answer}") for answer in answers_of_every_kind(emulator)]
    assert [each for each in ids if not UUID4.fullmatch(each)] == []
    assert len(set(ids)) == len(ids)


def test_every_answer_has_a_length_a_date_and_a_json_body(emulator):
    for answer in answers_of_every_kind(emulator):
        assert answer.version == "HTTP/1.1"
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert "date" in answer.headers, answer
        json.loads(answer.body)


def test_the_date_is_the_machines_whatever_the_emulators_clock(start_emulator):
    emulator = start_emulator()
    emulator.control("PUT", "clock", {"Now": "2000-01-01T00:00:00Z", "Frozen": True})
    before = int(time.time())
    answer = raw.once(emulator.address, raw.api("{}"))
    assert email.utils.parsedate_to_datetime(answer.headers["date"]).timestamp() >= before
