"""Two suites on one emulator, each under its own account, do as they like and never see each other."""
import random
import threading

from support.control import Sessions
from support.session_calls import KMS
from support.states import exported, imported

ROUNDS = 200


class Suite:
    """Each round seeds its account, uses it, checks that it sees only what it made, and forgets it in one way or
    another."""

    def __init__(self, emulator, account, seed):
        self.emulator, self.account, self.random = emulator, account, random.Random(seed)
        self.query = f"?account={account}"

    def call(self, operation, **body):
        answer = self.emulator.call(operation, body, account=self.account)
        assert answer.status == 200, answer
        return answer.body

    def events(self):
        events = self.emulator.control("GET", f"events{self.query}")["Events"]
        assert {each["account"] for each in events} <= {self.account}
        return events

    def seed(self, name):
        domain = self.call("CreateDomain", Name=name, ServerSideEncryptionConfiguration=KMS, ClientToken=name)
        self.domain_id = domain["Domain"]["DomainId"]
        self.emulator.control("PUT", f"contacts/{self.account}{self.query}", {"CustomerId": name})
        self.speakers = [f"{name}-{number}" for number in range(self.random.randint(1, 3))]
        for speaker in self.speakers:
            self.call("OptOutSpeaker", DomainId=self.domain_id, SpeakerId=speaker)
        sessions = Sessions(self.emulator, self.domain_id)
        sessions.stream(self.speakers[0], name=name)
        return self.call("EvaluateSession", DomainId=self.domain_id, SessionNameOrId=name)

    def check(self, name):
        [domain] = self.call("ListDomains")["DomainSummaries"]
        assert (domain["Name"], domain["DomainId"]) == (name, self.domain_id)
        listed = self.call("ListSpeakers", DomainId=self.domain_id)["SpeakerSummaries"]
        assert [each["CustomerSpeakerId"] for each in listed] == self.speakers
        assert {each["detail"]["domainId"] for each in self.events()} == {self.domain_id}

    def break_calls(self):
        """Once or twice, and then no more."""
        count = self.random.randint(1, 2)
        self.emulator.request("POST", f"/_voiceid/faults{self.query}",
                              {"Operation": "DescribeDomain", "Error": "ThrottlingException", "Count": count})
        asked = [self.emulator.call("DescribeDomain", {"DomainId": self.domain_id}, account=self.account).status
                 for _ in range(count + 1)]
        assert asked == [429] * count + [200]
        [fault] = self.emulator.control("GET", f"faults{self.query}")["Faults"]
        assert (fault["Account"], fault["Struck"]) == (self.account, count)
        refused = self.emulator.control("GET", f"requests/count{self.query}&error=ThrottlingException")
        assert refused["Count"] == count

    def restore(self, name, evaluated):
        """Goes back to where it was."""
        state = exported(self.emulator, self.query)
        self.call("DeleteSpeaker", DomainId=self.domain_id, SpeakerId=self.speakers[0])
        imported(self.emulator, state, self.query)
        assert exported(self.emulator, self.query) == state
        assert self.events() == []
        again = self.call("EvaluateSession", DomainId=self.domain_id, SessionNameOrId=name)
        assert again["AuthenticationResult"] == evaluated["AuthenticationResult"], "it is the one that was kept"

    def round(self, name):
        evaluated = self.seed(name)
        self.check(name)
        self.break_calls()
        if self.random.random() < 0.5:
            self.restore(name, evaluated)
        self.emulator.control("POST", f"reset{self.query}", {})
        assert self.call("ListDomains")["DomainSummaries"] == [] == self.events()


def test_two_suites_in_parallel_never_see_each_other(start_emulator, account):
    emulator = start_emulator()
    seed = random.randrange(2**32)
    failures = []

    def run(suite, name):
        try:
            for number in range(ROUNDS):
                suite.round(f"{name}-{number}")
        except BaseException as error:  # pylint: disable=broad-except
            failures.append((name, error))

    suites = [threading.Thread(target=run, args=(Suite(emulator, each, seed + place), name)) for place, (each, name)
              in enumerate([(account, "first"), (str(int(account) + 500_000_000_000), "second")])]
    for suite in suites:
        suite.start()
    for suite in suites:
        suite.join()
    assert failures == [], f"seed {seed}"
