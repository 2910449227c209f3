"""Tags at CreateDomain, TagResource, UntagResource, ListTagsForResource."""
import pytest

from support import sdk


def tags(**values):
    return [{"Key": key, "Value": value} for key, value in values.items()]


def tags_of(client, arn):
    return {each["Key"]: each["Value"] for each in client.list_tags_for_resource(ResourceArn=arn)["Tags"]}


@pytest.fixture
def arn(client):
    return sdk.create_domain(client, Tags=tags(team="shop", stage="test"))["Arn"]


def test_tags_given_at_creation_are_listed_in_order_of_the_key(client, arn):
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == tags(stage="test", team="shop")


def test_keys_are_ordered_and_told_apart_by_case(client, arn):
    client.tag_resource(ResourceArn=arn, Tags=tags(b="1", A="2", a="3", B="4"))
    listed = client.list_tags_for_resource(ResourceArn=arn)["Tags"]
    assert [each["Key"] for each in listed] == ["A", "B", "a", "b", "stage", "team"]


def test_domain_without_tags_lists_none(client):
    arn = sdk.create_domain(client)["Arn"]
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == []


def test_tag_resource_adds_and_overwrites(client, arn):
    client.tag_resource(ResourceArn=arn, Tags=tags(team="web", owner="Zoë"))
    assert tags_of(client, arn) == {"team": "web", "stage": "test", "owner": "Zoë"}


def test_a_value_may_be_empty(client, arn):
    client.tag_resource(ResourceArn=arn, Tags=tags(team=""))
    assert tags_of(client, arn)["team"] == ""


def test_untag_resource_removes_and_ignores_absent_keys(client, arn):
    client.untag_resource(ResourceArn=arn, TagKeys=["team", "never-there"])
    client.untag_resource(ResourceArn=arn, TagKeys=["team"])
    assert tags_of(client, arn) == {"stage": "test"}


def test_empty_lists_change_nothing(client, arn):
    client.tag_resource(ResourceArn=arn, Tags=[])
    client.untag_resource(ResourceArn=arn, TagKeys=[])
    assert tags_of(client, arn) == {"team": "shop", "stage": "test"}


def test_tag_operations_answer_an_empty_structure(raw, arn):
    assert raw("TagResource", {"ResourceArn": arn, "Tags": tags(a="1")})[::2] == (200, {})
    assert raw("UntagResource", {"ResourceArn": arn, "TagKeys": ["a"]})[::2] == (200, {})


@pytest.mark.parametrize("wrong", [
    tags(fine="1", **{"aws:reserved": "2"}),
    tags(twice="1") + tags(twice="2"),
    tags(twice="1") + tags(other="2") + tags(twice="1"),
], ids=["reserved key", "same key twice", "same tag twice"])
def test_forbidden_tags_are_refused_whole(client, arn, wrong):
    with sdk.refused(client.exceptions.ValidationException):
        client.tag_resource(ResourceArn=arn, Tags=wrong)
    assert tags_of(client, arn) == {"team": "shop", "stage": "test"}
    with sdk.refused(client.exceptions.ValidationException):
        sdk.create_domain(client, Tags=wrong)
    assert len(client.list_domains()["DomainSummaries"]) == 1


def test_a_resource_holds_200_tags(client, arn):
    client.tag_resource(ResourceArn=arn, Tags=tags(**{f"key{n}": str(n) for n in range(198)}))
    assert len(tags_of(client, arn)) == 200
    with sdk.refused(client.exceptions.ValidationException):
        client.tag_resource(ResourceArn=arn, Tags=tags(key1="changed", one_more="x"))
    assert tags_of(client, arn)["key1"] == "1"
    client.tag_resource(ResourceArn=arn, Tags=tags(key1="changed"))
    assert tags_of(client, arn)["key1"] == "changed"


def test_201_tags_at_once_break_the_constraint(client):
    with sdk.refused(client.exceptions.ValidationException) as caught:
        sdk.create_domain(client, Tags=tags(**{f"key{n}": "" for n in range(201)}))
    assert sdk.message_of(caught) == ("1 validation error detected: Value at 'tags' failed to satisfy constraint: "
                                      "Member must have length less than or equal to 200")


def by_arn(client, operation, arn):
    more = {"tag_resource": {"Tags": tags(a="1")}, "untag_resource": {"TagKeys": ["a"]}}
    return getattr(client, operation)(ResourceArn=arn, **more.get(operation, {}))


OPERATIONS = ["tag_resource", "untag_resource", "list_tags_for_resource"]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("change", [
    lambda arn: arn[:-22] + sdk.UNKNOWN_ID,
    lambda arn: arn.replace(":us-east-1:", ":eu-west-1:"),
    lambda arn: arn.replace(arn.split(":")[4], "999999999999"),
    lambda arn: arn.replace("arn:aws:", "arn:aws-cn:"),
], ids=["unknown domain", "another region", "another account", "another partition"])
def test_arn_of_nothing_here_is_not_found(client, arn, operation, change):
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="DOMAIN"):
        by_arn(client, operation, change(arn))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_malformed_arn_is_a_validation_error(client, operation):
    with sdk.refused(client.exceptions.ValidationException) as caught:
        by_arn(client, operation, "arn:aws:s3:::bucket")
    assert "Value 'arn:aws:s3:::bucket' at 'resourceArn' failed to satisfy constraint" in sdk.message_of(caught)
