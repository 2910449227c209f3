"""GET /_voiceid/contract tells the service's own model, member for member and in its order."""
import pytest

from wire import later_changes
from wire.contract import OPERATIONS, botocore_model, shared_model


@pytest.fixture(scope="module")
def told(emulator):
    return emulator.control("GET", "contract")


def in_order(shape):
    """Members as pairs, so that comparing heeds their order."""
    return {key: list(value.items()) if key == "members" else value for key, value in shape.items()}


def differences(told, expected, names):
    """The shapes or operations of these names that differ, with both sides."""
    pairs = [(name, in_order(told.get(name, {})), in_order(expected[name])) for name in names]
    return [pair for pair in pairs if pair[1] != pair[2]]


def references():
    """What there is to compare with, always something: the shared copy, and Debian's botocore."""
    shared = shared_model()
    botocore = later_changes.brought_up_to_date(botocore_model())
    return {"botocore": botocore} if shared is None else {"botocore": botocore, "shared": shared}


@pytest.fixture(scope="module", params=references())
def reference(request):
    return references()[request.param]


def test_metadata(told, reference):
    assert told["metadata"] == reference["metadata"]


@pytest.mark.parametrize("part", ["operations", "shapes"])
def test_what_the_reference_has(told, reference, part):
    assert differences(told[part], reference[part], reference[part]) == []


def test_nothing_is_told_that_the_shared_copy_lacks(told):
    expected = shared_model() or told
    assert {part: set(told[part]) for part in told} == {part: set(expected[part]) for part in expected}
    assert set(told["operations"]) == set(OPERATIONS)


def test_what_botocore_lacks_are_the_watchlists_and_what_they_use(told):
    known = later_changes.brought_up_to_date(botocore_model())
    assert set(told["operations"]) - set(known["operations"]) <= later_changes.NEW_OPERATIONS
    new = set(told["shapes"]) - set(known["shapes"]) - {"Boolean"}
    assert [name for name in new if "Watchlist" not in name and "Fraudster" not in name] == []


def test_every_shape_is_used_and_every_used_shape_is_there(told):
    used = {name for operation in told["operations"].values()
            for name in (operation["input"], operation["output"], *operation["errors"]) if name}
    waiting = list(used)
    while waiting:
        shape = told["shapes"][waiting.pop()]
        inner = [member["shape"] for member in (*shape.get("members", {}).values(), shape.get("member", {"shape": ""}))]
        new = {name for name in inner if name} - used
        used |= new
        waiting += new
    assert used == set(told["shapes"])


def test_the_answer_is_json_and_always_the_same(emulator):
    first, second = (emulator.request("GET", "/_voiceid/contract") for _ in range(2))
    assert first.headers["Content-Type"].split(";")[0] == "application/json"
    assert first.body == second.body
