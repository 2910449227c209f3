"""Queries for events: what they may contain, HEAD, and questions that wait."""
import pytest

from support.event_scene import Scene
from support.events import ANOTHER_RUN, PATH, Sinks, listed
from support.session_calls import refused
from wire import raw

SPEAKER = "VoiceId%20Speaker%20Action"
GONE_ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def own(emulator):
    """Some events that no test may change."""
    scene = Scene(emulator, "999999999901")
    for speaker in ("alice", "bob"):
        scene.batch.call("OptOutSpeaker", SpeakerId=speaker)
    return emulator


@pytest.fixture(autouse=True)
def unharmed(own):
    before = listed(own, account="999999999901"), Sinks(own).all().keys()
    yield
    assert (listed(own, account="999999999901"), Sinks(own).all().keys()) == before
    assert own.request("GET", "/health").status == 200


BAD_QUERIES = [
    "after=", "after=-1", "after=1.5", "after=x", "after=0x1", "after=1%20", "after=-", "after=99999999999999999999",
    f"after={ANOTHER_RUN}", f"after={ANOTHER_RUN}-", f"after={ANOTHER_RUN}-x", f"after={ANOTHER_RUN}--1",
    f"after={ANOTHER_RUN}-%2B1", f"after={ANOTHER_RUN}-1.5", f"after={ANOTHER_RUN}-1%20", f"after=%20{ANOTHER_RUN}-1",
    f"after={ANOTHER_RUN[1:]}-1", f"after=0{ANOTHER_RUN}-1", f"after={ANOTHER_RUN}1", f"after={ANOTHER_RUN[1:]}g-1",
    f"after={ANOTHER_RUN}-99999999999999999999", f"after={ANOTHER_RUN}-1-1",
    f"after={GONE_ID}", f"after={GONE_ID[:-1]}", f"after={GONE_ID.upper()}", "after=1&after=2",
    "limit=", "limit=-1", "limit=1.5", "limit=x", "limit=99999999999999999999", "limit=1&limit=2",
    "wait=", "wait=-1", "wait=-0.1", "wait=60.1", "wait=61", "wait=x", "wait=nan", "wait=inf", "wait=1e999",
    "wait=0x10", "wait=PT1S", "wait=1,5", "wait=1&wait=1", "wait=1%00", "wait=.", "wait=1s",
    "detailType=", "detailType=nothing", "detailType=*", f"detailType={SPEAKER}&detailType=nothing",
    "detailType=voiceid%20speaker%20action", f"detailType={SPEAKER}%20", f"detailType={SPEAKER}%00",
    f"detailType={SPEAKER}%2C{SPEAKER}", "detailtype=" + SPEAKER, "account=1&account=2", "region=a&region=b",
    "domainId=a&domainId=b", "Last=1", "nothing=1", "=", "after=%zz", "after=%", "detailType=%ff", "account=%ff",
    "DomainId=x", "status=FAILED"]


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_a_bad_query_is_refused(own, query):
    refused(own.request("GET", f"{PATH}?{query}"), 400, "ValidationException")


@pytest.mark.parametrize("query", ["wait=1", "limit=1", "after=x", "after=1&after=2", "after=%zz", "detailType=nothing",
                                   "account=1&account=2", "nothing=1"])
def test_a_bad_query_of_the_feed_is_refused(own, query):
    refused(own.request("GET", f"{PATH}/stream?{query}"), 400, "ValidationException")


@pytest.mark.parametrize("query", ["after=0", "after=99999", f"after={ANOTHER_RUN}-0",
                                   f"after={ANOTHER_RUN}-0&limit=1", "wait=0", "wait=0.0",
                                   "wait=60", "limit=1000000", f"detailType={SPEAKER}",
                                   f"detailType={SPEAKER}&detailType={SPEAKER}", "detailType=VoiceId+Speaker+Action",
                                   f"after=%33{ANOTHER_RUN[1:]}%2D7"])
def test_a_good_query(own, query):
    answer = own.request("GET", f"{PATH}?{query}&account=999999999901")
    assert answer.status == 200 and 1 <= len(answer.body["Events"]) <= 2


def test_the_present_position_without_events(own):
    whole = own.request("GET", PATH).body
    for query in ("after=now", "limit=0", "after=now&limit=0", "limit=0&wait=60", "after=0&limit=0"):
        assert own.request("GET", f"{PATH}?{query}").body == {"Events": [], "Last": whole["Last"]}, query


def test_head_is_get_without_a_body(own):
    answer = raw.once(own.address, raw.request(method="HEAD", path=f"{PATH}?account=999999999901"), bodiless=True)
    assert answer.status == 200 and int(answer.headers["content-length"]) > 100


def test_a_question_that_waits_holds_up_its_own_connection_alone(own):
    waiting = raw.request(method="GET", path=f"{PATH}?wait=0.2&account=999999999902")
    with raw.Connection(own.address) as connection:
        connection.send(waiting + raw.request(method="GET", path="/health"))
        assert own.request("GET", "/health").body["Status"] == "running"
        assert connection.read_answer().json()["Events"] == []
        assert connection.read_answer().json()["Status"] == "running"


def test_a_client_may_leave_while_its_question_waits(own):
    for _ in range(20):
        with raw.Connection(own.address) as connection:
            connection.send(raw.request(method="GET", path=f"{PATH}?wait=60&account=999999999902"))
            connection.send(b"GET ")
    assert len(listed(own, account="999999999901")) == 2
