"""The control API of this release: health, clock, reset, and its errors."""
import pytest

from wire import raw

KMS = {"KmsKeyId": "k"}
NOON = "2026-11-21T12:00:00.000Z"


@pytest.fixture
def own(start_emulator):
    """The clock and a reset concern the whole emulator."""
    return start_emulator()


def now_of(emulator):
    return emulator.control("GET", "clock")["Now"]


def refused(answer, status):
    assert answer.status == status, answer
    assert set(answer.body) == {"Error", "Message"} and answer.body["Error"] and answer.body["Message"]
    assert answer.headers["Content-Type"].split(";")[0] == "application/json"


@pytest.mark.parametrize("path", ["/health", "/_voiceid/health"])
def test_health(emulator, path):
    answer = emulator.request("GET", path)
    assert answer.status == 200
    assert answer.headers["Content-Type"].split(";")[0] == "application/json"
    assert (answer.body["Status"], answer.body["Version"]) == ("running", "0.1.0")
    assert "Uptime" in answer.body


def test_the_clock_runs_at_first(own):
    clock = own.control("GET", "clock")
    assert set(clock) == {"Now", "Frozen"} and clock["Frozen"] is False
    assert len(clock["Now"]) == len(NOON) and clock["Now"].endswith("Z")


def test_a_frozen_clock_stands_and_moves_only_when_told(own):
    assert own.control("PUT", "clock", {"Now": NOON, "Frozen": True}) == {"Now": NOON, "Frozen": True}
    assert own.control("GET", "clock") == {"Now": NOON, "Frozen": True}
    assert own.advance("PT90S") == {"Now": "2026-11-21T12:01:30.000Z", "Frozen": True}
    assert own.control("PUT", "clock", {"Frozen": False})["Frozen"] is False
    assert now_of(own) >= "2026-11-21T12:01:30.000Z"


def test_freezing_keeps_the_time_it_was(own):
    own.control("PUT", "clock", {"Now": NOON})
    frozen = own.control("PUT", "clock", {"Frozen": True})
    assert frozen["Now"][:16] == "2026-11-21T12:00"
    assert own.control("GET", "clock") == frozen == own.control("PUT", "clock", {})


@pytest.mark.parametrize("duration, now", [
    ("PT1S", "2026-01-15T00:00:01.000Z"), ("PT0S", "2026-01-15T00:00:00.000Z"), ("P1D", "2026-01-16T00:00:00.000Z"),
    ("P1DT2H", "2026-01-16T02:00:00.000Z"), ("PT36H", "2026-01-16T12:00:00.000Z"), ("P1M", "2026-02-15T00:00:00.000Z"),
    ("P14M", "2027-03-15T00:00:00.000Z"), ("P3Y", "2029-01-15T00:00:00.000Z"), ("PT1M", "2026-01-15T00:01:00.000Z"),
    ("P1Y2M3DT4H5M6S", "2027-03-18T04:05:06.000Z"), ("P30D", "2026-02-14T00:00:00.000Z"),
])
def test_durations(own, duration, now):
    own.control("PUT", "clock", {"Now": "2026-01-15T00:00:00Z", "Frozen": True})
    assert own.advance(duration)["Now"] == now


@pytest.mark.parametrize("given, now", [
    ("2026-11-21T12:00:00Z", NOON), ("2026-11-21T12:00:00.000Z", NOON), ("2026-11-21T13:00:00+01:00", NOON),
    ("2026-11-21T06:30:00-05:30", NOON), ("2026-11-21T12:00:00.5Z", "2026-11-21T12:00:00.500Z"),
    ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"), ("2026-11-21t12:00:00z", NOON),
])
def test_times_of_rfc_3339(own, given, now):
    assert own.control("PUT", "clock", {"Now": given, "Frozen": True})["Now"] == now


def test_the_service_goes_by_this_clock(own):
    own.control("PUT", "clock", {"Now": "2030-01-01T00:00:00.250Z", "Frozen": True})
    domain = own.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS}).body["Domain"]
    assert domain["CreatedAt"] == domain["UpdatedAt"] == 1893456000.25


BAD_CLOCKS = ['{"Now": "yesterday"}', '{"Now": 5}', '{"Now": "2026-13-01T00:00:00Z"}',
              '{"Now": "2026-02-30T00:00:00Z"}',
              '{"Now": "2026-11-21"}', '{"Now": "2026-11-21T12:00:00"}', '{"Now": "2026-11-21T25:00:00Z"}',
              '{"Now": ""}',
              '{"Now": "2026-11-21T12:00:00Z "}', '{"Now": "99999-01-01T00:00:00Z"}', '{"Frozen": "yes"}',
              '{"Frozen": 1}',
              '{"Now": "2026-11-21T12:00:00Z", "Frozen": "yes"}', "[]", "{", "5", '"2026-11-21T12:00:00Z"',
              '{"Now": []}', '{"Now": {}}']
