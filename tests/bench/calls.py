"""Calls that go on while the load runs, made the way a test makes them: by the control API, and EvaluateSession."""
import json
import uuid

import sdk_request
from raw_http import Connection

CONTROL_REQUEST = ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                   "Content-Length: %d\r\n\r\n%s")
SPEAKER = "alice"
# More than the 30 s that an enrollment takes, and more than the 10 s that authentication and fraud detection take.
ENROLLMENT_SECONDS, CALL_SECONDS = 31, 12
# Its milliseconds are three digits as a number of seconds too: none of them is a zero to be left out.
NOW = "2026-11-21T09:30:00.123Z"
DECISIONS = {"AuthenticationResult": "ACCEPT", "FraudDetectionResult": "LOW_RISK"}


def evaluated(server, domain_id, count, template):
    """The names of `count` ongoing sessions of an enrolled speaker, all evaluated: their results are cached."""
    # A contact id is a UUID; these are the same ones in each run.
    names = [str(uuid.uuid5(uuid.NAMESPACE_OID, str(number))) for number in range(count)]
    root = f"/_voiceid/domains/{domain_id}/sessions"
    # The clock stands so that all answers have the same times, and as many bytes.
    server.control("PUT", "clock", {"Now": NOW, "Frozen": True})
    with Connection(server.address) as connection:
        _enroll(server, connection, root)
        _stream(connection, root, names, CALL_SECONDS)
        _evaluate_twice(connection, template, names)
    server.control("PUT", "clock", {"Frozen": False})
    return names


def _enroll(server, connection, root):
    """The speaker, in a call before the others."""
    name = "enrollment"
    _stream(connection, root, [name], ENROLLMENT_SECONDS)
    _sessions(connection, [_post(f"{root}/{name}/enrollment")])
    server.advance("PT1S")
    ended, = _sessions(connection, [_post(f"{root}/{name}/end")])
    if ended["EnrollmentRequestDetails"]["Status"] != "COMPLETED":
        raise RuntimeError(f"speaker {SPEAKER} was not enrolled: {ended}")


def _stream(connection, root, names, seconds):
    """Starts sessions in which the speaker is heard for so long."""
    _sessions(connection, [_post(root, SessionName=name, SpeakerId=SPEAKER) for name in names])
    _sessions(connection, [_post(f"{root}/{name}/audio", Voice=SPEAKER, SpeechSeconds=seconds) for name in names])


def _evaluate_twice(connection, template, names):
    """Fills the caches, and makes sure that the load will find them filled."""
    requests = [sdk_request.fill_in(template, name) for name in names]
    first, second = _answers(connection, requests), _answers(connection, requests)
    for before, after in zip(first, second):
        _check(json.loads(before.body), json.loads(after.body))
    sizes = {answer.size for answer in second}
    if len(sizes) != 1:
        raise RuntimeError(f"nginx has one answer, and EvaluateSession answers of {sorted(sizes)} bytes")


def _check(before, after):
    decisions = {part: after.get(part, {}).get("Decision") for part in DECISIONS}
    if after["StreamingStatus"] != "ONGOING" or decisions != DECISIONS:
        raise RuntimeError(f"not the evaluation that is to be measured: {after}")
    for part in DECISIONS:
        if before[part][f"{part}Id"] != after[part][f"{part}Id"]:
            raise RuntimeError(f"session {after['SessionName']}: the second {part} has another {part}Id than the first")


def _post(path, **members):
    body = json.dumps(members)
    return (CONTROL_REQUEST % (path, len(body), body)).encode()


def _sessions(connection, requests):
    return [json.loads(answer.body)["Session"] for answer in _answers(connection, requests)]


def _answers(connection, requests):
    answers = list(connection.pipeline(requests))
    for answer in answers:
        if answer.status not in (200, 201):
            raise RuntimeError(f"a call's set-up was answered {answer.status} {answer.body[:300]!r}")
    return answers
