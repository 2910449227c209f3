"""GET /_voiceid/contract is the API model, member for member and in its order."""
import pytest

from wire.contract import MODEL


@pytest.fixture(scope="module")
def contract(emulator):
    return emulator.control("GET", "contract")


def in_order(shape):
    """With its members as pairs, so that a comparison heeds their order."""
    return {key: list(value.items()) if key == "members" else value for key, value in shape.items()}


def test_it_has_the_metadata_and_exactly_the_shapes_and_operations_of_the_model(contract):
    assert contract["metadata"] == MODEL["metadata"]
    for part in ("operations", "shapes"):
        assert set(contract[part]) == set(MODEL[part])
        differences = [(name, in_order(contract[part][name]), in_order(expected))
                       for name, expected in MODEL[part].items() if in_order(contract[part][name]) != in_order(expected)]
        assert differences == []


def test_the_answer_is_json_and_always_the_same(emulator):
    first, second = (emulator.request("GET", "/_voiceid/contract") for _ in range(2))
    assert first.headers["Content-Type"].split(";")[0] == "application/json"
    assert first.body == second.body
