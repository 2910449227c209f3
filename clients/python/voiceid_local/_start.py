"""Starts an emulator, or uses one that runs."""
from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Union, cast

from ._container import new_name, published_url, run_arguments
from ._control import Control, ControlError
from ._emulator import Emulator
from ._find import Image, Program, Running, find_emulator
from ._options import FileName, Json, Option, environment, flags, is_file_name
from ._process import EmulatorProcess

Document = Mapping[str, Any]
LIFELINE = ["--lifeline", "0"]


def start(*, fixtures: Union[None, FileName, Document, Sequence[Union[FileName, Document]]] = None,
          faults: Union[None, FileName, Document, Sequence[Document]] = None,
          state: Union[None, FileName, Document] = None, **options: Option) -> Emulator:
    """Starts an emulator on a free port.

    Uses the running one at `VOICEID_LOCAL_URL`, else the first of: the program that `VOICEID_LOCAL_BINARY` names, the wheel's,
    `voiceid-local` on the PATH, its image in docker or podman. The emulator ends with stop(), and in any case with this process.

    `fixtures` are files, folders, `demo` or documents; `faults` a file or documents; `state` a file, which is also saved at the
    end, or a document that `state.save()` answered. The other options are the program's, as `enrollment_seconds=0`:
    docs/configuration.md.
    """
    settings, documents = _split(_listed(fixtures), _listed(faults), _listed(state), options)
    found = find_emulator(os.environ)
    token = options.get("control_token", os.environ.get("VOICEID_CONTROL_TOKEN"))
    token = None if token is None else str(token)
    if isinstance(found, Running):
        emulator = _join(found.url, settings, token)
    else:
        emulator = _launch(found, settings, token)
    try:
        _load(emulator, *documents)
    except BaseException:
        emulator.stop()
        raise
    return emulator


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _split(fixtures: list[Any], faults: list[Any], state: list[Any],
           options: Mapping[str, Option]) -> tuple[dict[str, Option], tuple[list[Json], list[Json], list[Json]]]:
    """Separates what the program takes at its start from what is loaded by calls once it runs."""
    given = {"fixtures": fixtures, "faults": faults, "state": state}
    named = {name: cast(Option, [each for each in values if is_file_name(each)]) for name, values in given.items()}
    documents = {name: [each for each in values if not is_file_name(each)] for name, values in given.items()}
    given_at_start: dict[str, Option] = {**options, **named}
    settings: dict[str, Option] = {name: value for name, value in given_at_start.items() if value not in (None, [])}
    return settings, (documents["fixtures"], documents["faults"], documents["state"])


def _launch(found: Union[Program, Image], settings: dict[str, Option], token: Union[str, None]) -> Emulator:
    env = environment(settings, os.environ)
    if "VOICEID_LOG_LEVEL" not in env:
        # Tests do not want lines about the usual.
        settings = {"log_level": "warn", **settings}
    if isinstance(found, Program):
        process = EmulatorProcess(found.path, [*flags({"port": 0, **settings}), *LIFELINE], env)
        return Emulator(Control(process.ready(), token), process)
    name = new_name()
    process = EmulatorProcess(found.engine, [*run_arguments(name, found, settings, env), *LIFELINE], env)
    url = process.ready()
    try:
        return Emulator(Control(published_url(found.engine, name, url, env), token), process)
    except BaseException:
        process.stop()
        raise


def _join(url: str, settings: Mapping[str, Option], token: Union[str, None]) -> Emulator:
    """The emulator at that URL must answer, and cannot be given what counts only at a start."""
    names = [name for name in settings if name != "control_token"]
    if names:
        raise ValueError(f"VOICEID_LOCAL_URL is {url}: an emulator that runs cannot take the options {', '.join(names)}. "
                         "Start it with them, or unset the variable.")
    control = Control(url, token)
    try:
        control.call("GET", "readyz")
    except (OSError, ControlError) as error:
        raise RuntimeError(f"VOICEID_LOCAL_URL is {url}, where no emulator is ready: {error}") from error
    return Emulator(control)


def _load(emulator: Emulator, fixtures: list[Json], faults: list[Json], state: list[Json]) -> None:
    for document in state:
        emulator.state.restore(document)
    for document in fixtures:
        emulator.load_fixtures(document)
    for fault in faults:
        emulator.faults.add(**fault)
