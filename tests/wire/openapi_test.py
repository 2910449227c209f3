"""The OpenAPI document: valid as such, complete, and true of real answers. Each example in it is sent."""
import json

import pytest
from jsonschema import Draft202012Validator, ValidationError, validators

from support.emulator import ROOT
from support.session_calls import NOON, SessionCalls
from wire import patterns

SCHEMA_OF_OPENAPI = json.loads((ROOT / "tests/data/openapi-3.1.json").read_text("utf-8"))
# The id in the examples; a call about a domain needs one that exists.
EXAMPLE_DOMAIN = "ABCDEFGHIJKLMNOPQRSTUV"


def check_pattern(_validator, pattern, value, _schema):
    if isinstance(value, str) and not patterns.matches(pattern, value):
        yield ValidationError(f"{value!r} does not match {pattern}")


# Python's expressions lack the classes of characters that the service's patterns have.
Validator = validators.extend(Draft202012Validator, {"pattern": check_pattern})


@pytest.fixture(scope="module")
def document(emulator):
    return emulator.control("GET", "openapi.json")


def operations(document):
    return [(method, path, operation) for path, methods in document["paths"].items()
            for method, operation in methods.items()]


def test_it_is_a_valid_openapi_document(document):
    Draft202012Validator(SCHEMA_OF_OPENAPI).validate(document)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_it_has_the_calls_that_the_control_api_lists(document, emulator):
    listed = {(call["Method"].lower(), call["Path"].replace("+}", "}"))
              for call in emulator.control("GET", "")["Calls"]}
    assert {(method, path) for method, path, _ in operations(document)} == listed
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(ids)) == len(ids)


def test_every_query_parameter_is_described(document, emulator):
    for method, path, operation in operations(document):
        if "{" in path or method != "get":
            continue
        answer = emulator.request("GET", f"{path}?nothing=1").body
        told = answer.get("Message", "")
        for parameter in operation.get("parameters", []):
            assert parameter["description"] and parameter["name"] in told, (path, parameter)


class Caller:
    """Makes each call in a scene of its own: a domain with a session that has audio and an outcome, and an object."""

    def __init__(self, emulator, document):
        self.emulator, self.document = emulator, document

    def scene(self):
        self.emulator.control("PUT", "clock", {"Now": NOON, "Frozen": True})
        sessions = SessionCalls(self.emulator)
        sessions.start("call-1", SpeakerId="alice")
        sessions.audio(31)
        sessions.outcome(AuthenticationScore=95, KnownFraudsterRisk={"RiskScore": 5})
        self.emulator.request("PUT", "/_voiceid/s3/calls/a/b", b"content")
        return sessions

    def prepare(self, operation_id, sessions):
        domain = {"DomainId": sessions.domain_id}
        if operation_id == "postDomainsRestore":
            sessions.operation("DeleteDomain")
        elif operation_id == "putDomainsEncryptionUpdate":
            sessions.operation("UpdateDomain", Name="n", ServerSideEncryptionConfiguration={"KmsKeyId": "another"})
        elif operation_id == "postDomainsSessions":
            sessions.end("call-1")
        elif operation_id == "getDomainsSpeakersBySpeakerId":
            self.emulator.control("PUT", f"domains/{sessions.domain_id}/speakers/carol", {})
        elif "IntegrationAssociations" in operation_id:
            self.emulator.control("PUT", "integration-associations/instance", domain)
        elif "Contacts" in operation_id:
            self.emulator.control("PUT", "contacts/contact", {"CustomerId": "alice"})
        elif "Faults" in operation_id:
            fault = {"Operation": "ListDomains", "Skip": 1000, "LatencyMs": 1}
            domain["FaultId"] = self.emulator.request("POST", "/_voiceid/faults", fault).body["FaultId"]
        elif "Requests" in operation_id:
            [domain["NumberOrRequestId"]] = {each["Number"] for each in self.emulator.control(
                "GET", "requests?operation=CreateDomain")["Requests"][-1:]}
        return {**domain, "SessionNameOrId": "call-1", "SpeakerId": "carol", "Bucket": "calls", "Key": "a/b", "Name": "memory",
                "InstanceId": "instance", "ContactId": "contact"}

    def call(self, method, path, operation):
        sessions = self.scene()
        parameters = self.prepare(operation["operationId"], sessions)
        content = operation.get("requestBody", {}).get("content", {})
        example = content.get("application/json", {}).get("example")
        raw_body = b"Domains: [{Name: bank}]" if "application/yaml" in content else b"content"
        body = None if not content else raw_body if example is None else json.loads(
            json.dumps(example).replace(EXAMPLE_DOMAIN, sessions.domain_id))
        return self.emulator.request(method.upper(), path.format(**parameters), body)

    def faults_of(self, answer, operation):
        status, described = next(iter(operation["responses"].items()))
        if answer.status != int(status):
            return [f"{answer.status}: {answer.body}"]
        [(media, content)] = described["content"].items()
        if answer.headers["Content-Type"] != media:
            return [answer.headers["Content-Type"]]
        schema = {**content.get("schema", {}), "components": self.document["components"]}
        return [error.message for error in Validator(schema).iter_errors(answer.body)]


def is_read_to_its_end(operation):
    """Neither a feed nor a WebSocket."""
    content = next(iter(operation["responses"].values())).get("content", {})
    return content and "text/event-stream" not in content


def test_real_answers_are_as_it_says(document, start_emulator):
    caller = Caller(start_emulator(), document)
    faults = {}
    for method, path, operation in operations(document):
        if is_read_to_its_end(operation):
            found = caller.faults_of(caller.call(method, path, operation), operation)
            faults.update({f"{method} {path}": found} if found else {})
    assert faults == {}


def test_each_body_has_an_example(document):
    assert [operation["operationId"] for _, _, operation in operations(document)
            for content in operation.get("requestBody", {}).get("content", {}).items()
            if content[0] == "application/json" and "example" not in content[1]] == []


def test_a_real_error_is_as_it_says(document, emulator):
    schema = {"$ref": "#/components/schemas/Error", "components": document["components"]}
    for method, path, body in (("GET", "nothing", None), ("PUT", "clock", {"Now": 5}), ("BREW", "clock", None)):
        Validator(schema).validate(emulator.request(method, f"/_voiceid/{path}", body).body)
