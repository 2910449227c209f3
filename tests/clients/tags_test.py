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
