"""A reset of one account forgets what belongs to it, and nothing that belongs to others."""
import pytest

from support.event_scene import Scene
from support.events import ids, listed, read
from support.session_calls import KMS, refused
from support.waiting import Waiting

TOKEN = {"Name": "calls", "ServerSideEncryptionConfiguration": KMS, "ClientToken": "00000000-0000-4000-8000-000000000001"}


@pytest.fixture
def scenes(emulator, account):
    """The domain of an account, and one of another."""
    return Scene(emulator, account), Scene(emulator, str(int(account) + 500_000_000_000))


def reset(emulator, account):
    emulator.control("POST", f"reset?account={account}", {})


def customer(emulator, contact):
    answer = emulator.request("POST", "/agent-app/api", {"contactId": contact},
                              {"X-Amz-Target": "AgentAppService.Lcms.getContact"})
    return answer.body["contactData"].get("customerId")


def test_only_its_own_domains_contacts_and_tokens_are_forgotten(emulator, scenes):
    mine, theirs = scenes
    made = {}
    for scene in scenes:
        emulator.control("PUT", f"contacts/of-{scene.account}?account={scene.account}", {"CustomerId": "alice"})
        made[scene] = emulator.call("CreateDomain", TOKEN, account=scene.account).body["Domain"]["DomainId"]
    reset(emulator, mine.account)
    assert emulator.call("ListDomains", account=mine.account).body["DomainSummaries"] == []
    assert len(emulator.call("ListDomains", account=theirs.account).body["DomainSummaries"]) == 2
    assert customer(emulator, f"of-{mine.account}") is None
    assert customer(emulator, f"of-{theirs.account}") == "alice"
    for scene in scenes:
        again = emulator.call("CreateDomain", TOKEN, account=scene.account).body["Domain"]["DomainId"]
        assert (again == made[scene]) is (scene is theirs)


@pytest.mark.parametrize("call", [("POST", "reset"), ("DELETE", "events")])
def test_only_its_own_events_are_forgotten(emulator, scenes, call):
    mine, theirs = scenes
    for scene in scenes:
        scene.api("OptOutSpeaker", SpeakerId="alice")
    kept = ids(listed(emulator, account=theirs.account))
    after = read(emulator)[1]
    emulator.control(call[0], f"{call[1]}?account={mine.account}", {} if call[0] == "POST" else None)
    assert listed(emulator, account=mine.account) == []
    assert ids(listed(emulator, account=theirs.account)) == kept != []
    assert read(emulator, account=mine.account) == ([], after), "positions go on"


def test_only_its_own_waits_end(emulator, scenes):
    mine, theirs = scenes
    after = read(emulator)[1]
    with Waiting(emulator, after=after, account=mine.account) as named, \
            Waiting(emulator, after=after, domainId=mine.domain_id) as of_domain, \
            Waiting(emulator, after=after, account=theirs.account) as other, \
            Waiting(emulator, after=after, domainId=theirs.domain_id) as of_other:
        reset(emulator, mine.account)
        assert named.answer()[0] == of_domain.answer()[0] == []
        assert other.is_waiting() and of_other.is_waiting()
        theirs.api("OptOutSpeaker", SpeakerId="alice")
        assert len(other.answer()[0]) == len(of_other.answer()[0]) == 1


@pytest.mark.parametrize("account", ["", "1", "11112222333", "11112222333x", "alias", "1111222233334"])
@pytest.mark.parametrize("call", [("POST", "reset"), ("DELETE", "events"), ("PUT", "contacts/c")])
def test_an_account_has_twelve_digits(emulator, call, account):
    body = {"POST": {}, "PUT": {"CustomerId": "c"}}.get(call[0])
    answer = emulator.request(call[0], f"/_voiceid/{call[1]}?account={account}", body)
    assert refused(answer, 400, "ValidationException") == "The query parameter account must be 12 digits."
