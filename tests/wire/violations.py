"""Request documents with one violation, with two, and with one everywhere."""
import itertools
from collections import namedtuple

from wire import documents, samples

Case = namedtuple("Case", "label document")

LONGEST_INTEGER = 2**63 - 1


def bad_values(contract, slot):
    """(label, value): each constraint of the slot's shape, violated. Null stands for a missing value."""
    if slot.required:
        yield "null", None
    shape = contract.shape(slot.shape)
    if shape["type"] == "string":
        yield from _bad_texts(slot.shape, shape)
    elif shape["type"] == "integer":
        low, high = shape["min"], shape["max"]
        yield from [(f"integer {value}", value) for value in (low - 1, high + 1, -LONGEST_INTEGER - 1, LONGEST_INTEGER)]
    elif shape["type"] == "list":
        yield from _bad_lists(contract, slot.shape, shape)


def _bad_texts(name, shape):
    if shape.get("min", 0) > 0:
        yield "too short", samples.text_of_length(name, shape["min"] - 1)
    if "max" in shape:
        yield "too long", samples.text_of_length(name, shape["max"] + 1)
        yield "too long, multi-byte", "\u00e9" * (shape["max"] + 1)
        yield "much too long, four bytes each", "\U00010437" * (shape["max"] * 2)
    for value in samples.PATTERN_SINS[name] if "pattern" in shape else ():
        yield f"pattern {value!r}", value
    for value in ("", "NO_SUCH_VALUE", shape["enum"][0].lower(), shape["enum"][0] + " ") if "enum" in shape else ():
        yield f"enum {value!r}", value


def _bad_lists(contract, name, shape):
    element = documents.sample(contract, contract.element(name))
    if shape.get("min", 0) > 0:
        yield "too few elements", [element] * (shape["min"] - 1)
    if "max" in shape:
        yield "too many elements", [element] * (shape["max"] + 1)
        yield "too many and null elements", [None, *[element] * shape["max"], None]


def good_values(contract, slot):
    """(label, value) at the very edges of what is allowed."""
    shape = contract.shape(slot.shape)
    if shape["type"] == "integer":
        yield from [(str(value), value) for value in (shape["min"], shape["max"])]
        whole = shape["max"]
        for text in (f"{whole}.0", f"{whole}.000", f"{whole}0e-1", "0.1e1", "1e0", "1E+0", "10.0E-1"):
            yield text, documents.number(text)
    elif shape["type"] == "string" and "enum" in shape:
        yield from [(value, value) for value in shape["enum"]]
    elif shape["type"] == "string":
        for length in {shape.get("min", 0), shape["max"]} - {0}:
            # The shortest text is not always one that the pattern has.
            if length == shape["max"] or slot.shape not in ("IamRoleArn", "AmazonResourceName"):
                yield f"length {length}", samples.text_of_length(slot.shape, length)
        yield from [(f"text {value!r}", value) for value in samples.valid_texts(slot.shape)]
    elif shape["type"] == "list":
        element = documents.sample(contract, contract.element(slot.shape))
        yield from [(f"{size} elements", [element] * size) for size in {shape["min"], shape["max"]}]


def single(contract, operation):
    """The otherwise full and valid request with one violation."""
    name = contract.input_of(operation)
    full = documents.sample(contract, name)
    for slot in documents.slots(contract, name):
        if slot.required and not slot.element:
            yield Case(f"{slot.path} missing", documents.without(full, slot.path))
        for label, value in bad_values(contract, slot):
            yield Case(f"{slot.path} {label}", documents.with_value(full, slot.path, value))


def _violable(contract, operation):
    name = contract.input_of(operation)
    return [(slot, values) for slot in documents.slots(contract, name)
            if (values := [value for _, value in bad_values(contract, slot)])]


def pairs(contract, operation):
    """Each two members at once, through all values of the one that has more."""
    full = documents.sample(contract, contract.input_of(operation))
    for (one, ones), (other, others) in itertools.combinations(_violable(contract, operation), 2):
        if other.path[:len(one.path)] == one.path:
            continue
        for turn in range(max(len(ones), len(others))):
            first = documents.with_value(full, one.path, ones[turn % len(ones)])
            yield Case(f"{one.path} and {other.path}",
                       documents.with_value(first, other.path, others[turn % len(others)]))


def everywhere(contract, operation):
    """A violation of every member that is no structure, in several rounds; and nothing given at all."""
    name = contract.input_of(operation)
    yield Case("empty", {})
    leaves = [(slot, values) for slot, values in _violable(contract, operation)
              if contract.shape(slot.shape)["type"] in ("string", "integer")]
    for turn in range(max((len(values) for _, values in leaves))):
        document = documents.sample(contract, name)
        for slot, values in leaves:
            document = documents.with_value(document, slot.path, values[turn % len(values)])
        yield Case(f"round {turn}", document)
