"""The API model of the service, from tests/data."""
import json

from support.emulator import ROOT

MODEL = json.loads((ROOT / "tests/data/api_model.json").read_text("utf-8"))
OPERATIONS = tuple(MODEL["operations"])


def input_of(operation):
    return MODEL["operations"][operation]["input"]


def shape_of(name):
    return MODEL["shapes"][name]


def members_of(name):
    """(name, shape name, is required) in the order of the model."""
    shape = shape_of(name)
    required = shape.get("required", ())
    return [(member, of["shape"], member in required) for member, of in shape["members"].items()]


def element_of(name):
    return shape_of(name)["member"]["shape"]


def hides_elements(name):
    """Returns whether a list holds anything sensitive, at any depth."""
    shape = shape_of(name)
    if shape["type"] == "list":
        return hides_elements(element_of(name))
    if shape["type"] == "structure":
        return any(hides_elements(of) for _, of, _ in members_of(name))
    return shape.get("sensitive", False)
