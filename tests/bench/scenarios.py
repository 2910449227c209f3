"""The loads: what stands in the emulator beforehand, what is sent, and which answer nginx has to match."""
from dataclasses import dataclass
from typing import Callable

import calls
import sdk_request
from filling import customer, fill

MANY = 100_000
PAGE = 100
CALLS = 10_000


@dataclass
class Work:
    """A request template, load.lua's picker for its value, and one value for the answer that nginx copies."""
    template: str
    picker: tuple
    sample: str


@dataclass
class Scenario:
    name: str
    title: str
    prepare: Callable  # (server, folder for files) -> Work


def _describe(server, speakers):
    domain_id = server.create_domain()
    fill(server.address, domain_id, speakers)
    template = sdk_request.template("DescribeSpeaker", DomainId=domain_id, SpeakerId=sdk_request.VALUE_MARK)
    return Work(template, ("random", speakers), customer(speakers))


def describe_one(server, _folder):
    return _describe(server, 1)


def describe_many(server, _folder):
    return _describe(server, MANY)


def list_pages(server, folder):
    """Any page but the first and the last, so that each request brings a token and each answer holds one."""
    domain_id = server.create_domain()
    fill(server.address, domain_id, MANY)
    tokens = _page_tokens(server, domain_id)[:-1]
    file = folder / "tokens"
    file.write_text("".join(f"{token}\n" for token in tokens), encoding="ascii")
    template = sdk_request.template("ListSpeakers", DomainId=domain_id, MaxResults=PAGE,
                                    NextToken=sdk_request.VALUE_MARK)
    return Work(template, ("line", file), tokens[0])


def _page_tokens(server, domain_id):
    tokens, more = [], {}
    while True:
        answer = server.call("ListSpeakers", {"DomainId": domain_id, "MaxResults": PAGE, **more})
        if answer.status != 200 or len(answer.body["SpeakerSummaries"]) != PAGE:
            raise RuntimeError(f"page {len(tokens) + 1} of ListSpeakers: {answer.status} {str(answer.body)[:300]}")
        if "NextToken" not in answer.body:
            return tokens
        more = {"NextToken": answer.body["NextToken"]}
        tokens.append(answer.body["NextToken"])


def opt_out_new(server, _folder):
    domain_id = server.create_domain()
    template = sdk_request.template("OptOutSpeaker", DomainId=domain_id, SpeakerId=sdk_request.VALUE_MARK)
    # The sample's answer takes speaker 1; wrk asks for one request before the load begins.
    return Work(template, ("new", 2), customer(1))


def evaluate_cached(server, folder):
    """Any of many sessions whose results are cached: evaluated before, with no new streaming activity since."""
    domain_id = server.create_domain()
    template = sdk_request.template("EvaluateSession", DomainId=domain_id, SessionNameOrId=sdk_request.VALUE_MARK)
    names = calls.evaluated(server, domain_id, CALLS, template)
    file = folder / "names"
    file.write_text("".join(f"{name}\n" for name in names), encoding="ascii")
    return Work(template, ("line", file), names[0])


ALL = [
    Scenario("describe-1", "DescribeSpeaker, 1 speaker", describe_one),
    Scenario("describe-100000", f"DescribeSpeaker, random ones of {MANY:,} speakers", describe_many),
    Scenario("list-100", f"ListSpeakers, random pages of {PAGE} of {MANY:,} speakers", list_pages),
    Scenario("opt-out", "OptOutSpeaker, a new speaker each time", opt_out_new),
    Scenario("evaluate-session", f"EvaluateSession, cached results of random ones of {CALLS:,} live sessions",
             evaluate_cached),
]
