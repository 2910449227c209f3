"""What page 1 of the specification prescribes for a document that violates constraints."""
from wire.patterns import matches

LISTED = 10
NULL = "Member must not be null"


def wire_name(member):
    return member[:1].lower() + member[1:]


def step(path, member):
    return f"{path}.{wire_name(member)}" if path else wire_name(member)


def shown(value):
    if value is None:
        return "null"
    return f"'{plain(value)}'"


def plain(value):
    if isinstance(value, list):
        return f"[{', '.join(map(plain, value))}]"
    return "null" if value is None else str(value)


def violation(path, value, constraint, hidden):
    echoed = "" if hidden else f" {shown(value)}"
    return f"Value{echoed} at '{path}' failed to satisfy constraint: {constraint}"


def _of_size(shape, size, quantity):
    if size < shape.get("min", size):
        yield f"Member must have {quantity} greater than or equal to {shape['min']}"
    if size > shape.get("max", size):
        yield f"Member must have {quantity} less than or equal to {shape['max']}"


def _of_text(shape, value):
    yield from _of_size(shape, len(value), "length")
    if "pattern" in shape and not matches(shape["pattern"], value):
        yield f"Member must satisfy regular expression pattern: {shape['pattern']}"
    if "enum" in shape and value not in shape["enum"]:
        yield f"Member must satisfy enum value set: [{', '.join(shape['enum'])}]"


def violations(contract, name, value, path=""):
    """Of a value whose types are right, in the order in which they are answered."""
    shape = contract.shape(name)
    if value is None:
        return [violation(path, None, NULL, shape.get("sensitive", False))]
    if shape["type"] == "structure":
        return _in_structure(contract, name, value, path)
    if shape["type"] == "list":
        own = _of_size(shape, len(value), "length")
        hidden = contract.hides_elements(name)
        found = [violation(path, value, constraint, hidden) for constraint in own]
        for number, element in enumerate(value, 1):
            found += violations(contract, contract.element(name), element, f"{path}.{number}.member")
        return found
    own = _of_text(shape, value) if shape["type"] == "string" else _of_size(shape, value, "value")
    return [violation(path, value, constraint, shape.get("sensitive", False)) for constraint in own]


def _in_structure(contract, name, value, path):
    found = []
    for member, shape, required in contract.members(name):
        given = value.get(member)
        if given is not None or required:
            found += violations(contract, shape, given, step(path, member))
    return found


def message(found):
    if len(found) == 1:
        return f"1 validation error detected: {found[0]}"
    return f"{len(found)} validation errors detected: {'; '.join(found[:LISTED])}"
