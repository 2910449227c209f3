"""The parts of the control API: each works on the whole emulator, or on the account of its scope."""
from __future__ import annotations

import datetime
from typing import Any, Optional, Union

from ._control import Control, segment
from ._options import Json

WAIT_SECONDS = 10
# Where `list` is a method.
Listed = list[Json]


class Part:
    def __init__(self, control: Control, scope: dict[str, str]) -> None:
        self._control, self._scope = control, scope

    def _call(self, method: str, path: str, body: object = None, **query: object) -> Any:
        return self._control.call(method, path, body, {**query, **self._scope})


def _duration(by: Union[str, datetime.timedelta]) -> str:
    return by if isinstance(by, str) else f"PT{by.total_seconds():.3f}S"


class Clock(Part):
    """Each method answers `{"Now": …, "Frozen": …}`."""

    def read(self) -> Json:
        clock: Json = self._call("GET", "clock")
        return clock

    def set(self, now: Union[str, datetime.datetime], *, frozen: Optional[bool] = None) -> Json:
        if isinstance(now, datetime.datetime):
            now = now.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        body: Json = {"Now": now} if frozen is None else {"Now": now, "Frozen": frozen}
        clock: Json = self._call("PUT", "clock", body)
        return clock

    def freeze(self) -> Json:
        clock: Json = self._call("PUT", "clock", {"Frozen": True})
        return clock

    def release(self) -> Json:
        clock: Json = self._call("PUT", "clock", {"Frozen": False})
        return clock

    def advance(self, by: Union[str, datetime.timedelta]) -> Json:
        """By an ISO 8601 duration, such as `P3Y` or `PT90S`."""
        clock: Json = self._call("POST", "clock/advance", {"By": _duration(by)})
        return clock


class Domains(Part):
    """Shortcuts to a state that takes calls, jobs or years in the API."""

    def list(self) -> Listed:
        domains: Listed = self._call("GET", "domains")["Domains"]
        return domains

    def _change(self, method: str, domain_id: str, what: str, answer: str, body: object = None) -> Json:
        changed: Json = self._control.call(method, f"domains/{segment(domain_id)}/{what}", body)[answer]
        return changed

    def put_speaker(self, domain_id: str, customer_speaker_id: str, **members: Any) -> Json:
        """Puts a speaker, new or known, into a state: `Status="EXPIRED"`; `ENROLLED` by default."""
        return self._change("PUT", domain_id, f"speakers/{segment(customer_speaker_id)}", "Speaker", members)

    def put_fraudster(self, domain_id: str, **members: Any) -> Json:
        """Makes or finds the fraudster with that `Voice`."""
        return self._change("PUT", domain_id, "fraudsters", "Fraudster", members)

    def set_status(self, domain_id: str, status: str) -> Json:
        return self._change("PUT", domain_id, "status", "Domain", {"Status": status})

    def restore(self, domain_id: str) -> Json:
        """Undoes DeleteDomain."""
        return self._change("POST", domain_id, "restore", "Domain")


class Faults(Part):
    def add(self, **fault: Any) -> Json:
        """`add(Operation="ListDomains", Error="ThrottlingException", Count=2)`"""
        added: Json = self._call("POST", "faults", fault)
        return added

    def list(self) -> Listed:
        faults: Listed = self._call("GET", "faults")["Faults"]
        return faults

    def get(self, fault_id: str) -> Json:
        fault: Json = self._call("GET", f"faults/{segment(fault_id)}")
        return fault

    def remove(self, fault_id: str) -> Json:
        fault: Json = self._call("DELETE", f"faults/{segment(fault_id)}")
        return fault

    def clear(self) -> None:
        self._call("DELETE", "faults")


class Requests(Part):
    """What the code under test sent. Filters are those of docs/requests.md: `operation`, `status`, `error`, `domainId` …"""

    def list(self, **filters: object) -> Json:
        requests: Json = self._call("GET", "requests", **filters)
        return requests

    def get(self, number: Union[int, str]) -> Json:
        """By number or by request id."""
        request: Json = self._control.call("GET", f"requests/{segment(str(number))}")
        return request

    def count(self, **filters: object) -> int:
        number: int = self._call("GET", "requests/count", **filters)["Count"]
        return number

    def wait_for(self, seconds: float = WAIT_SECONDS, **filters: object) -> Json:
        """The first that matches, once it has come. Raises TimeoutError after so many seconds, with what came near."""
        answer = self.list(wait=seconds, limit=1, **filters)
        for request in answer["Requests"]:
            found: Json = request
            return found
        near = answer.get("NearMisses", [])
        raise TimeoutError("\n".join([f"No request matched {filters} within {seconds} s.", *near]))

    def clear(self) -> None:
        self._call("DELETE", "requests")


class Events(Part):
    """The events that EventBridge would get. Filters are those of docs/events.md: `after`, `detailType`, `domainId` …"""

    def list(self, **filters: object) -> Json:
        events: Json = self._call("GET", "events", **filters)
        return events

    def position(self) -> str:
        """The present end of the list, for `after`."""
        last: str = self.list(limit=0)["Last"]
        return last

    def wait_for(self, seconds: float = WAIT_SECONDS, **filters: object) -> Json:
        """The first that matches, once it has come. Raises TimeoutError after so many seconds."""
        for event in self.list(wait=seconds, limit=1, **filters)["Events"]:
            found: Json = event
            return found
        raise TimeoutError(f"No event matched {filters} within {seconds} s.")

    def clear(self) -> None:
        self._call("DELETE", "events")

    def sinks(self) -> Listed:
        sinks: Listed = self._call("GET", "events/sinks")["Sinks"]
        return sinks

    def disorder(self, sink: str, **members: Any) -> Json:
        """Delivers the events of a sink, such as `memory`, out of order."""
        changed: Json = self._call("PUT", f"events/sinks/{segment(sink)}/disorder", members)["Sink"]
        return changed

    def order(self, sink: str) -> Json:
        """Removes the disorder."""
        changed: Json = self._call("DELETE", f"events/sinks/{segment(sink)}/disorder")["Sink"]
        return changed


class State(Part):
    def save(self) -> Json:
        document: Json = self._call("GET", "state")
        return document

    def restore(self, document: Json) -> None:
        """Replaces everything by a document that save() answered."""
        self._call("PUT", "state", document)
