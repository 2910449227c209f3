"""An emulator that runs, and accounts in it."""
from __future__ import annotations

import secrets
from types import TracebackType
from typing import Any, Optional

from ._control import Control
from ._options import Json
from ._parts import Clock, Domains, Events, Faults, Requests, State
from ._process import EmulatorProcess
from ._sessions import Sessions

DEFAULT_REGION = "us-east-1"


class Scope:
    """What the whole emulator and one account have in common."""

    def __init__(self, control: Control, scope: dict[str, str], region: str, access_key: str) -> None:
        self._control, self._scope, self._region = control, scope, region
        self.url = control.url
        #: For `boto3.client("voice-id", **client_config)`.
        self.client_config = {"endpoint_url": self.url, "region_name": region, "aws_access_key_id": access_key,
                              "aws_secret_access_key": "any"}
        self.sessions = Sessions(control, scope)
        self.domains = Domains(control, scope)
        self.faults = Faults(control, scope)
        self.requests = Requests(control, scope)
        self.events = Events(control, scope)
        self.state = State(control, scope)

    def load_fixtures(self, document: object) -> Json:
        """Makes what the document describes, an object or a text of YAML or JSON; answers its ids by name."""
        query = {**self._scope, "region": self._region} if self._scope else None
        ids: Json = self._control.call("POST", "fixtures", document, query)
        return ids


class Account(Scope):
    """One account; its methods touch nothing of others."""

    def __init__(self, control: Control, account_id: str, region: str) -> None:
        super().__init__(control, {"account": account_id}, region, account_id)
        self.id, self.region = account_id, region

    def reset(self) -> None:
        """Forgets what belongs to the account."""
        self._control.call("POST", "reset", query=self._scope)


class Emulator(Scope):
    """The whole emulator. `with` stops it at the end."""

    def __init__(self, control: Control, process: Optional[EmulatorProcess] = None) -> None:
        super().__init__(control, {}, DEFAULT_REGION, "any")
        self.clock = Clock(control, {})
        self._process = process
        self._stopped = False

    @property
    def is_shared(self) -> bool:
        """Whether others may use it too: it ran before."""
        return self._process is None

    @property
    def log(self) -> str:
        """What the emulator has logged: the last 1,000 lines."""
        return "" if self._process is None else self._process.log

    def account(self, account_id: Optional[str] = None, region: str = DEFAULT_REGION) -> Account:
        """An account that nobody else uses; or the one with that id."""
        return Account(self._control, account_id or f"{secrets.randbelow(10**12 - 1) + 1:012}", region)

    def control(self, method: str, path: str, body: object = None) -> Any:
        """A call of the control API, such as `control("GET", "contract")`."""
        return self._control.call(method, path, body)

    def reset(self, *, fixtures: Optional[str] = None) -> None:
        """Forgets everything; with `fixtures="keep"`, loads the files among the fixtures of the start again."""
        self._control.call("POST", "reset", query={"fixtures": fixtures})

    def stop(self) -> None:
        """Ends the emulator if start() started it."""
        if self._process is None or self._stopped:
            return
        self._stopped = True
        self._process.stop()

    def __enter__(self) -> Emulator:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.stop()
