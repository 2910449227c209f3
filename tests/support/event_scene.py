"""A domain with everything that can make an event: a speaker, a fraudster, watchlists, jobs and calls."""
from support import control
from support.batch_jobs import Batch
from support.event_members import statuses_of
from support.events import Events
from support.session_calls import CONTACT_ARN, KMS

SPEAKER, FRAUDSTER = "alice", "mallory"
WITHOUT_DOMAIN = {"CreateDomain", "ListDomains", "TagResource", "UntagResource", "ListTagsForResource"}


def stamp(time):
    """A time as the details of events have it."""
    return f"{time:%Y-%m-%dT%H:%M:%S}.{time.microsecond // 1000:03}Z"


class Scene:
    """`events` returns what happened since the last call, or since the start."""

    def __init__(self, emulator, account):
        self.emulator, self.account = emulator, account
        self.batch = Batch(emulator, account)
        self.domain_id, self.default_watchlist = self.batch.domain_id, self.batch.default_watchlist
        self.arn = f"arn:aws:voiceid:us-east-1:{account}:domain/{self.domain_id}"
        self.sessions = control.Sessions(emulator, self.domain_id)
        self.events = Events(emulator, account=account)

    def quiet(self):
        """Forgets what has happened so far."""
        self.events.news()
        return self

    def furnish(self):
        """Adds an enrolled speaker, a fraudster, a second watchlist and a call."""
        self.sessions.enroll(SPEAKER)
        self.speaker = self.batch.speaker(SPEAKER)["GeneratedSpeakerId"]
        [self.fraudster] = self.batch.register(FRAUDSTER)
        self.second = self.batch.new_watchlist()
        self.session = self.sessions.stream(SPEAKER, ContactArn=CONTACT_ARN)
        return self.quiet()

    def api(self, operation, **members):
        """Makes an API call; returns (status, error name or None, answer)."""
        if operation not in WITHOUT_DOMAIN:
            members = {"DomainId": self.domain_id, **members}
        answer = self.emulator.call(operation, members, account=self.account)
        return answer.status, answer.headers["x-amzn-ErrorType"] if answer.status >= 400 else None, answer.body

    def detail(self, action, error=None, status=None, **members):
        """Checks the detail of the only new event; returns the event. Its status is the action's first unless given."""
        event = self.events.one()
        detail = event["detail"]
        assert event["account"] == self.account and event["region"] == "us-east-1"
        assert event["resources"] == [self.arn]
        if error is None:
            assert detail["errorInfo"] is None
        else:
            assert (detail["errorInfo"]["errorCode"], detail["errorInfo"]["errorType"]) == error
        common = {name: detail[name] for name in ("sourceId", "errorInfo")}
        status = status or statuses_of(action)[-1 if error else 0]
        assert detail == {**common, "action": action, "status": status, "domainId": self.domain_id, **members}
        return event

    def now(self):
        return stamp(control.now(self.emulator))


def new_domain_arguments(name="more"):
    return {"Name": name, "ServerSideEncryptionConfiguration": KMS}
