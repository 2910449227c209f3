"""The state as a document: exported, put into another emulator and exported again, whole or an account's part."""
import json
import os

import pytest

from support.event_scene import Scene
from support.session_calls import KMS, refused
from support.states import ACCOUNT, document, domain, exported, imported, put, speaker

TOKEN = {"Name": "calls", "ServerSideEncryptionConfiguration": KMS, "ClientToken": "00000000-0000-4000-8000-000000000001"}
OTHER = "444455556666"


@pytest.fixture
def source(start_emulator):
    """An emulator with some of everything: a speaker, a fraudster, a call with results, jobs, tags, tokens."""
    emulator = start_emulator()
    scene = Scene(emulator, ACCOUNT).furnish()
    scene.emulator.call("TagResource", {"ResourceArn": scene.arn, "Tags": [{"Key": "owner", "Value": "desk"}]},
                        account=ACCOUNT)
    for number in range(5):
        scene.api("OptOutSpeaker", SpeakerId=f"customer-{number}")
    emulator.call("CreateDomain", TOKEN, account=ACCOUNT)
    emulator.call("CreateDomain", {**TOKEN, "Name": "other"}, account=OTHER, region="eu-west-1")
    scene.api("EvaluateSession", SessionNameOrId="call-1")
    emulator.control("PUT", "integration-associations/i", {"DomainId": scene.domain_id})
    emulator.control("PUT", f"contacts/c?account={ACCOUNT}", {"CustomerId": "alice"})
    return emulator, scene


def cpu_seconds(emulator):
    with open(f"/proc/{emulator.pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_another_emulator_goes_on_where_this_one_was(source, start_emulator):
    emulator, scene = source
    page = emulator.call("ListSpeakers", {"DomainId": scene.domain_id, "MaxResults": 3}, account=ACCOUNT).body
    other = start_emulator()
    other.call("CreateDomain", TOKEN, account=OTHER)
    state = exported(emulator)
    imported(other, state)
    assert exported(other) == state
    evaluate = {"DomainId": scene.domain_id, "SessionNameOrId": "call-1"}
    rest = {"DomainId": scene.domain_id, "MaxResults": 3, "NextToken": page["NextToken"]}
    for operation, body in (("EvaluateSession", evaluate), ("ListSpeakers", rest), ("CreateDomain", TOKEN),
                            ("ListDomains", {}), ("ListSpeakerEnrollmentJobs", {"DomainId": scene.domain_id}),
                            ("ListTagsForResource", {"ResourceArn": scene.arn})):
        answers = [each.call(operation, body, account=ACCOUNT) for each in (emulator, other)]
        assert answers[0].status == 200 and answers[0].body == answers[1].body, operation


def test_a_hundred_thousand_speakers(start_emulator):
    first, second = start_emulator(), start_emulator()
    imported(first, document(domain(1, [speaker(number) for number in range(100_000)])))
    before = [cpu_seconds(each) for each in (first, second)]
    state = exported(first)
    imported(second, state)
    assert exported(second) == state and state.count(b"CustomerSpeakerId") == 100_000
    assert sum(map(cpu_seconds, (first, second))) - sum(before) < 2 or os.environ.get("EMULATOR_SANITIZED") == "1"


def test_an_account_is_put_back_while_others_go_on(source):
    emulator, scene = source
    query = f"?account={ACCOUNT}"
    part = exported(emulator, query)
    emulator.control("POST", f"reset{query}", {})
    assert json.loads(exported(emulator, query))["Domains"] == []
    kept = exported(emulator, f"?account={OTHER}&region=eu-west-1")
    emulator.call("CreateDomain", TOKEN, account=ACCOUNT)
    imported(emulator, part, query)
    assert exported(emulator, query) == part
    assert exported(emulator, f"?account={OTHER}&region=eu-west-1") == kept
    assert len(json.loads(kept)["Domains"]) == 1


def test_the_part_of_a_region(source):
    emulator, _ = source
    assert [each["Account"] for each in json.loads(exported(emulator, "?region=eu-west-1"))["Domains"]] == [OTHER]
    imported(emulator, document(), "?region=eu-west-1")
    assert {each["Region"] for each in json.loads(exported(emulator))["Domains"]} == {"us-east-1"}


@pytest.mark.parametrize("state, query, error, message", [
    (b"{", "", "SerializationException", "not valid JSON"),
    (document(domain(1, [speaker(1), speaker(2, Status="GONE")])), "", "ValidationException",
     "'domains.1.member.speakers.2.member.status' failed to satisfy constraint: Member must satisfy enum value set"),
    ({**document(), "Version": 3}, "", "ValidationException", "newer version of this program"),
    (document(domain(1, [])), f"?account={OTHER}", "ValidationException", "no domain of account 444455556666"),
    (document(), "?account=1", "ValidationException", "must be 12 digits"),
    (document(), "?region=a/b", "ValidationException", "must be 1 to 64 letters"),
], ids=["text", "member", "version", "account", "account id", "region"])
def test_a_wrong_document_changes_nothing(source, state, query, error, message):
    emulator, _ = source
    before = exported(emulator)
    assert message in refused(put(emulator, state, query), 400, error)
    assert exported(emulator) == before


def test_a_domain_of_another_account_is_not_taken_over(source):
    emulator, scene = source
    before = exported(emulator)
    theirs = domain(1, [], account=OTHER)
    for name, text in (("DomainId", scene.domain_id), ("Arn", f"{theirs['Arn'][:-22]}{scene.domain_id}")):
        theirs[name] = text
    refused(put(emulator, document(theirs), f"?account={OTHER}"), 409, "ConflictException")
    assert exported(emulator) == before


def test_seeded_identifiers_go_on_and_never_come_twice(start_emulator):
    made = [start_emulator("--seed", 7) for _ in range(2)]
    ids = [[emulator.call("CreateDomain", {**TOKEN, "ClientToken": str(number)}).body["Domain"]["DomainId"]
            for number in range(2)] for emulator in made]
    state = exported(made[0])
    for emulator in made:
        imported(emulator, state)
    after = [emulator.call("CreateDomain", TOKEN).body["Domain"]["DomainId"] for emulator in made]
    assert ids[0] == ids[1] and after[0] == after[1] not in ids[0]
