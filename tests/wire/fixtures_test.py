"""Fixtures from files and calls: what only a running emulator shows.

tests/server/fixtures holds each mistake and its message, tests/handlers what a fixture makes.
"""
import json

import pytest

from support import wav_files
from support.emulator import ROOT, run_to_end
from support.objects import Objects
from support.patience import until
from support.session_calls import KMS, refused

BANK = """
Domains:
- Name: bank
  DomainId: BankBankBankBankBank01
  Speakers: [{CustomerSpeakerId: alice}, {CustomerSpeakerId: 'c-{n}', Count: 3}]
  Sessions: [{SessionName: call-1, SpeakerId: alice, Audio: [{Voice: alice, SpeechSeconds: 12}]}]
"""
BANK_ID = "BankBankBankBankBank01"
FIXTURES = "/_voiceid/fixtures"


def decision(emulator, domain_id, **how):
    answer = emulator.call("EvaluateSession", {"DomainId": domain_id, "SessionNameOrId": "call-1"}, **how)
    return answer.body["AuthenticationResult"]["Decision"]


def post(emulator, document, path=FIXTURES, headers=None):
    return emulator.request("POST", path, document.encode(), headers or {})


def names(emulator, **how):
    return [domain["Name"] for domain in emulator.call("ListDomains", {}, **how).body["DomainSummaries"]]


def test_a_posted_fixture_is_there_at_once(emulator, account):
    made = post(emulator, BANK.replace(BANK_ID, account + "a" * 10), f"{FIXTURES}?account={account}&region=eu-west-1")
    assert made.status == 200, made
    bank = made.body["Domains"]["bank"]
    assert set(bank) == {"DomainId", "Watchlists", "Speakers", "Sessions"} and set(bank["Speakers"]) == {"alice"}
    assert decision(emulator, bank["DomainId"], account=account, region="eu-west-1") == "ACCEPT"
    speakers = emulator.call("ListSpeakers", {"DomainId": bank["DomainId"]}, account=account, region="eu-west-1")
    assert len(speakers.body["SpeakerSummaries"]) == 4


@pytest.mark.parametrize("type_", ["application/yaml", "text/yaml", "application/json", "", "application/octet-stream"])
def test_the_format_is_that_of_the_type_or_of_the_text(emulator, account, type_):
    document = {"Domains": [{"Name": "shop"}]}
    text = json.dumps(document) if "json" in type_ or not type_ else "Domains: [{Name: shop}]"
    assert post(emulator, text, f"{FIXTURES}?account={account}", {"Content-Type": type_}).status == 200
    assert names(emulator, account=account) == ["shop"]


def test_a_mistake_changes_nothing(emulator, account):
    path = f"{FIXTURES}?account={account}"
    for document in ("Domains: [{Name: a}, {Name: a}]", "Domains: [{Name: a}]\nContacts: 5",
                     "Domains: [{Name: a}]\nObjects: [{S3Uri: 's3://calls/a', File: a}]"):
        refused(post(emulator, document, path), 400, "ValidationException")
    refused(post(emulator, "Domains: [{Name: a}]", f"{FIXTURES}?account=12"), 400, "ValidationException")
    assert names(emulator, account=account) == []


def test_an_id_that_exists_is_refused_before_objects_are_stored(emulator, account):
    document = "Domains: [{Name: a, DomainId: " + account + "b" * 10 + "}]"
    assert post(emulator, document).status == 200
    again = f"\n{document}\nObjects: [{{S3Uri: 's3://calls/{account}', Text: a}}]"
    message = refused(post(emulator, again), 400, "ValidationException")
    assert message == "Line 2: Domains[0].DomainId: A domain with this id exists already."
    assert account not in {key for key, _ in Objects(emulator).list("calls")}


