"""Amazon Connect's part in calls."""
from __future__ import annotations

from typing import Any, Optional, Union

from ._control import Control, segment
from ._options import Json
from ._parts import Listed


class Session:
    """One session, named by its name or its id. Each method answers the session after the call."""

    def __init__(self, control: Control, domain_id: str, name_or_id: str) -> None:
        self.domain_id, self.name_or_id = domain_id, name_or_id
        self._control = control
        self._path = f"domains/{segment(domain_id)}/sessions/{segment(name_or_id)}"

    def _call(self, method: str, what: str = "", body: object = None, **how: Any) -> Json:
        session: Json = self._control.call(method, self._path + what, body, **how)["Session"]
        return session

    def describe(self) -> Json:
        return self._call("GET")

    def update(self, **members: Any) -> Json:
        """Changes the members that it names, such as `SpeakerId="alice"`."""
        return self._call("PATCH", "", members)

    def audio(self, wav: Optional[bytes] = None, *, channel: Optional[int] = None, voice: Optional[str] = None,
              **members: Any) -> Json:
        """Adds a WAV file, or simulated speech: `Voice="alice"`, a label, and `SpeechSeconds=12`, without pauses."""
        if wav is None:
            return self._call("POST", "/audio", members)
        return self._call("POST", "/audio", wav, query={"channel": channel, "voice": voice}, content_type="audio/wav")

    def script(self, **outcome: Any) -> Json:
        """Sets the scores that evaluations find: `AuthenticationScore=91`."""
        return self._call("PUT", "/outcome", outcome)

    def unscript(self) -> Json:
        return self._call("DELETE", "/outcome")

    def request_enrollment(self) -> Json:
        """Asks to enroll the session's speaker, which takes `enrollment_seconds` on the emulator's clock."""
        return self._call("POST", "/enrollment")

    def end(self) -> Json:
        return self._call("POST", "/end")

    def check(self, option: str) -> Json:
        """What a contact flow's block "Check Voice ID" finds: `voiceAuthentication`, `fraudDetection`, `enrollmentStatus`."""
        found: Json = self._control.call("POST", f"{self._path}/check", {"CheckVoiceIdOption": option})
        return found

    def contact_record(self) -> Json:
        """The contact record's part about Voice ID."""
        record: Json = self._control.call("GET", f"{self._path}/contact-record")["VoiceIdResult"]
        return record


class Sessions:
    def __init__(self, control: Control, scope: dict[str, str]) -> None:
        self._control, self._scope = control, scope

    def start(self, domain_id: str, SessionName: str, **members: Any) -> Session:
        """Starts a session, or a new stream of one whose stream has ended."""
        self._control.call("POST", f"domains/{segment(domain_id)}/sessions", {"SessionName": SessionName, **members})
        return self.of(domain_id, SessionName)

    def of(self, domain_id: str, name_or_id: str) -> Session:
        return Session(self._control, domain_id, name_or_id)

    def list(self, domain_id: Optional[str] = None) -> Listed:
        """Of one domain, or of all."""
        path = "sessions" if domain_id is None else f"domains/{segment(domain_id)}/sessions"
        query: Union[dict[str, str], None] = self._scope if domain_id is None else None
        sessions: Listed = self._control.call("GET", path, query=query)["Sessions"]
        return sessions
