"""Moves of a test that sets up what it needs: faults that strike its own calls, and fixtures."""
import http.client

from soak.client import CONFLICT, INVALID, NOT_FOUND, OK, QUOTA
from soak.domain_moves import KEY, MOST_DOMAINS, describe
from soak.model import Domain, Speaker

# No 5xx errors: the client treats any 5xx as a fault.
ERRORS = ("AccessDeniedException", CONFLICT, NOT_FOUND, QUOTA, "ThrottlingException", INVALID)
# What a client meets whose connection ends before the answer does.
SEVERED = (OSError, http.client.HTTPException, ValueError)


def set_fault(actor, **members):
    """A fault that strikes calls of ListDomains, which changes nothing."""
    fault = {"Operation": "ListDomains", "Account": actor.account.id, **members}
    return actor.client.control("set fault", "POST", "faults", fault)["FaultId"]


def remove_fault(actor, fault, struck):
    """Checks that it struck this many calls, then removes it."""
    found = actor.client.control("fault", "GET", f"faults/{fault}")
    actor.client.same("how many calls the fault struck", struck, found["Struck"])
    actor.client.control("remove fault", "DELETE", f"faults/{fault}")
    actor.client.control("fault", "GET", f"faults/{fault}", expected="NotFound")


def refuse(actor):
    error, skip, count = actor.random.choice(ERRORS), actor.random.randint(0, 2), actor.random.randint(1, 3)
    fault = set_fault(actor, Error=error, Skip=skip, Count=count)
    for outcome in [OK] * skip + [error] * count + [OK]:
        actor.client.api("ListDomains", outcome)
    remove_fault(actor, fault, count)


def sever(actor):
    """Whether the client notices is up to its HTTP; the fault strikes in any case."""
    fault = set_fault(actor, Connection=actor.random.choice(("reset", "cut")), Count=1)
    try:
        actor.client.api("ListDomains")
    except SEVERED:
        actor.client.close()
    remove_fault(actor, fault, 1)


def delay(actor):
    fault = set_fault(actor, LatencyMs=actor.random.randint(1, 50), Probability=1)
    actor.client.api("ListDomains")
    remove_fault(actor, fault, 1)


def load_fixture(actor):
    """A domain with speakers of names that no other move uses, and a watchlist; or, with a mistake, nothing."""
    if len(actor.account.domains) >= MOST_DOMAINS:
        return
    name, enrolled = f"fixture-{actor.number()}", actor.random.randint(1, 30)
    described = {"Name": name, "ServerSideEncryptionConfiguration": KEY, "Watchlists": [{"Name": "of-the-fixture"}],
                 "Speakers": [{"CustomerSpeakerId": "made-{n}", "Count": enrolled},
                              {"CustomerSpeakerId": "made-opted-out", "Status": "OPTED_OUT"}]}
    path = f"fixtures?account={actor.account.id}"
    actor.client.control("fixture", "POST", path, {"Domains": [described, {**described, "Name": ""}]}, INVALID)
    made = actor.client.control("fixture", "POST", path, {"Domains": [described]})["Domains"][name]
    domain = Domain(made["DomainId"], name, None, made["Watchlists"]["default-watchlist"])
    domain.watchlists[made["Watchlists"]["of-the-fixture"]] = "of-the-fixture"
    for number in range(enrolled):
        speaker = f"made-{number + 1}"
        domain.speakers[speaker] = Speaker(speaker, "ENROLLED", accessed=actor.account.now)
    domain.speakers["made-opted-out"] = Speaker("made-opted-out", "OPTED_OUT", made["Speakers"]["made-opted-out"])
    actor.account.domains[domain.id] = domain
    describe(actor)


MOVES = {refuse: 2, sever: 1, delay: 1, load_fixture: 2}