def test_objects_are_stored_before_jobs_run(start_emulator, tmp_path):
    (tmp_path / "alice.wav").write_bytes(wav_files.voiced(None, 31))
    (tmp_path / "bank.yaml").write_text("""
Domains:
- Name: bank
  DomainId: BankBankBankBankBank01
  SpeakerEnrollmentJobs:
  - {JobName: one, InputDataConfig: {S3Uri: s3://calls/enroll.json}, OutputDataConfig: {S3Uri: s3://calls/out}}
Objects:
- {S3Uri: s3://calls/alice.wav, File: alice.wav, Voice: alice}
- {S3Uri: s3://calls/bob.wav, Recording: {Voice: bob, Seconds: 31}}
- S3Uri: s3://calls/enroll.json
  Text: |
    {"Version": "1.0", "SpeakerEnrollmentRequests": [
      {"RequestId": "1", "SpeakerId": "alice", "AudioSpecifications": [{"S3Uri": "s3://calls/alice.wav", "ChannelId": 0}]},
      {"RequestId": "2", "SpeakerId": "bob", "AudioSpecifications": [{"S3Uri": "s3://calls/bob.wav", "ChannelId": 0}]}]}
""")
    emulator = start_emulator("--fixtures", tmp_path)
    until(lambda: emulator.call("ListSpeakerEnrollmentJobs", {"DomainId": BANK_ID}).body["JobSummaries"][0]["JobStatus"]
          == "COMPLETED")
    assert {key for key, _ in Objects(emulator).list("calls")} >= {"alice.wav", "bob.wav", "enroll.json"}
    statuses = emulator.call("ListSpeakers", {"DomainId": BANK_ID}).body["SpeakerSummaries"]
    assert {each["CustomerSpeakerId"]: each["Status"] for each in statuses} == {"alice": "ENROLLED", "bob": "ENROLLED"}


def test_a_wrong_fixture_ends_the_start_in_one_line(tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_text(BANK + "  Speeker: 1\n")
    done = run_to_end("--port", "0", "--log-level", "error", "--fixtures", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (f"voiceid-local: {file}:7: Domains[0]: The member 'Speeker' is unknown; did you mean "
                           "'Speakers'?\n")


def test_a_reset_can_keep_the_fixtures_of_the_options(start_emulator, tmp_path):
    (tmp_path / "bank.yaml").write_text(BANK.replace("  DomainId: BankBankBankBankBank01\n", ""))
    emulator = start_emulator("--fixtures", tmp_path / "bank.yaml")
    before = emulator.call("ListDomains", {}).body["DomainSummaries"]
    emulator.call("OptOutSpeaker", {"DomainId": before[0]["DomainId"], "SpeakerId": "alice"})
    kept = emulator.request("POST", "/_voiceid/reset?fixtures=keep")
    assert kept.status == 200 and kept.body["Domains"]["bank"]["DomainId"] == before[0]["DomainId"]
    assert decision(emulator, before[0]["DomainId"]) == "ACCEPT"
    (tmp_path / "bank.yaml").write_text("Domains: 1")
    refused(emulator.request("POST", "/_voiceid/reset?fixtures=keep"), 400, "ValidationException")
    assert names(emulator) == ["bank"]
    refused(emulator.request("POST", "/_voiceid/reset?fixtures=drop"), 400, "ValidationException")
    emulator.control("POST", "reset")
    assert names(emulator) == []


def test_a_reset_can_go_back_to_fixtures_that_a_state_was_loaded_instead_of(start_emulator, tmp_path):
    (tmp_path / "bank.yaml").write_text(BANK)
    options = ("--fixtures", tmp_path / "bank.yaml", "--state", tmp_path / "state.json")
    emulator = start_emulator(*options)
    emulator.call("CreateDomain", {"Name": "later", "ServerSideEncryptionConfiguration": KMS})
    emulator.stop()
    again = start_emulator(*options)
    assert names(again) == ["bank", "later"]
    again.control("POST", "reset?fixtures=keep")
    assert names(again) == ["bank"]


def test_with_a_seed_ids_are_the_same_after_a_reset_that_keeps_fixtures(start_emulator, tmp_path):
    (tmp_path / "bank.yaml").write_text("Domains: [{Name: bank}]")
    emulator = start_emulator("--seed", "7", "--fixtures", tmp_path / "bank.yaml")

    def ids():
        emulator.call("CreateDomain", {"Name": "b", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}})
        return [domain["DomainId"] for domain in emulator.call("ListDomains", {}).body["DomainSummaries"]]
    first = ids()
    emulator.request("POST", "/_voiceid/reset?fixtures=keep")
    assert ids() == first


def test_the_schema_is_the_one_in_the_documents(emulator):
    """To update: curl -s localhost:8643/_voiceid/fixtures.schema.json >docs/fixtures.schema.json"""
    answer = emulator.request("GET", "/_voiceid/fixtures.schema.json")
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert answer.body == json.loads((ROOT / "docs/fixtures.schema.json").read_text(encoding="utf-8"))
