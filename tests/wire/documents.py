"""Valid request documents, the places in them, and documents changed in one place."""
import copy
import json
import re
from collections import namedtuple

from wire import samples
from wire.contract import element_of, members_of, shape_of

# `element`: it stands in a list. The path has member names and, in lists, the index.
Slot = namedtuple("Slot", "path shape required element")

_RAW = "\ue000"


def sample(name, required_only=False):
    shape = shape_of(name)
    kind = shape["type"]
    if kind == "structure":
        return {member: sample(of, required_only)
                for member, of, required in members_of(name) if required or not required_only}
    if kind == "list":
        return [sample(element_of(name), required_only)]
    if kind == "integer":
        return shape["min"]
    return shape["enum"][0] if "enum" in shape else samples.valid_text(name)


def slots(name, path=()):
    """Every place below a shape, depth first and in the order of the model."""
    shape = shape_of(name)
    if shape["type"] == "structure":
        for member, of, required in members_of(name):
            yield Slot((*path, member), of, required, False)
            yield from slots(of, (*path, member))
    elif shape["type"] == "list":
        yield Slot((*path, 0), element_of(name), True, True)
        yield from slots(element_of(name), (*path, 0))


def with_value(document, path, value):
    changed = copy.deepcopy(document)
    parent = changed
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return changed


def number(text):
    """A number that reaches the JSON text exactly as written here."""
    return f"{_RAW}{text}{_RAW}"


def text_of(document):
    return re.sub(f'"{_RAW}([^"]*){_RAW}"', r"\1", json.dumps(document, ensure_ascii=False))
