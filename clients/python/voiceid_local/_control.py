"""Calls of the control API, under /_voiceid/."""
from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from typing import Any, Optional
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener


class ControlError(Exception):
    """An error that the control API answered."""

    def __init__(self, call: str, status: int, answer: Mapping[str, Any]) -> None:
        self.status = status
        self.code: Optional[str] = answer.get("Error")
        super().__init__(f"{call}: {self.code or f'status {status}'}: {answer.get('Message', '')}")


def _unverified() -> ssl.SSLContext:
    """The certificate may be self-signed."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return {"Message": content[:200].decode(errors="replace")}


def segment(text: str) -> str:
    """A text as one segment of a path."""
    return quote(text, safe="")


class Control:
    def __init__(self, url: str, token: Optional[str]) -> None:
        self.url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        # The emulator is on this machine or network, so no proxy is used.
        handlers = [ProxyHandler({}), *([HTTPSHandler(context=_unverified())] if url.startswith("https:") else [])]
        self._opener = build_opener(*handlers)

    def call(self, method: str, path: str, body: object = None, query: Optional[Mapping[str, object]] = None,
             content_type: Optional[str] = None) -> Any:
        """The answer's JSON. A body that is neither a text nor bytes is sent as JSON."""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        target = f"/_voiceid/{path}" + (f"?{urlencode(given, doseq=True)}" if given else "")
        data, kind = _content(body)
        headers = {**self._headers, **({} if data is None else {"Content-Type": content_type or kind})}
        try:
            with self._opener.open(Request(self.url + target, data, headers, method=method)) as answer:
                return _parsed(answer.read())
        except HTTPError as error:
            with error:
                raise ControlError(f"{method} {target}", error.code, _parsed(error.read())) from None


def _content(body: object) -> tuple[Optional[bytes], str]:
    if body is None:
        return None, ""
    if isinstance(body, bytes):
        return body, "application/octet-stream"
    if isinstance(body, str):
        return body.encode(), "text/plain"
    return json.dumps(body).encode(), "application/json"
