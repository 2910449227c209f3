"""Metrics, read by Prometheus's own parser: names, types, help, values after known calls.

tests/server/journal holds how calls and resources are counted.
"""
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from support.emulator import ROOT
from support.event_sinks import NO_PROXY, Source, free_port, settled
from support.events import Sinks
from support.patience import until
from support.session_calls import SessionCalls, new_domain
from wire import raw
from wire.agent_app_test import BODIES, post

QUOTED = re.compile(r"`([A-Za-z_]+)`")
CLOUDWATCH = {"RequestLatency", "UserErrors", "SystemErrors", "Throttles", "Speakers", "Fraudsters", "ActiveSessions",
              "ActiveSpeakerEnrollmentJobs", "ActiveFraudsterRegistrationJobs"}


class Scrape:
    """The metrics at one moment."""

    def __init__(self, emulator):
        self.answer = emulator.request("GET", "/_voiceid/metrics")
        assert self.answer.status == 200, self.answer
        self.families = list(text_string_to_metric_families(self.answer.body))

    def samples(self, name):
        return [sample for family in self.families for sample in family.samples if sample.name == name]

    def value(self, name, **labels):
        """0 for a series that is not there."""
        found = [sample.value for sample in self.samples(name) if labels.items() <= sample.labels.items()]
        assert len(found) <= 1, (name, labels)
        return found[0] if found else 0

    def requests(self, operation, status, target="api"):
        return self.value("voiceid_requests_total", target=target, operation=operation, status=str(status))


@pytest.fixture
def own(start_emulator):
    return start_emulator()


