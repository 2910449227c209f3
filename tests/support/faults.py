"""Faults of one account, through the control API."""
import json

from support.emulator import Emulator


class Faults:
    """`faults.add(Operation="*", Error="ThrottlingException")`; without an account, those of all."""

    def __init__(self, emulator: Emulator, account=None):
        self._emulator = emulator
        self._query = f"?account={account}" if account else ""

    def ask(self, method, path="", body=None):
        return self._emulator.request(method, f"/_voiceid/faults{path}{self._query}", body)

    def add(self, **members):
        """Returns the fault as it is listed."""
        answer = self.ask("POST", body=json.dumps(members))
        assert answer.status == 201, answer
        return answer.body

    def refused(self, **members):
        """Returns the message."""
        answer = self.ask("POST", body=json.dumps(members))
        assert (answer.status, answer.body["Error"]) == (400, "ValidationException"), answer
        return answer.body["Message"]

    def list(self):
        answer = self.ask("GET")
        assert answer.status == 200, answer
        return answer.body["Faults"]

    def describe(self, fault):
        answer = self.ask("GET", f"/{fault['FaultId']}")
        assert answer.status == 200, answer
        return answer.body

    def struck(self, fault):
        return self.describe(fault)["Struck"]

    def remove(self, fault):
        answer = self.ask("DELETE", f"/{fault['FaultId']}")
        assert answer.status == 200, answer
        return answer.body

    def remove_all(self):
        answer = self.ask("DELETE")
        assert (answer.status, answer.body) == (200, {}), answer
