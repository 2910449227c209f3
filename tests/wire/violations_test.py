"""Every constraint of every member of every operation, violated; the whole message is compared."""
import pytest

from wire import documents, oracle, samples, violations
from wire.contract import OPERATIONS
from wire.verdict import Verdicts, prescribed_violations

EVERY_OPERATION = pytest.mark.parametrize("operation", OPERATIONS)
KMS = {"KmsKeyId": "alias/any"}


def hold_against_oracle(contract, send, operation, cases):
    verdicts = Verdicts(operation)
    for label, document in cases:
        found = oracle.violations(contract, contract.input_of(operation), document)
        assert found or (label, operation) == ("empty", "ListDomains"), f"{label} violates nothing"
        answer = send(operation, documents.text_of(document))
        if found:
            verdicts.expect(label, document, answer, prescribed_violations(found))
        else:
            verdicts.expect_accepted(label, document, answer)
    verdicts.check()


def test_operations_are_those_of_the_contract(model):
    assert set(model["operations"]) == set(OPERATIONS)


@EVERY_OPERATION
def test_each_violation_alone(contract, send, operation):
    hold_against_oracle(contract, send, operation, violations.single(contract, operation))


@EVERY_OPERATION
def test_two_violations_at_once(contract, send, operation):
    if len(list(documents.slots(contract, contract.input_of(operation)))) > 1:
        hold_against_oracle(contract, send, operation, violations.pairs(contract, operation))


@EVERY_OPERATION
def test_every_member_violated(contract, send, operation):
    hold_against_oracle(contract, send, operation, violations.everywhere(contract, operation))


@EVERY_OPERATION
def test_the_edges_of_what_is_allowed(contract, send, operation):
    name = contract.input_of(operation)
    full = documents.sample(contract, name)
    verdicts = Verdicts(operation)
    for document in (full, documents.sample(contract, name, required_only=True)):
        verdicts.expect_accepted("sample", document, send(operation, documents.text_of(document)))
    for slot in documents.slots(contract, name):
        for label, value in violations.good_values(contract, slot):
            document = documents.with_value(full, slot.path, value)
            verdicts.expect_accepted(f"{slot.path} {label}", document, send(operation, documents.text_of(document)))
    verdicts.check()


def bad_tags(count):
    """Two violations each: an empty key and a value with a character that is not allowed."""
    return {"ResourceArn": samples.valid_text("AmazonResourceName"),
            "Tags": [{"Key": "", "Value": "!"} for _ in range(count)]}


def bad_keys(count):
    return {"ResourceArn": samples.valid_text("AmazonResourceName"), "TagKeys": ["!"] * count}


@pytest.mark.parametrize("operation, document, count", [
    ("UntagResource", bad_keys(9), 9), ("UntagResource", bad_keys(10), 10), ("UntagResource", bad_keys(11), 11),
    ("UntagResource", bad_keys(200), 200), ("UntagResource", bad_keys(201), 202),
    ("TagResource", bad_tags(5), 10), ("TagResource", bad_tags(6), 12), ("TagResource", bad_tags(200), 400),
    ("TagResource", bad_tags(201), 403),
])
def test_at_most_ten_are_listed_and_all_are_counted(contract, send, operation, document, count):
    body = send(operation, documents.text_of(document)).json()
    assert body["Message"].startswith(f"{count} validation errors detected: ")
    assert body["Message"].count("failed to satisfy constraint") == min(count, 10)
    found = oracle.violations(contract, contract.input_of(operation), document)
    assert body["Message"] == oracle.message(found)


# Written out in full, so that the oracle itself is held against the specification's own words.
SPELT_OUT = [
    ("DescribeDomain", {"DomainId": "abc"},
     "2 validation errors detected: Value 'abc' at 'domainId' failed to satisfy constraint: Member must have length "
     "greater than or equal to 22; Value 'abc' at 'domainId' failed to satisfy constraint: Member must satisfy regular "
     "expression pattern: ^[a-zA-Z0-9]{22}$"),
    ("DescribeDomain", {},
     "1 validation error detected: Value null at 'domainId' failed to satisfy constraint: Member must not be null"),
    ("OptOutSpeaker", {"DomainId": samples.ID},
     "1 validation error detected: Value at 'speakerId' failed to satisfy constraint: Member must not be null"),
    ("ListDomains", {"MaxResults": 11},
     "1 validation error detected: Value '11' at 'maxResults' failed to satisfy constraint: Member must have value "
     "less than or equal to 10"),
    ("ListDomains", {"NextToken": "é"},
     "1 validation error detected: Value 'é' at 'nextToken' failed to satisfy constraint: Member must satisfy regular "
     "expression pattern: ^\\p{ASCII}{0,8192}$"),
    ("ListSpeakerEnrollmentJobs", {"DomainId": samples.ID, "JobStatus": "DONE"},
     "1 validation error detected: Value 'DONE' at 'jobStatus' failed to satisfy constraint: Member must satisfy enum "
     "value set: [SUBMITTED, IN_PROGRESS, COMPLETED, COMPLETED_WITH_ERRORS, FAILED]"),
    ("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS,
                      "Tags": [{"Key": "k"}, {"Key": "", "Value": ""}]},
     "2 validation errors detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must not be "
     "null; Value at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": {}},
     "1 validation error detected: Value null at 'serverSideEncryptionConfiguration.kmsKeyId' failed to satisfy "
     "constraint: Member must not be null"),
    ("StartSpeakerEnrollmentJob",
     {"DomainId": samples.ID, "DataAccessRoleArn": "arn:aws:iam::000000000000:role/r",
      "InputDataConfig": {"S3Uri": "s3://calls/x"},
      "OutputDataConfig": {"S3Uri": "s3://results"},
      "EnrollmentConfig": {"FraudDetectionConfig": {"WatchlistIds": [samples.ID, "B" * 22]}}},
     f"1 validation error detected: Value '[{samples.ID}, {'B' * 22}]' at 'enrollmentConfig.fraudDetectionConfig."
     "watchlistIds' failed to satisfy constraint: Member must have length less than or equal to 1"),
]


@pytest.mark.parametrize("operation, document, message", SPELT_OUT, ids=range(len(SPELT_OUT)))
def test_messages_word_by_word(contract, send, operation, document, message):
    assert send(operation, documents.text_of(document)).json()["Message"] == message
    assert oracle.message(oracle.violations(contract, contract.input_of(operation), document)) == message
