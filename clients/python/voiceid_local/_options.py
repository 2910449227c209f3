"""Turns the options of start() into the program's flags, variables and files."""
from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Union

Json = dict[str, Any]
FileName = Union[str, "os.PathLike[str]"]
Option = Union[None, bool, int, float, FileName, Mapping[str, object], Sequence[FileName]]

# Other users of the machine can read the arguments of processes.
SECRETS = {"control_token": "VOICEID_CONTROL_TOKEN", "credential": "VOICEID_CREDENTIAL"}
# They configure this package, not the program, which would warn about them.
OWN_VARIABLES = "VOICEID_LOCAL_"
FILES = ("fixtures", "faults", "tls_cert", "tls_key", "ca_file", "config", "state", "s3_root")


def is_file_name(value: object) -> bool:
    return isinstance(value, (str, os.PathLike))


def texts(value: Option) -> list[str]:
    """The texts that stand for an option's value; `True` stands for a flag alone and has none."""
    if value is None or isinstance(value, bool):
        return []
    if isinstance(value, Mapping):
        return [f"{name}={number}" for name, number in value.items()]
    if isinstance(value, (str, int, float)):
        return [str(value)]
    if isinstance(value, os.PathLike):
        return [os.fspath(value)]
    return [os.fspath(each) for each in value]


def flags(settings: Mapping[str, Option]) -> list[str]:
    found = []
    for name, value in settings.items():
        flag = f"--{name.replace('_', '-')}"
        if name in SECRETS:
            continue
        if value is True:
            found.append(flag)
        for text in texts(value):
            found += [flag, text]
    return found


def environment(settings: Mapping[str, Option], env: Mapping[str, str]) -> dict[str, str]:
    """The program's environment: the caller's, with the secrets among the options."""
    kept = {name: value for name, value in env.items() if not name.startswith(OWN_VARIABLES)}
    secrets = {variable: ",".join(texts(settings[name])) for name, variable in SECRETS.items() if texts(settings.get(name))}
    return {**kept, **secrets}


def files(settings: Mapping[str, Option]) -> Iterable[tuple[str, str]]:
    """The names of the options that name files and folders, each with an absolute path."""
    for name in FILES:
        for text in texts(settings.get(name)):
            if text != "demo":
                yield name, str(Path(text).absolute())


def with_absolute_paths(settings: Mapping[str, Option]) -> dict[str, Option]:
    absolute: dict[str, Option] = dict(settings)
    for name in FILES:
        if name in settings:
            absolute[name] = [text if text == "demo" else str(Path(text).absolute()) for text in texts(settings[name])]
    return absolute
