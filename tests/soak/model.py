"""What the emulator must hold of one account: the small model that every answer is compared with."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from soak.client import CONFLICT, NOT_FOUND, OK

# docs/clock.md: how long things last on the emulator's clock.
SESSION_KEPT, DOMAIN_KEPT, SPEAKER_YEARS = timedelta(hours=24), timedelta(days=30), 3
# No clock is moved to a moment so close to an end that the seconds of a phase could matter.
MARGIN = timedelta(minutes=30)
WATCHLISTS = 3


@dataclass
class Speaker:
    """`accessed` is the phase in which it was last enrolled or accepted."""
    customer_id: str
    status: str
    generated_id: str = None
    voice: str = None
    accessed: datetime = None

    @property
    def expires(self):
        if self.status not in ("ENROLLED", "EXPIRED"):
            return None
        later = self.accessed.year + SPEAKER_YEARS
        if (self.accessed.month, self.accessed.day) == (2, 29):
            return self.accessed.replace(year=later, month=3, day=1)
        return self.accessed.replace(year=later)


@dataclass
class Session:
    """`result` and `fraud` are what EvaluateSession decided, and keeps."""
    name: str
    speaker: str = None
    voice: str = None
    seconds: float = 0
    ended: datetime = None
    result: dict = None
    fraud: dict = None
    enrollment: str = None
    checks_fraud: bool = True


@dataclass
class Domain:
    id: str
    name: str
    description: str
    default_watchlist: str
    status: str = "ACTIVE"
    deleted: datetime = None
    # Deleted while a job ran: how far that came is unknown.
    abandoned: bool = False
    tags: dict = field(default_factory=dict)
    speakers: dict = field(default_factory=dict)
    sessions: dict = field(default_factory=dict)
    # Names by id; each fraudster's voice and watchlists, in order of association, by id.
    watchlists: dict = field(default_factory=dict)
    voices: dict = field(default_factory=dict)
    memberships: dict = field(default_factory=dict)
    # Job ids with the status in which they ended.
    jobs: dict = field(default_factory=lambda: {"SpeakerEnrollmentJob": {}, "FraudsterRegistrationJob": {}})

    def __post_init__(self):
        self.watchlists[self.default_watchlist] = "default-watchlist"

    def outcome(self, within=OK):
        """What a call gets that needs an active domain and would get `within` there."""
        return within if self.status == "ACTIVE" else CONFLICT

    def risk_voices(self, watchlist=None):
        """The voices of the fraudsters in a watchlist, by default the default one."""
        watchlist = watchlist or self.default_watchlist
        return {self.voices[each] for each, lists in self.memberships.items() if watchlist in lists}

    def present(self, speaker_id):
        return OK if speaker_id in self.speakers else NOT_FOUND

    def active_sessions(self):
        return [session for session in self.sessions.values() if not session.ended]


class Account:
    """One account's domains and objects. `now` is the emulator's time as the phase began."""

    def __init__(self, number):
        self.id = f"{number:012d}"
        self.bucket = f"soak-{number}"
        self.forget_all(None)

    def forget_all(self, now):
        """As a reset does."""
        self.now = now
        self.domains, self.objects, self.erased, self.gone_sessions = {}, {}, [], []
        self.expected_events = []

    def time_is(self, now):
        """What falls due happens; nothing of it is undone by an earlier time."""
        self.now = now
        for domain in list(self.domains.values()):
            if domain.deleted and domain.deleted + DOMAIN_KEPT <= now:
                self.erased.append(self.domains.pop(domain.id))
                continue
            for session in list(domain.sessions.values()):
                if session.ended and session.ended + SESSION_KEPT <= now:
                    self.gone_sessions.append((domain, domain.sessions.pop(session.name)))
            for speaker in domain.speakers.values():
                if speaker.expires and speaker.expires <= now:
                    speaker.status, speaker.voice = "EXPIRED", None

    def ends(self):
        """The moments at which something falls due."""
        for domain in self.domains.values():
            if domain.deleted:
                yield domain.deleted + DOMAIN_KEPT
            yield from (each.ended + SESSION_KEPT for each in domain.sessions.values() if each.ended)
            yield from (each.expires for each in domain.speakers.values() if each.expires)

    def may_go_back(self, earlier):
        """Not before the end of an expired speaker: the emulator would take it for enrolled again."""
        speakers = [each for domain in self.domains.values() for each in domain.speakers.values()]
        return not any(each.status == "EXPIRED" and each.expires > earlier for each in speakers)

    def is_clear(self, now):
        """Whether the time is far enough from every end."""
        return all(abs(end - now) > MARGIN for end in self.ends())

    def expect_event(self, action, outcome):
        self.expected_events.append((action, "SUCCEEDED" if outcome == OK else "FAILED"))
