"""Who makes the moves of a well-behaved client: its client, the model of its account, and its own randomness."""
import itertools

from soak.client import NOT_FOUND, OK, Client
from soak.model import Account

UNKNOWN_ID = "Z" * 22
# Equal voices score 95 to 100 and different ones 0 to 40, so the default thresholds leave nothing to chance.
VOICES = ("alice", "bob", "carol", "dave")


class Actor:
    def __init__(self, address, number, counts):
        self.account = Account(number)
        self.client = Client(address, self.account.id, counts)
        self.random = None
        self.last_event = None
        self._numbers = itertools.count(1)

    def number(self):
        """A new one each time, for names."""
        return next(self._numbers)

    def chance(self, of):
        return self.random.random() < of

    def domain(self):
        """Mostly an active domain; None if the account has none at all."""
        domains = list(self.account.domains.values())
        active = [each for each in domains if each.status == "ACTIVE"]
        if active and self.chance(0.9):
            return self.random.choice(active)
        return self.random.choice(domains) if domains else None

    def choose(self, known, unknown, of_unknown=0.1):
        """One of what is known, or what is unknown."""
        known = list(known)
        return self.random.choice(known) if known and not self.chance(of_unknown) else unknown

    def in_domain(self, domain, operation, within=OK, event=None, **members):
        """An operation that has the outcome `within` in an active domain; returns the body, or None after an error."""
        outcome = domain.outcome(within)
        if event:
            self.account.expect_event(event, outcome)
        body = self.client.api(operation, outcome, DomainId=domain.id, **members)
        return body if outcome == OK else None

    def control_in(self, domain, kind, method, path, body=None, within=OK, headers=None):
        """The same for a control call below the domain's path."""
        outcome = domain.outcome(within)
        # The control API names a conflict by its type.
        expected = "DOMAIN_NOT_ACTIVE" if domain.status != "ACTIVE" else outcome
        answer = self.client.control(kind, method, f"domains/{domain.id}/{path}", body, expected, headers)
        return answer if outcome == OK else None

    def pages(self, operation, listed, most, domain=None, **members):
        """All items of a list, read in pages of a random size; None if the domain is not active."""
        if domain and domain.status != "ACTIVE":
            return self.in_domain(domain, operation, **members)
        if domain:
            members["DomainId"] = domain.id
        size, items, token = self.random.randint(1, most), [], {}
        while True:
            page = self.client.api(operation, MaxResults=size, **members, **token)
            self.client.same("the page is full unless it is the last", True,
                             len(page[listed]) == size or "NextToken" not in page)
            items += page[listed]
            if "NextToken" not in page:
                return items
            token = {"NextToken": page["NextToken"]}

    def unknown_domain(self, operation, event=None, **members):
        """The domain of nobody, or one that was erased, is not found."""
        if event:
            self.account.expect_event(event, NOT_FOUND)
        gone = [each.id for each in self.account.erased]
        self.client.api(operation, NOT_FOUND, DomainId=self.choose(gone, UNKNOWN_ID, 0.3), **members)
