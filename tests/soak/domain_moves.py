"""Moves on domains and their tags."""
from soak.client import CONFLICT, INVALID, NOT_FOUND, OK
from soak.model import Domain

KEY = {"KmsKeyId": "alias/soak"}
MOST_DOMAINS = 6


def arn_of(actor, domain):
    return f"arn:aws:voiceid:us-east-1:{actor.account.id}:domain/{domain.id}"


def check_domain(actor, domain, found):
    client = actor.client
    client.same("the domain", (domain.id, domain.name, domain.description, domain.status),
                (found["DomainId"], found["Name"], found.get("Description"), found["DomainStatus"]))
    client.same("its default watchlist", domain.default_watchlist, found["WatchlistDetails"]["DefaultWatchlistId"])


def create(actor):
    if len(actor.account.domains) >= MOST_DOMAINS:
        return
    name, tags = f"domain-{actor.number()}", {"made-by": "soak"} if actor.chance(0.5) else {}
    token = f"token-{actor.number()}"
    members = {"Name": name, "ServerSideEncryptionConfiguration": KEY, "ClientToken": token,
               "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
    if actor.chance(0.5):
        members["Description"] = "Grüße 日本"
    found = actor.client.api("CreateDomain", **members)["Domain"]
    domain = Domain(found["DomainId"], name, members.get("Description"),
                    found["WatchlistDetails"]["DefaultWatchlistId"], tags=dict(tags))
    actor.account.domains[domain.id] = domain
    check_domain(actor, domain, found)
    if actor.chance(0.3):
        again = actor.client.api("CreateDomain", **members)["Domain"]
        actor.client.same("the domain of a repeated token", domain.id, again["DomainId"])
        actor.client.api("CreateDomain", CONFLICT, **{**members, "Name": "another"})


def describe(actor):
    if domain := actor.domain():
        check_domain(actor, domain, actor.client.api("DescribeDomain", DomainId=domain.id)["Domain"])
    if actor.chance(0.2):
        actor.unknown_domain("DescribeDomain")


def list_domains(actor):
    found = actor.pages("ListDomains", "DomainSummaries", 10)
    actor.client.same("the account's domains in order", list(actor.account.domains),
                      [each["DomainId"] for each in found])
    for each in found:
        check_domain(actor, actor.account.domains[each["DomainId"]], each)


def update(actor):
    domain = actor.domain()
    if not domain:
        return
    domain.name = f"domain-{actor.number()}"
    domain.description = "updated" if actor.chance(0.5) else None
    more = {"Description": domain.description} if domain.description else {}
    found = actor.client.api("UpdateDomain", DomainId=domain.id, Name=domain.name,
                             ServerSideEncryptionConfiguration=KEY, **more)["Domain"]
    check_domain(actor, domain, found)


def delete(actor):
    domain = actor.domain()
    if not domain or len(actor.account.domains) < 2 or actor.chance(0.7):
        return
    actor.client.api("DeleteDomain", DomainId=domain.id)
    domain.status = "SUSPENDED"
    domain.deleted = domain.deleted or actor.account.now


def restore(actor):
    """Also of one that is not deleted, or that was erased."""
    domain = actor.choose([each for each in actor.account.domains.values() if each.deleted], actor.domain(), 0.2)
    if not domain or domain.abandoned:
        return
    expected = OK if domain.deleted else CONFLICT
    found = actor.client.control("restore", "POST", f"domains/{domain.id}/restore", None, expected)
    if expected == OK:
        domain.status, domain.deleted = "ACTIVE", None
        check_domain(actor, domain, found["Domain"])
    for gone in actor.account.erased[-1:]:
        actor.client.control("restore", "POST", f"domains/{gone.id}/restore", None, NOT_FOUND)


def set_status(actor):
    domain = actor.domain()
    if not domain:
        return
    status = actor.random.choice(("ACTIVE", "ACTIVE", "ACTIVE", "PENDING", "SUSPENDED"))
    actor.client.control("domain's status", "PUT", f"domains/{domain.id}/status", {"Status": status},
                         CONFLICT if domain.deleted else OK)
    if not domain.deleted:
        domain.status = status
    actor.client.control("encryption update", "PUT", f"domains/{domain.id}/encryption-update",
                         {"UpdateStatus": "COMPLETED"}, CONFLICT)


def tag(actor):
    domain = actor.domain()
    if not domain:
        return
    tags = {f"key-{actor.random.randint(1, 5)}": f"value {actor.number()}" for _ in range(actor.random.randint(1, 3))}
    actor.client.api("TagResource", ResourceArn=arn_of(actor, domain),
                     Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
    domain.tags.update(tags)
    actor.client.api("TagResource", INVALID, ResourceArn=arn_of(actor, domain), Tags=[{"Key": "aws:x", "Value": ""}])


def untag(actor):
    domain = actor.domain()
    if not domain:
        return
    keys = [f"key-{actor.random.randint(1, 5)}", "made-by"]
    actor.client.api("UntagResource", ResourceArn=arn_of(actor, domain), TagKeys=keys)
    for key in keys:
        domain.tags.pop(key, None)


def list_tags(actor):
    if domain := actor.domain():
        found = actor.client.api("ListTagsForResource", ResourceArn=arn_of(actor, domain))["Tags"]
        actor.client.same("the tags, by key", sorted(domain.tags.items()),
                          [(each["Key"], each["Value"]) for each in found])
    for gone in actor.account.erased[-1:]:
        actor.client.api("ListTagsForResource", NOT_FOUND, ResourceArn=arn_of(actor, gone))


MOVES = {create: 6, describe: 3, list_domains: 2, update: 2, delete: 2, restore: 3, set_status: 3, tag: 2, untag: 1,
         list_tags: 2}
