"""Valid request documents, the places in them, and documents changed in one place."""
import copy
import json
import re
from collections import namedtuple

from wire import samples

# `element`: it stands in a list. The path has member names and, in lists, the position from 0.
Slot = namedtuple("Slot", "path shape required element")

_RAW = "\ue000"
_REPEATED = "\ue001"


def sample(contract, name, required_only=False):
    shape = contract.shape(name)
    kind = shape["type"]
    if kind == "structure":
        return {member: sample(contract, of, required_only)
                for member, of, required in contract.members(name) if required or not required_only}
    if kind == "list":
        return [sample(contract, contract.element(name), required_only)]
    if kind == "integer":
        return shape["min"]
    return shape["enum"][0] if "enum" in shape else samples.valid_text(name)


def slots(contract, name, path=()):
    """Every place below a shape, depth first and in the contract's order."""
    shape = contract.shape(name)
    if shape["type"] == "structure":
        for member, of, required in contract.members(name):
            yield Slot((*path, member), of, required, False)
            yield from slots(contract, of, (*path, member))
    elif shape["type"] == "list":
        yield Slot((*path, 0), contract.element(name), True, True)
        yield from slots(contract, contract.element(name), (*path, 0))


def _parent(document, path):
    for step in path[:-1]:
        document = document[step]
    return document


def with_value(document, path, value):
    changed = copy.deepcopy(document)
    _parent(changed, path)[path[-1]] = value
    return changed


def without(document, path):
    changed = copy.deepcopy(document)
    del _parent(changed, path)[path[-1]]
    return changed


def value_at(document, path):
    return _parent(document, path)[path[-1]]


def with_repeated_key(document, path, first):
    """The member stands twice: with `first`, then with what it has."""
    changed = copy.deepcopy(document)
    parent = _parent(changed, path)
    members = list(parent.items())
    parent.clear()
    for name, value in members:
        if name == path[-1]:
            parent[_REPEATED + name] = first
        parent[name] = value
    return changed


def number(text):
    """A number that reaches the JSON text exactly as written here."""
    return f"{_RAW}{text}{_RAW}"


def text_of(document):
    text = json.dumps(document, ensure_ascii=False)
    return re.sub(f'"{_RAW}([^"]*){_RAW}"', r"\1", text).replace(_REPEATED, "")


def reversed_members(value):
    """The same document with the members of each structure in reverse order."""
    if isinstance(value, dict):
        return {name: reversed_members(of) for name, of in reversed(value.items())}
    return [reversed_members(of) for of in value] if isinstance(value, list) else value
