"""Values for every member of every operation: of wrong types, against a constraint, at the edge of what is allowed."""
from wire import documents, samples
from wire.contract import element_of, shape_of

LONGEST_INTEGER = 2**63 - 1
OBJECT_FOUND = "Start of structure or map found where not expected"
LIST_FOUND = "Start of list found where not expected"
TYPE_NAMES = {"string": "String", "integer": "Integer", "boolean": "Boolean", "list": "List", "structure": "Structure"}
NATIVE = {"string": "STRING_VALUE", "integer": "NUMBER_VALUE"}
SCALARS = [("STRING_VALUE", "text"), ("STRING_VALUE", "5"), ("NUMBER_VALUE", 5), ("NUMBER_VALUE", -1),
           ("DECIMAL_VALUE", documents.number("5.5")), ("DECIMAL_VALUE", documents.number("55e-1")),
           ("TRUE_VALUE", True), ("FALSE_VALUE", False)]
TOO_LARGE = [("NUMBER_VALUE", documents.number(text)) for text in (str(2**64), str(-2**63 - 1), "1" + "0" * 40)]


def of_wrong_types(slot):
    """(value, message) of values that are not of the slot's type."""
    kind = shape_of(slot.shape)["type"]
    for token, value in SCALARS + (TOO_LARGE if kind == "integer" else []):
        if NATIVE.get(kind) != token or (token, value) in TOO_LARGE:
            yield value, f"{token} cannot be converted to {TYPE_NAMES[kind]}"
    if kind != "structure":
        yield {"Key": "text"}, OBJECT_FOUND
    if kind != "list":
        yield [["text"]], LIST_FOUND


def bad_values(slot):
    """Values that each violate a constraint of the slot's shape. None stands for a missing value."""
    if slot.required:
        yield None
    shape = shape_of(slot.shape)
    if shape["type"] == "string":
        yield from _bad_texts(slot.shape, shape)
    elif shape["type"] == "integer":
        yield from (shape["min"] - 1, shape["max"] + 1, -LONGEST_INTEGER - 1, LONGEST_INTEGER)
    elif shape["type"] == "list":
        yield from _bad_lists(slot.shape, shape)


def _bad_texts(name, shape):
    if shape.get("min", 0) > 0:
        yield samples.text_of_length(name, shape["min"] - 1)
    if "max" in shape:
        yield samples.text_of_length(name, shape["max"] + 1)
        yield "\u00e9" * (shape["max"] + 1)
        yield "\U00010437" * (shape["max"] * 2)
    if "pattern" in shape:
        yield from samples.PATTERN_SINS[name]
    if "enum" in shape:
        yield from ("", "NO_SUCH_VALUE", shape["enum"][0].lower(), shape["enum"][0] + " ")


def _bad_lists(name, shape):
    element = documents.sample(element_of(name))
    if shape.get("min", 0) > 0:
        yield [element] * (shape["min"] - 1)
    if "max" in shape:
        yield [element] * (shape["max"] + 1)
        yield [None, *[element] * shape["max"], None]


def good_values(slot):
    """Values at the very edges of what is allowed."""
    if not slot.required:
        yield None
    shape = shape_of(slot.shape)
    if shape["type"] == "integer":
        whole = shape["max"]
        yield from (shape["min"], whole)
        yield from map(documents.number, (f"{whole}.0", f"{whole}.000", f"{whole}0e-1", "0.1e1", "1E+0", "10.0E-1"))
    elif shape["type"] == "string" and "enum" in shape:
        yield from shape["enum"]
    elif shape["type"] == "string":
        for length in {shape.get("min", 0), shape["max"]} - {0}:
            # The pattern does not match every shortest text.
            if length == shape["max"] or slot.shape not in ("IamRoleArn", "AmazonResourceName"):
                yield samples.text_of_length(slot.shape, length)
        yield from samples.valid_texts(slot.shape)
    elif shape["type"] == "list":
        element = documents.sample(element_of(slot.shape))
        yield from ([element] * size for size in {shape["min"], shape["max"]})
