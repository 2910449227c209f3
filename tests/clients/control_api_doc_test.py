"""docs/control-api.md has every call of the control API, with its query parameters, and no other."""
import re

import pytest

from support.documents import read

# A row of a table: `GET events`, or several calls that it explains together, and what it says about them.
ROW = re.compile(r"^\| ((?:`[A-Z]+ \S+`(?:, )?)+) \| (.*) \|$", re.MULTILINE)
CALL = re.compile(r"`([A-Z]+) (\S+)`")
# The page says once that calls on a domain take them.
OF_THE_DOMAIN = {"account", "region"}


@pytest.fixture(scope="module")
def described():
    """What the page says of each call."""
    return {f"{method} /_voiceid/{path.lstrip('/')}": text for calls, text in ROW.findall(read("docs/control-api.md"))
            for method, path in CALL.findall(calls)}


@pytest.fixture(scope="module")
def paths(emulator):
    return emulator.control("GET", "openapi.json")["paths"]


def test_the_page_has_each_call_and_no_other(described, paths):
    assert sorted(described) == sorted(f"{method.upper()} {path}" for path, methods in paths.items() for method in methods)


def test_the_page_names_the_query_parameters_of_each_call(described, paths):
    unnamed = []
    for path, methods in paths.items():
        for method, call in methods.items():
            names = {each["name"] for each in call.get("parameters", []) if each["in"] == "query"}
            known = OF_THE_DOMAIN if "{DomainId}" in path else set()
            text = described.get(f"{method.upper()} {path}", "")
            unnamed += [f"{method} {path}: {name}" for name in names - known if not re.search(rf"\b{name}\b", text)]
    assert unnamed == []
