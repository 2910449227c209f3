"""GET /_voiceid/contract is the API model, member for member and in its order."""
import pytest

from wire.contract import MODEL


@pytest.fixture(scope="module")
def contract(emulator):
    return emulator.control("GET", "contract")


def in_order(table):
    """With members as pairs, so that a comparison heeds their order."""
    return {name: {key: list(value.items()) if key == "members" else value for key, value in of.items()}
            for name, of in table.items()}


def test_it_has_exactly_the_metadata_operations_and_shapes_of_the_model(contract):
    assert contract["metadata"] == MODEL["metadata"]
    for part in ("operations", "shapes"):
        told, expected = in_order(contract[part]), in_order(MODEL[part])
        assert told.keys() == expected.keys()
        assert [(told[name], expected[name]) for name in expected if told[name] != expected[name]] == []
