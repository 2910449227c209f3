"""Each JSON type in the place of each member, with the error that page 1 prescribes."""
from collections import namedtuple

from wire import documents

Case = namedtuple("Case", "label document message")

OBJECT_FOUND = "Start of structure or map found where not expected"
LIST_FOUND = "Start of list found where not expected"
TYPE_NAMES = {"string": "String", "integer": "Integer", "boolean": "Boolean", "list": "List", "structure": "Structure"}

SCALARS = [
    ("STRING_VALUE", "text"), ("STRING_VALUE", ""), ("STRING_VALUE", "5"),
    ("NUMBER_VALUE", 5), ("NUMBER_VALUE", 0), ("NUMBER_VALUE", -1), ("NUMBER_VALUE", documents.number(str(2**63 - 1))),
    ("DECIMAL_VALUE", documents.number("5.5")), ("DECIMAL_VALUE", documents.number("-0.25")),
    ("DECIMAL_VALUE", documents.number("55e-1")),
    ("TRUE_VALUE", True), ("FALSE_VALUE", False),
]
TOO_LARGE = [("NUMBER_VALUE", documents.number(text)) for text in (str(2**64), str(-2**63 - 1), "1" + "0" * 40)]
NATIVE = {"string": "STRING_VALUE", "integer": "NUMBER_VALUE"}


def wrong_values(kind):
    """(value, message) of everything that is not of this kind."""
    for token, value in SCALARS + (TOO_LARGE if kind == "integer" else []):
        if NATIVE.get(kind) != token or (token, value) in TOO_LARGE:
            yield value, f"{token} cannot be converted to {TYPE_NAMES[kind]}"
    if kind != "structure":
        yield {}, OBJECT_FOUND
        yield {"Key": "text"}, OBJECT_FOUND
    if kind != "list":
        yield [], LIST_FOUND
        yield ["text"], LIST_FOUND
        yield [[]], LIST_FOUND


def single(contract, operation):
    name = contract.input_of(operation)
    full = documents.sample(contract, name)
    for slot in documents.slots(contract, name):
        for value, message in wrong_values(contract.shape(slot.shape)["type"]):
            yield Case(f"{slot.path}", documents.with_value(full, slot.path, value), message)


def one_each(contract, operation):
    """(member, value, message) for the members of the request itself, so that neighbours differ in their message."""
    found = []
    for number, (member, shape, _) in enumerate(contract.members(contract.input_of(operation))):
        values = [(value, message) for value, message in wrong_values(contract.shape(shape)["type"])
                  if isinstance(value, bool) or value == {} or value == []]
        found.append((member, *values[number % len(values)]))
    return found
