"""The plugin, in suites of the kind that users write."""
import os
import re
import subprocess
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from packages.conftest import environment

MANY = """
import pytest

@pytest.mark.parametrize("number", range(200))
def test_a_caller_is_accepted(voice_id, voiceid_account, number):
    key = {"KmsKeyId": "alias/bank"}
    bank = voice_id.create_domain(Name="bank", ServerSideEncryptionConfiguration=key)["Domain"]["DomainId"]
    voiceid_account.domains.put_speaker(bank, "alice")
    voiceid_account.sessions.start(bank, "call-1", SpeakerId="alice").audio(Voice="alice", SpeechSeconds=12)
    answer = voice_id.evaluate_session(DomainId=bank, SessionNameOrId="call-1")
    assert answer["AuthenticationResult"]["Decision"] == "ACCEPT"
    assert [each["DomainId"] for each in voice_id.list_domains()["DomainSummaries"]] == [bank]
    assert voiceid_account.requests.count() == 3
"""
CLOCK = """
import datetime

def ahead(voiceid):
    now = datetime.datetime.fromisoformat(voiceid.clock.read()["Now"].replace("Z", "+00:00"))
    return now - datetime.datetime.now(datetime.timezone.utc)

def test_one_turns_the_clock(voiceid, voiceid_clock):
    voiceid_clock.advance("P3Y")
    voiceid_clock.freeze()
    assert ahead(voiceid) > datetime.timedelta(days=1000)

def test_another_finds_it_as_it_was(voiceid):
    assert ahead(voiceid) < datetime.timedelta(days=1)
    assert not voiceid.clock.read()["Frozen"]
"""
ACCOUNT = """
left = []

def test_one_leaves_a_domain_and_a_fault(voiceid_account):
    voiceid_account.load_fixtures("Domains: [{Name: left}]")
    voiceid_account.faults.add(Preset="outage")
    left.append(voiceid_account.id)

def test_another_finds_nothing_of_them(voiceid, voiceid_account):
    assert voiceid_account.id not in left
    assert voiceid.domains.list() == voiceid.faults.list() == []
"""
OPTIONS = """
import pytest

@pytest.fixture(scope="session")
def voiceid_options():
    return {"fixtures": "demo"}

def test_the_emulator_begins_with_the_fixtures(voiceid):
    assert "bank" in {each["Name"] for each in voiceid.domains.list()}
"""


@pytest.fixture
def suite(equipped_python, tmp_path):
    """Runs a suite with these arguments; returns what has ended."""
    def run_suite(text, *arguments, **more):
        (tmp_path / "test_suite.py").write_text(text)
        return subprocess.run([equipped_python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments], cwd=tmp_path,
                              env=environment(tmp_path, **more), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    return run_suite


def passed(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return int(re.search(r"(\d+) passed", done.stdout)[1])


def test_200_tests_on_4_workers_do_not_disturb_each_other(suite):
    before = getrusage(RUSAGE_CHILDREN)
    assert passed(suite(MANY, "-n", "4")) == 200
    after = getrusage(RUSAGE_CHILDREN)
    # On an idle machine, the time that it takes is less than that of its processors.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 20


def test_the_clock_is_put_right_after_a_test(suite):
    assert passed(suite(CLOCK)) == 2


def test_an_account_is_forgotten_after_its_test(suite):
    assert passed(suite(ACCOUNT)) == 2


def test_the_options_of_the_start_are_a_fixture(suite):
    assert passed(suite(OPTIONS)) == 1


def test_workers_share_a_running_emulator_but_not_its_clock(suite, emulator):
    assert passed(suite(MANY.replace("200", "20"), "-n", "2", VOICEID_LOCAL_URL=emulator.url)) == 20
    done = suite(CLOCK, "-n", "1", VOICEID_LOCAL_URL=emulator.url)
    assert "voiceid_clock needs an emulator for each worker: unset VOICEID_LOCAL_URL" in done.stdout
    assert emulator.control("GET", "clock")["Frozen"] is False


def test_only_the_client_needs_boto3(suite, tmp_path):
    (tmp_path / "boto3.py").write_text("raise ImportError")
    done = suite(MANY.replace("200", "1") + ACCOUNT, PYTHONPATH=str(tmp_path))
    assert "The fixture voice_id needs boto3: pip install boto3" in done.stdout
    assert re.search(r"2 passed, 1 error", done.stdout), done.stdout


def test_a_proxy_is_not_asked(suite):
    """One that answers nobody, with an exception for other hosts than the emulator's."""
    nowhere = "http://127.0.0.1:9"
    done = suite(MANY.replace("200", "1"), HTTP_PROXY=nowhere, http_proxy=nowhere, NO_PROXY="intranet.example", no_proxy="intranet.example")
    assert passed(done) == 1


def test_a_session_leaves_nothing_in_the_temporary_folder(suite, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    assert passed(suite(ACCOUNT, TMPDIR=str(temporary))) == 2
    assert os.listdir(temporary) == []
