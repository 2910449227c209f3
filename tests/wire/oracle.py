"""The message that answers a document which violates constraints, from the API model alone."""
from wire.contract import element_of, hides_elements, members_of, shape_of
from wire.patterns import matches

LISTED = 10
NULL = "Member must not be null"


def step(path, member):
    wire_name = member[:1].lower() + member[1:]
    return f"{path}.{wire_name}" if path else wire_name


def shown(value):
    return "null" if value is None else f"'{plain(value)}'"


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


def violations(name, value, path=""):
    """Those of a value whose types are right, in the order of the answer."""
    shape = shape_of(name)
    if value is None:
        return [violation(path, None, NULL, shape.get("sensitive", False))]
    if shape["type"] == "structure":
        return [found for member, of, required in members_of(name) if value.get(member) is not None or required
                for found in violations(of, value.get(member), step(path, member))]
    if shape["type"] == "list":
        own = [violation(path, value, constraint, hides_elements(name))
               for constraint in _of_size(shape, len(value), "length")]
        return own + [found for number, element in enumerate(value, 1)
                      for found in violations(element_of(name), element, f"{path}.{number}.member")]
    own = _of_text(shape, value) if shape["type"] == "string" else _of_size(shape, value, "value")
    return [violation(path, value, constraint, shape.get("sensitive", False)) for constraint in own]


def message(found):
    if len(found) == 1:
        return f"1 validation error detected: {found[0]}"
    return f"{len(found)} validation errors detected: {'; '.join(found[:LISTED])}"