def documented():
    """What docs/metrics.md has of each metric: its type, labels and names in CloudWatch."""
    lines = (ROOT / "docs/metrics.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]
    return {name.strip("`"): (kind, set(QUOTED.findall(labels)), set(QUOTED.findall(cloudwatch)))
            for name, kind, labels, _, cloudwatch in rows}


def test_the_answer_has_the_type_of_the_text_format(own):
    answer = Scrape(own).answer
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    head = own.request("HEAD", "/_voiceid/metrics")
    assert (head.status, head.headers["Content-Type"]) == (200, answer.headers["Content-Type"])


def test_names_types_and_labels_are_those_of_the_document(own):
    new_domain(own)
    found = {}
    for family in Scrape(own).families:
        name = family.name + ("_total" if family.type == "counter" else "")
        assert family.documentation and family.samples, family
        found[name] = (family.type, {label for sample in family.samples for label in sample.labels} - {"le"})
    assert found == {name: (kind, labels) for name, (kind, labels, _) in documented().items()}


def test_help_texts_have_the_names_of_cloudwatch(own):
    named = {family.name: CLOUDWATCH & set(re.findall(r"\w+", family.documentation.partition("CloudWatch:")[2]))
             for family in Scrape(own).families}
    expected = {name.removesuffix("_total"): cloudwatch for name, (_, _, cloudwatch) in documented().items()}
    assert named == expected and set().union(*named.values()) == CLOUDWATCH


def test_calls_count_by_operation_and_status(own):
    calls = SessionCalls(own)
    for _ in range(3):
        assert own.call("ListDomains").status == 200
    assert calls.operation("DescribeSpeaker", SpeakerId="nobody").status == 404
    target, body = next(iter(BODIES.items()))
    assert post(own, target, body).status == 400
    own.control("GET", "clock")
    own.request("GET", "/livez")
    scrape = Scrape(own)
    assert scrape.requests("CreateDomain", 200) == 1
    assert scrape.requests("ListDomains", 200) == 3
    assert scrape.requests("DescribeSpeaker", 404) == 1 and scrape.requests("DescribeSpeaker", 200) == 0
    assert scrape.requests(target, 400, "agent-app") == 1
    assert scrape.requests("GET /_voiceid/clock", 200, "control") == 1
    assert scrape.requests("GET /_voiceid/livez", 200, "control") == 1
    assert Scrape(own).requests("GET /_voiceid/metrics", 200, "control") == 1


def test_a_reset_keeps_the_counts_of_requests(own):
    own.call("ListDomains")
    own.control("POST", "reset")
    assert Scrape(own).requests("ListDomains", 200) == 1


def test_buckets_of_each_histogram_add_up(own):
    new_domain(own)
    for _ in range(20):
        own.call("ListDomains")
    scrape = Scrape(own)
    name = "voiceid_request_duration_seconds"
    for count in scrape.samples(f"{name}_count"):
        buckets = [(float(sample.labels["le"]), sample.value) for sample in scrape.samples(f"{name}_bucket")
                   if count.labels.items() <= sample.labels.items()]
        assert buckets == sorted(buckets) and len({bound for bound, _ in buckets}) == len(buckets) > 10
        assert [value for _, value in buckets] == sorted(value for _, value in buckets)
        assert buckets[-1] == (float("inf"), count.value)
        assert count.value == sum(sample.value for sample in scrape.samples("voiceid_requests_total")
                                  if count.labels.items() <= sample.labels.items())
        assert scrape.value(f"{name}_sum", **count.labels) > 0
    assert scrape.value(f"{name}_count", operation="ListDomains") == 20


def test_a_calls_time_is_in_its_bucket(own):
    assert own.request("POST", "/_voiceid/faults", {"Operation": "ListDomains", "LatencyMs": 120}).status == 201
    own.call("ListDomains")
    scrape = Scrape(own)
    assert scrape.value("voiceid_request_duration_seconds_bucket", operation="ListDomains", le="0.1") == 0
    assert scrape.value("voiceid_request_duration_seconds_sum", operation="ListDomains") >= 0.12


def test_unknown_operations_are_one_series(own):
    for number in range(30):
        own.call(f"Unknown{number}")
        own.request("GET", f"/_voiceid/unknown-{number}")
        own.request("GET", f"/unknown-{number}")
        raw.once(own.address, b"BREW / COFFEE\r\n\r\n")
    known = {*own.control("GET", "contract")["operations"], *BODIES, "unknown",
             *(f"{call['Method']} {call['Path']}" for call in own.control("GET", "")["Calls"])}
    samples = Scrape(own).samples("voiceid_requests_total")
    assert {sample.labels["operation"] for sample in samples} <= known
    unknown = {target: sum(sample.value for sample in samples if sample.labels["operation"] == "unknown"
                           and sample.labels["target"] == target) for target in ("api", "control")}
    assert unknown == {"api": 90, "control": 30}


def test_resources_count_as_they_come_and_go(own):
    def counts():
        scrape = Scrape(own)
        return {kind: scrape.value("voiceid_resources", kind=kind)
                for kind in ("domain", "speaker", "watchlist", "fraudster", "session")}

    assert counts() == dict.fromkeys(("domain", "speaker", "watchlist", "fraudster", "session"), 0)
    calls = SessionCalls(own)
    for speaker in ("alice", "bob"):
        calls.opt_out(speaker)
    own.control("PUT", f"domains/{calls.domain_id}/fraudsters", {"Voice": "mallory"})
    calls.start("call-1")
    assert counts() == {"domain": 1, "speaker": 2, "watchlist": 1, "fraudster": 1, "session": 1}
    calls.operation("DeleteSpeaker", SpeakerId="bob")
    assert counts()["speaker"] == 1
    own.control("POST", "reset")
    assert set(counts().values()) == {0}


def test_sessions_are_active_until_they_end(own):
    calls = SessionCalls(own)
    calls.start("call-1")
    calls.start("call-2")
    assert Scrape(own).value("voiceid_active_sessions") == 2
    calls.end("call-1")
    assert Scrape(own).value("voiceid_active_sessions") == 1


def test_events_are_those_that_the_sinks_count(start_emulator):
    emulator = start_emulator("--event-webhook", f"http://127.0.0.1:{free_port()}", env=NO_PROXY)
    Source(emulator).publish(3)
    settled(emulator, "webhook")
    scrape = Scrape(emulator)
    for name, sink in Sinks(emulator).all().items():
        counted = {member: scrape.value(f"voiceid_events_{metric}", sink=name) for member, metric in (
            ("Delivered", "delivered_total"), ("Dropped", "dropped_total"), ("Pending", "pending"))}
        assert counted == {member: sink[member] for member in counted}
    assert scrape.value("voiceid_events_dropped_total", sink="webhook") > 0
    assert scrape.value("voiceid_events_delivered_total", sink="memory") > 0


def test_open_connections_are_counted(own):
    def count():
        return Scrape(own).value("voiceid_open_connections")

    until(lambda: count() == 1)
    with raw.Connection(own.address) as first, raw.Connection(own.address) as second:
        for connection in (first, second):
            connection.exchange(raw.api("{}"))
        until(lambda: count() == 3)
    until(lambda: count() == 1)


def test_the_process_takes_cpu_and_memory(own):
    scrape = Scrape(own)
    assert scrape.value("process_cpu_seconds_total") > 0
    assert 1_000_000 < scrape.value("process_resident_memory_bytes") < scrape.value("process_virtual_memory_bytes")
