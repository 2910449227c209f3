"""Tags as boto3 shows them; tests/domain/tags_test.cpp holds their rules."""
import pytest

from support import sdk


def tags(**values):
    return [{"Key": key, "Value": value} for key, value in values.items()]


def listed(client, arn):
    return client.list_tags_for_resource(ResourceArn=arn)["Tags"]


@pytest.fixture
def arn(client):
    return sdk.create_domain(client, Tags=tags(team="shop", stage="test"))["Arn"]


def test_tags_are_listed_in_order_of_the_key(client, arn):
    assert listed(client, arn) == tags(stage="test", team="shop")
    client.tag_resource(ResourceArn=arn, Tags=tags(team="", Team="Zoë"))
    assert listed(client, arn) == tags(Team="Zoë", stage="test", team="")
    client.untag_resource(ResourceArn=arn, TagKeys=["team", "never-there"])
    assert listed(client, arn) == tags(Team="Zoë", stage="test")
    assert listed(client, sdk.create_domain(client)["Arn"]) == []


def test_tag_operations_answer_an_empty_structure(raw, arn):
    assert raw("TagResource", {"ResourceArn": arn, "Tags": tags(a="1")})[::2] == (200, {})
    assert raw("UntagResource", {"ResourceArn": arn, "TagKeys": ["a"]})[::2] == (200, {})


@pytest.mark.parametrize("wrong", [tags(fine="1", **{"aws:reserved": "2"}), tags(twice="1") + tags(twice="2"),
                                   tags(**{f"key{n}": "" for n in range(199)})],
                         ids=["reserved key", "same key twice", "more than 200 in all"])
def test_refused_tags_change_nothing(client, arn, wrong):
    with sdk.refused(client.exceptions.ValidationException):
        client.tag_resource(ResourceArn=arn, Tags=wrong)
    assert listed(client, arn) == tags(stage="test", team="shop")


OPERATIONS = {"tag_resource": {"Tags": tags(a="1")}, "untag_resource": {"TagKeys": ["a"]}, "list_tags_for_resource": {}}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_arn_of_nothing_here_is_not_found(client, arn, operation):
    for wrong in (arn[:-22] + sdk.UNKNOWN_ID, arn.replace(":us-east-1:", ":eu-west-1:")):
        with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="DOMAIN"):
            getattr(client, operation)(ResourceArn=wrong, **OPERATIONS[operation])
    with sdk.refused(client.exceptions.ValidationException) as caught:
        getattr(client, operation)(ResourceArn="arn:aws:s3:::bucket", **OPERATIONS[operation])
    assert "Value 'arn:aws:s3:::bucket' at 'resourceArn' failed to satisfy constraint" in sdk.message_of(caught)
