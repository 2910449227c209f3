"""Members of the wrong JSON type, unknown ones, null ones, and ones that are given twice."""
import pytest

from wire import documents, oracle, wrong_types
from wire.contract import OPERATIONS
from wire.verdict import SERIALIZATION, Verdicts, outcome, prescribed_type_error, prescribed_violations

EVERY_OPERATION = pytest.mark.parametrize("operation", OPERATIONS)
BAD = {"MaxResults": 0, "DomainId": "", "SpeakerId": "", "JobName": "", "Tags": [None]}
ANYTHING = [5, 5.5, "text", True, None, {}, [], {"DomainId": {"a": [1, {"b": None}]}}, [[["deep"]], {}, "\u0000"]]


def places(contract, operation):
    name = contract.input_of(operation)
    return documents.sample(contract, name), list(documents.slots(contract, name))


@EVERY_OPERATION
def test_every_wrong_type_of_every_member(contract, send, operation):
    verdicts = Verdicts(operation)
    for label, document, message in wrong_types.single(contract, operation):
        answer = send(operation, documents.text_of(document))
        verdicts.expect(label, document, answer, prescribed_type_error(message))
    verdicts.check()


@EVERY_OPERATION
def test_the_first_wrong_type_in_the_text_is_answered(contract, send, operation):
    wrong = wrong_types.one_each(contract, operation)
    verdicts = Verdicts(operation)
    for order in (wrong, wrong[::-1], wrong[1:] + wrong[:1]):
        document = {"Unknown": {"DomainId": 5}, **{member: value for member, value, _ in order}}
        answer = send(operation, documents.text_of(document))
        verdicts.expect("all wrong", document, answer, prescribed_type_error(order[0][2]))
    verdicts.check()


@EVERY_OPERATION
def test_a_wrong_type_outweighs_violations_wherever_it_stands(contract, send, operation):
    verdicts = Verdicts(operation)
    for member, value, message in wrong_types.one_each(contract, operation):
        for before, after in ((BAD, {}), ({}, BAD)):
            document = {name: of for name, of in before.items() if name != member}
            document[member] = value
            document.update({name: of for name, of in after.items() if name != member})
            answer = send(operation, documents.text_of(document))
            verdicts.expect(member, document, answer, prescribed_type_error(message))
    verdicts.check()


@EVERY_OPERATION
def test_unknown_members_are_ignored(contract, send, operation):
    full, slots = places(contract, operation)
    structures = [full] + [documents.value_at(full, slot.path) for slot in slots
                           if contract.shape(slot.shape)["type"] == "structure"]
    for structure in structures:
        for number, value in enumerate(ANYTHING):
            structure[f"Unknown{number}"] = value
        structure.update({name.lower(): 5 for name in list(structure)})
    verdicts = Verdicts(operation)
    verdicts.expect_accepted("unknown members", full, send(operation, documents.text_of(full)))
    verdicts.check()


@EVERY_OPERATION
def test_a_null_member_counts_as_absent(contract, send, operation):
    full, slots = places(contract, operation)
    verdicts = Verdicts(operation)
    for slot in slots:
        document = documents.with_value(full, slot.path, None)
        answer = send(operation, documents.text_of(document))
        found = oracle.violations(contract, contract.input_of(operation), document)
        assert bool(found) == slot.required
        if found:
            verdicts.expect(f"{slot.path}", document, answer, prescribed_violations(found))
        else:
            verdicts.expect_accepted(f"{slot.path}", document, answer)
    verdicts.check()


@EVERY_OPERATION
def test_of_repeated_members_the_last_counts(contract, send, operation):
    full, slots = places(contract, operation)
    verdicts = Verdicts(operation)
    for slot in slots:
        if slot.element:
            continue
        good = documents.value_at(full, slot.path)
        wrong = list(wrong_types.wrong_values(contract.shape(slot.shape)["type"]))
        for first in [None, good, *(value for value, _ in wrong)]:
            document = documents.with_repeated_key(full, slot.path, first)
            answer = send(operation, documents.text_of(document))
            verdicts.expect_accepted(f"{slot.path}: {first!r}, then good", document, answer)
        for value, message in wrong:
            document = documents.with_repeated_key(documents.with_value(full, slot.path, value), slot.path, good)
            answer = send(operation, documents.text_of(document))
            verdicts.expect(f"{slot.path}: good, then wrong", document, answer, prescribed_type_error(message))
        nothing = documents.with_repeated_key(documents.with_value(full, slot.path, None), slot.path, good)
        absent = documents.without(full, slot.path)
        expected = outcome(send(operation, documents.text_of(absent)))
        verdicts.expect(f"{slot.path}: good, then null", nothing, send(operation, documents.text_of(nothing)), expected)
    verdicts.check()


@pytest.mark.parametrize("body, message", [
    ('{"Name":"a","ServerSideEncryptionConfiguration":{"KmsKeyId":"k"},"ServerSideEncryptionConfiguration":{}}',
     "1 validation error detected: Value null at 'serverSideEncryptionConfiguration.kmsKeyId' failed to satisfy "
     "constraint: Member must not be null"),
    ('{"Name":"a","ServerSideEncryptionConfiguration":{"KmsKeyId":"k"},"Tags":[{"Key":""},{"Key":""}],'
     '"Tags":[{"Key":"k"}]}',
     "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: "
     "Member must not be null"),
    ('{"Name":"-","Name":"a","ServerSideEncryptionConfiguration":{"KmsKeyId":"k","KmsKeyId":""}}',
     "1 validation error detected: Value '' at 'serverSideEncryptionConfiguration.kmsKeyId' failed to satisfy "
     "constraint: Member must have length greater than or equal to 1"),
])
def test_nothing_is_left_of_what_a_repeated_member_replaces(send, body, message):
    assert send("CreateDomain", body).json()["Message"] == message


def test_the_names_of_members_may_be_escaped_and_are_exact(send):
    assert outcome(send("DescribeDomain", '{"\\u0044omainId": 5}'))[1:] == (SERIALIZATION,
                                                                          "NUMBER_VALUE cannot be converted to String")
    assert "Member must not be null" in send("DescribeDomain",
                                             '{"domainId": 5, "DomainId ": 5, "DomainId\\u0000": 5}').json()["Message"]


@pytest.mark.parametrize("number, message", [
    ("5.5", "DECIMAL_VALUE cannot be converted to Integer"),
    ("1e-1", "DECIMAL_VALUE cannot be converted to Integer"),
    ("11.0",
     "Value '11' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10"),
    ("1e18",
     f"Value '{10**18}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10"),
    ("-0", "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1"),
    ("18446744073709551615", "NUMBER_VALUE cannot be converted to Integer"),
])
def test_numbers_as_integers(send, number, message):
    assert send("ListDomains", f'{{"MaxResults": {number}}}').json()["Message"].removeprefix(
        "1 validation error detected: ") == message


@pytest.mark.parametrize("number", ["1e19", "1e400", "-1e400", "1e99999999999999999999", "1" + "0" * 400,
                                    "0." + "1" * 400])
def test_numbers_that_nothing_holds_are_refused(send, number):
    assert outcome(send("ListDomains", f'{{"MaxResults": {number}}}'))[:2] == (400, SERIALIZATION)
