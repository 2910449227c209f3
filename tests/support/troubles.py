"""What provokes each message that docs/troubleshooting.md quotes, and returns it."""
from support.aws_cli import AwsCli
from support.batch_jobs import Batch
from support.session_calls import KMS


class Scene:
    """A test's emulators and account."""

    def __init__(self, emulator, account, start):
        self.emulator, self.account, self.start = emulator, account, start

    def cli(self, url=None, **environment):
        done = AwsCli(url or self.emulator.url, self.account, **environment).run("list-domains")
        assert done.returncode != 0
        return done.stderr.strip()

    def call(self, operation, body=None, emulator=None, **how):
        answer = (emulator or self.emulator).call(operation, body, account=self.account, **how)
        return answer.body.get("Message")

    def domain(self, emulator=None):
        body = {"Name": "calls", "ServerSideEncryptionConfiguration": KMS}
        return (emulator or self.emulator).call("CreateDomain", body, account=self.account).body["Domain"]["DomainId"]

    def control(self, method, path, body=None):
        answer = self.emulator.request(method, f"/_voiceid/{path}", body)
        return answer.body.get("Message")


PROVOKED = {}


def provokes(quoted):
    def register(function):
        assert quoted not in PROVOKED
        PROVOKED[quoted] = function
        return function
    return register


def with_mallory(scene):
    """A domain in which mallory is registered, and her id."""
    batch = Batch(scene.emulator, scene.account)
    return batch, batch.registration.run("mallory").line["GeneratedFraudsterId"]
