"""Session calls on the wire: any answer, refusals, and the operations that show their effect."""
import calendar
from urllib.parse import quote

from support import control

NOON = "2026-11-21T12:00:00.000Z"
NOON_EPOCH = calendar.timegm((2026, 11, 21, 12, 0, 0))
UNKNOWN_ID = "A" * 22
CONTACT_ARN = ("arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-4333-8444-555555555555"
               "/contact/66666666-7777-4888-8999-000000000000")
KMS = {"KmsKeyId": "k"}


def refused(answer, status, error=None):
    """Checks the whole form of an error of the control API; returns its message."""
    assert answer.status == status, answer
    assert set(answer.body) == {"Error", "Message"}, answer
    assert all(text and isinstance(text, str) for text in answer.body.values()), answer
    assert answer.headers["Content-Type"].split(";")[0] == "application/json"
    assert error in (None, answer.body["Error"]), answer
    return answer.body["Message"]


def new_domain(emulator, **how):
    answer = emulator.call("CreateDomain", {"Name": "calls", "ServerSideEncryptionConfiguration": KMS}, **how)
    assert answer.status == 200, answer
    return answer.body["Domain"]


def frozen_at_noon(emulator):
    """A new domain on an emulator after a reset, with its clock frozen."""
    emulator.control("POST", "reset")
    emulator.control("PUT", "clock", {"Now": NOON, "Frozen": True})
    return SessionCalls(emulator)


class SessionCalls(control.Sessions):
    """The sessions of a new domain; `ask` takes any answer, everything else must succeed."""

    def __init__(self, emulator, domain=None):
        self.emulator = emulator
        self.domain = domain or new_domain(emulator)
        self.domain_id = self.domain["DomainId"]
        self.default_watchlist = self.domain["WatchlistDetails"]["DefaultWatchlistId"]
        super().__init__(emulator, self.domain_id)

    def path(self, name=None, part=None):
        pieces = ["", "_voiceid", "domains", self.domain_id, "sessions", name and quote(name, safe=""), part]
        return "/".join(piece for piece in pieces if piece is not None)

    def ask(self, method, name=None, part=None, body=None, headers=None):
        return self.emulator.request(method, self.path(name, part), body, headers)

    def send_wav(self, data, query="", name="call-1", content_type="audio/wav"):
        return self.ask("POST", name, f"audio{query}", data, {"Content-Type": content_type})

    def hear(self, data, query="", name="call-1"):
        answer = self.send_wav(data, query, name)
        assert answer.status == 200, answer
        return answer.body["Session"]

    def enrollment_status(self, name="call-1"):
        return self.describe(name).get("EnrollmentRequestDetails", {}).get("Status")

    def heard_voices(self, name="call-1"):
        """The voices of a session's windows, as a saved state has them."""
        [sessions] = [domain["Sessions"] for domain in self.emulator.control("GET", "state")["Domains"]
                      if domain["DomainId"] == self.domain_id]
        [found] = [session for session in sessions if session["SessionName"] == name]
        return found["Audio"].get("HeardVoices")

    def operation(self, operation, **members):
        """Calls an operation of the API; returns any answer."""
        return self.emulator.call(operation, {"DomainId": self.domain_id, **members})

    def evaluate(self, name="call-1"):
        answer = self.operation("EvaluateSession", SessionNameOrId=name)
        assert answer.status == 200, answer
        return answer.body

    def speaker(self, speaker_id="alice"):
        answer = self.operation("DescribeSpeaker", SpeakerId=speaker_id)
        assert answer.status == 200, answer
        return answer.body["Speaker"]

    def opt_out(self, speaker_id="alice"):
        answer = self.operation("OptOutSpeaker", SpeakerId=speaker_id)
        assert answer.status == 200, answer
        return answer.body["Speaker"]

    def enrolled(self, speaker_id="alice"):
        """Enrolls in a separate call; takes two seconds of the clock, none with --enrollment-seconds 0."""
        name = f"enrolls-{speaker_id}"
        self.stream(speaker_id, name=name)
        self.enrollment(name)
        if self.enrollment_status(name) != "COMPLETED":
            self.emulator.advance("PT2S")
        assert self.enrollment_status(name) == "COMPLETED"
        self.end(name)
        return self.speaker(speaker_id)