BAD_DURATIONS = ['{"By": ""}', '{"By": "P"}', '{"By": "PT"}', '{"By": "3Y"}', '{"By": "P3"}', '{"By": "P3X"}',
                 '{"By": "PT3D"}',
                 '{"By": "P1DT"}', '{"By": "p1d"}', '{"By": " P1D"}', '{"By": "P1D "}', '{"By": "-P1D"}',
                 '{"By": "P-1D"}',
                 '{"By": "P1M1Y"}', '{"By": 90}', '{"By": null}', "{}", "[]", "", "{",
                 '{"By": "P99999999999999999999Y"}',
                 '{"By": "P1000000Y"}', '{"By": "PT9223372036854775807S"}', '{"By": "P1\\u0661D"}']


@pytest.mark.parametrize("body", BAD_CLOCKS)
def test_bad_clocks_change_nothing(own, body):
    own.control("PUT", "clock", {"Now": NOON, "Frozen": True})
    refused(own.request("PUT", "/_voiceid/clock", body), 400)
    assert own.control("GET", "clock") == {"Now": NOON, "Frozen": True}


@pytest.mark.parametrize("body", BAD_DURATIONS)
def test_bad_durations_change_nothing(own, body):
    own.control("PUT", "clock", {"Now": NOON, "Frozen": True})
    refused(own.request("POST", "/_voiceid/clock/advance", body), 400)
    assert own.control("GET", "clock") == {"Now": NOON, "Frozen": True}


def test_reset_forgets_everything(own):
    own.control("PUT", "clock", {"Now": "2040-01-01T00:00:00Z", "Frozen": True})
    for account in ("111111111111", "222222222222"):
        own.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS}, account=account)
    assert own.control("POST", "reset") == {}
    for account in ("111111111111", "222222222222"):
        assert own.call("ListDomains", account=account).body == {"DomainSummaries": []}
    clock = own.control("GET", "clock")
    assert clock["Frozen"] is False and clock["Now"] < "2040"


def test_reset_forgets_tokens_too(own):
    request = {"Name": "n", "ServerSideEncryptionConfiguration": KMS, "ClientToken": "again"}
    first = own.call("CreateDomain", request).body["Domain"]["DomainId"]
    own.control("POST", "reset")
    second = own.call("CreateDomain", {**request, "Name": "other"})
    assert second.status == 200 and second.body["Domain"]["DomainId"] != first


@pytest.mark.parametrize("method, path", [
    ("POST", "clock"), ("DELETE", "clock"), ("GET", "clock/advance"), ("PUT", "clock/advance"), ("GET", "reset"),
    ("PUT", "reset"),
    ("POST", "health"), ("PUT", "contract"), ("DELETE", "contract")])
def test_other_methods(emulator, method, path):
    refused(emulator.request(method, f"/_voiceid/{path}"), 405)


@pytest.mark.parametrize("path", ["", "nothing", "clock/x", "clocks", "Clock", "reset/", "../health",
                                  "clock%2Fadvance"])
def test_other_paths(emulator, path):
    refused(emulator.request("GET", f"/_voiceid/{path}"), 404)


def test_a_body_over_the_limit(emulator):
    answer = raw.once(emulator.address, raw.request(b'{"X": "' + b"x" * 1024 * 1024 + b'"}', method="PUT",
                                                    path="/_voiceid/clock"))
    assert answer.status == 413 and set(answer.json()) == {"Error", "Message"}


@pytest.mark.parametrize("body", ['{"Frozen": ' + "[" * 100_000, '{"By": "' + "P" * 100_000 + '"}', b'{"By": "\xff"}'])
def test_nasty_bodies(emulator, body):
    for method, path in (("PUT", "clock"), ("POST", "clock/advance")):
        if not (method == "PUT" and b"By" in raw.encode(body)):
            refused(emulator.request(method, f"/_voiceid/{path}", body), 400)


def test_without_control_only_health_is_left(start_emulator):
    emulator = start_emulator("--control", "off")
    assert emulator.request("GET", "/health").status == emulator.request("GET", "/_voiceid/health").status == 200
    for method, path in (("GET", "clock"), ("PUT", "clock"), ("POST", "clock/advance"), ("POST", "reset"),
                         ("GET", "contract")):
        assert emulator.request(method, f"/_voiceid/{path}").status == 404
    assert emulator.call("ListDomains").status == 200
