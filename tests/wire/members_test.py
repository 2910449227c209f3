"""Every member of every operation over the wire: wrong types, violated constraints, and what is just allowed.

tests/server/json/json_reader_test.cpp holds the rules of reading, contract_test.py the constraints of each member.
"""
import pytest

from wire import documents, member_values, oracle
from wire.contract import OPERATIONS, input_of

EVERY_OPERATION = pytest.mark.parametrize("operation", OPERATIONS)
VALIDATION = "com.amazonaws.voiceid#ValidationException"
SERIALIZATION = "com.amazon.coral.service#SerializationException"
SHOWN = 5


def outcome(answer):
    """(status, type, message) of an error; (200, None, None) of a success."""
    body = answer.json() if answer.body else {}
    return answer.status, body.get("__type"), body.get("Message")


def differing(operation, send, cases):
    """The first of the (document, expected outcome) whose answers differ, shortened; None expects acceptance."""
    found, asked = [], 0
    for document, expected in cases:
        asked += 1
        text = documents.text_of(document)
        status, kind, message = got = outcome(send(operation, text))
        if expected is None:
            # It is read; what the operation then says does not matter here.
            wrong = (kind == SERIALIZATION or (kind == VALIDATION and "failed to satisfy constraint" in message)
                     or (status >= 500 and operation not in message))
        else:
            wrong = got != expected
        if wrong:
            found.append([repr(each)[:400] for each in (text, expected, got)])
    assert asked > 0
    return found[:SHOWN]


def places(operation):
    """A full document, and every place in it."""
    return documents.sample(input_of(operation)), list(documents.slots(input_of(operation)))


@EVERY_OPERATION
def test_a_wrong_type_is_answered_with_its_json_token(send, operation):
    full, slots = places(operation)
    cases = [(documents.with_value(full, slot.path, value), (400, SERIALIZATION, message))
             for slot in slots for value, message in member_values.of_wrong_types(slot)]
    assert differing(operation, send, cases) == []


@EVERY_OPERATION
def test_each_violated_constraint_is_answered_word_by_word(send, operation):
    full, slots = places(operation)
    cases = []
    for document in ({}, *(documents.with_value(full, slot.path, value)
                           for slot in slots for value in member_values.bad_values(slot))):
        found = oracle.violations(input_of(operation), document)
        assert found or (document, operation) == ({}, "ListDomains"), document
        cases.append((document, (400, VALIDATION, oracle.message(found)) if found else None))
    assert differing(operation, send, cases) == []


@EVERY_OPERATION
def test_values_at_the_edges_are_accepted(send, operation):
    full, slots = places(operation)
    cases = [full, documents.sample(input_of(operation), required_only=True), {**full, "Unknown": [{"DomainId": 5}]}]
    cases += [documents.with_value(full, slot.path, value)
              for slot in slots for value in member_values.good_values(slot)]
    assert differing(operation, send, [(document, None) for document in cases]) == []


@pytest.mark.parametrize("number", ["1e19", "1e400", "-1e400", "1e99999999999999999999", "1" + "0" * 400,
                                    "0." + "1" * 400])
def test_numbers_that_no_type_can_hold_are_refused(send, number):
    assert outcome(send("ListDomains", f'{{"MaxResults": {number}}}'))[:2] == (400, SERIALIZATION)


def test_member_names_may_be_escaped_and_are_case_sensitive(send):
    assert outcome(send("DescribeDomain", '{"\\u0044omainId": 5}'))[1:] == (
        SERIALIZATION, "NUMBER_VALUE cannot be converted to String")
    assert "Member must not be null" in outcome(send(
        "DescribeDomain", '{"domainId": 5, "DomainId ": 5, "DomainId\\u0000": 5}'))[2]
