"""The Python package: its API against the emulator, and the wheel where nothing else is."""
import datetime
import itertools
import os
import re
import signal
import subprocess

import pytest

from packages.conftest import environment, run
from packages.leaving import gone_after, press_ctrl_c, sends
from support.emulator import ROOT, VERSION, binary

import voiceid_local
from voiceid_local import _find as find
from voiceid_local import _options as options

BANK = {"Domains": [{"Name": "bank", "Speakers": [{"CustomerSpeakerId": "alice"}]}]}
ONE_EMULATOR = """
import os, signal, voiceid_local
emulator = voiceid_local.start()
print(emulator.url, flush=True)
"""
WAYS_TO_END = {"returns": "", "crashes": "raise RuntimeError", "exits": "os._exit(0)",
               "is killed": "os.kill(os.getpid(), signal.SIGKILL)"}


@pytest.fixture(autouse=True)
def found(monkeypatch):
    """The program under test is the emulator that is found."""
    monkeypatch.delenv("VOICEID_LOCAL_URL", raising=False)
    monkeypatch.setenv("VOICEID_LOCAL_BINARY", str(binary()))


@pytest.fixture(scope="module")
def shared():
    os.environ["VOICEID_LOCAL_BINARY"] = str(binary())
    with voiceid_local.start(enrollment_seconds=0, control_token="secret") as emulator:
        yield emulator


@pytest.fixture
def own(shared):
    return shared.account()


@pytest.fixture
def bank(own):
    return own.load_fixtures(BANK)["Domains"]["bank"]["DomainId"]


def test_accounts_are_new_unless_their_ids_are_given(shared):
    ids = {shared.account().id for _ in range(100)}
    assert len(ids) == 100 and all(re.fullmatch(r"\d{12}", each) for each in ids)
    assert shared.account("111122223333").client_config["aws_access_key_id"] == "111122223333"


def test_an_account_sees_and_resets_itself_alone(shared, own, bank):
    other = shared.account(region="eu-west-1")
    other.load_fixtures("Domains:\n  - Name: shop\n")
    own.sessions.start(bank, "call-1")
    own.faults.add(Preset="outage")
    assert [each["DomainId"] for each in own.domains.list()] == [bank]
    assert [each["Region"] for each in other.domains.list()] == ["eu-west-1"]
    assert (len(own.sessions.list()), len(own.sessions.list(bank)), len(other.sessions.list())) == (1, 1, 0)
    assert other.faults.list() == []
    own.reset()
    assert own.domains.list() == own.faults.list() == []
    assert len(other.domains.list()) == 1


def test_a_session_from_start_to_end(own, bank):
    call = own.sessions.start(bank, "call-1", AuthenticationConfiguration={"AcceptanceThreshold": 80})
    assert call.update(SpeakerId="bob")["CustomerSpeakerId"] == "bob"
    assert call.audio(Voice="bob", SpeechSeconds=31)["Audio"]["SpeechSeconds"] == 31
    assert call.request_enrollment()["EnrollmentRequestDetails"]["Status"] == "COMPLETED"
    assert call.script(AuthenticationScore=12)["Outcome"] == {"AuthenticationScore": 12}
    assert "Outcome" not in call.unscript()
    assert call.check("voiceAuthentication") == {"Result": "Authenticated"}
    assert call.contact_record()["SpeakerEnrolled"]
    assert own.sessions.of(bank, call.end()["SessionId"]).describe()["StreamingStatus"] == "ENDED"


def test_a_recording_is_audio(own, bank):
    wav = subprocess.run([binary(), "wav", "--voice", "alice", "--seconds", "12"], check=True, stdout=subprocess.PIPE).stdout
    call = own.sessions.start(bank, "call-1", SpeakerId="alice")
    assert call.audio(wav)["Audio"]["Voice"] == "alice"
    assert call.audio(wav, voice="bob")["Audio"]["SpeechSeconds"] == 24


def test_domains_and_their_people_are_put_into_states(own, bank):
    assert own.domains.put_speaker(bank, "erin", Status="EXPIRED")["Status"] == "EXPIRED"
    assert own.domains.put_fraudster(bank, Voice="mallory")["GeneratedFraudsterId"].startswith("id#")
    assert own.domains.set_status(bank, "PENDING")["DomainStatus"] == "PENDING"
    with pytest.raises(voiceid_local.ControlError) as refused:
        own.domains.restore(bank)
    assert (refused.value.status, refused.value.code) == (409, "ConflictException")


def test_events_and_requests_are_awaited(own, bank):
    after = own.events.position()
    own.sessions.start(bank, "call-1")
    assert own.events.wait_for(after=after, domainId=bank)["detail"]["action"] == "START_SESSION"
    assert own.events.disorder("memory", Duplicate=1)["Disorder"]["Duplicate"] == 1
    assert "Disorder" not in own.events.order("memory")
    assert [each["Name"] for each in own.events.sinks()] == ["memory"]
    own.events.clear()
    assert own.events.list()["Events"] == []
    with pytest.raises(TimeoutError, match="No event matched"):
        own.events.wait_for(0, domainId=bank)
    # Behind the first line stands what came near, which depends on the calls of others.
    with pytest.raises(TimeoutError, match=r"within 0\.01 s\.\n."):
        own.requests.wait_for(0.01, operation="OptOutSpeaker")
    assert own.requests.count(operation="OptOutSpeaker") == 0


def test_faults_are_set_listed_and_removed(own):
    fault = own.faults.add(Operation="ListDomains", Error="ThrottlingException", Count=2)["FaultId"]
    assert own.faults.get(fault)["Account"] == own.id
    assert own.faults.remove(fault)["FaultId"] == fault
    own.faults.add(Preset="outage")
    own.faults.clear()
    assert own.faults.list() == []


def test_the_clock_takes_times_and_durations():
    with voiceid_local.start() as emulator:
        time = datetime.datetime(2031, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
        assert emulator.clock.set(time, frozen=True) == {"Now": "2031-01-02T03:04:05.000Z", "Frozen": True}
        assert emulator.clock.advance(datetime.timedelta(days=1, milliseconds=1))["Now"] == "2031-01-03T03:04:05.001Z"
        assert emulator.clock.advance("P1D")["Now"] == "2031-01-04T03:04:05.001Z"
        assert emulator.clock.release()["Frozen"] is False
        assert emulator.clock.freeze() == emulator.clock.read()


def test_fixtures_faults_and_state_are_files_or_documents(tmp_path):
    file, state = tmp_path / "bank.yaml", tmp_path / "state.json"
    file.write_text("Domains:\n  - Name: file\n")
    with voiceid_local.start(fixtures=[file, BANK], faults={"Preset": "outage"}, state=state) as emulator:
        assert {each["Name"] for each in emulator.domains.list()} == {"file", "bank"}
        assert len(emulator.faults.list()) == 1
        saved = emulator.state.save()
        emulator.reset(fixtures="keep")
        assert [each["Name"] for each in emulator.domains.list()] == ["file"]
    assert state.exists()
    with voiceid_local.start(state=saved) as emulator:
        assert len(emulator.domains.list()) == 2


def test_flags_follow_from_options_and_secrets_are_none():
    settings = {"port": 0, "tls_self_signed": True, "log_sensitive": False, "quota": {"speakers": 10}, "host": ["a", "b"],
                "control_token": "secret", "credential": ["id:key", "other:key"]}
    assert options.flags(settings) == ["--port", "0", "--tls-self-signed", "--quota", "speakers=10", "--host", "a", "--host", "b"]
    assert options.environment(settings, {"A": "b", "VOICEID_LOCAL_URL": "c"}) == {
        "A": "b", "VOICEID_CONTROL_TOKEN": "secret", "VOICEID_CREDENTIAL": "id:key,other:key"}


def test_a_start_that_fails_says_why():
    with pytest.raises(RuntimeError, match=r"(?s)did not start: it ended with exit code 2\n.*--enrolment-seconds"):
        voiceid_local.start(enrolment_seconds=1)
    with pytest.raises(voiceid_local.ControlError, match="ValidationException"):
        voiceid_local.start(fixtures={"Domain": []})


def test_a_stop_is_done_once_and_the_log_stays():
    emulator = voiceid_local.start(log_level="debug", tls_self_signed=True)
    emulator.clock.read()
    emulator.stop()
    emulator.stop()
    assert "clock" in emulator.log
    with pytest.raises(OSError):
        emulator.clock.read()


def test_a_running_emulator_comes_first_and_takes_no_options(emulator, monkeypatch):
    monkeypatch.setenv("VOICEID_LOCAL_URL", f"{emulator.url}/")
    with voiceid_local.start() as used:
        assert used.url == emulator.url and used.is_shared
    assert emulator.control("GET", "health")["Status"] == "running"
    with pytest.raises(ValueError, match="cannot take the options seed"):
        voiceid_local.start(seed=7)


def test_a_url_where_nothing_answers_is_named(monkeypatch):
    monkeypatch.setenv("VOICEID_LOCAL_URL", "http://127.0.0.1:9")
    with pytest.raises(RuntimeError, match="VOICEID_LOCAL_URL is http://127.0.0.1:9, where no emulator is ready"):
        voiceid_local.start()


def test_the_emulator_is_found_in_the_order_of_the_documents(tmp_path, monkeypatch):
    """Each place that is taken away makes way for the next."""
    programs = {name: tmp_path / name / "voiceid-local" for name in ("named", "packaged", "on PATH")}
    for each in programs.values():
        each.parent.mkdir()
        each.write_text("#!/bin/sh\n")
        each.chmod(0o755)
    engine = tmp_path / "engines/podman"
    engine.parent.mkdir()
    engine.write_text("#!/bin/sh\n")
    engine.chmod(0o755)
    monkeypatch.setattr(find, "PACKAGED", programs["packaged"])
    env = {"VOICEID_LOCAL_URL": "http://localhost:1/", "VOICEID_LOCAL_BINARY": str(programs["named"]),
           "PATH": f"{programs['on PATH'].parent}:{engine.parent}:/bin"}
    places = [find.Running("http://localhost:1"), *(find.Program(str(each)) for each in programs.values()),
              find.Image("podman", "voiceid-local")]
    removals = [lambda: env.pop("VOICEID_LOCAL_URL"), lambda: env.pop("VOICEID_LOCAL_BINARY"),
                programs["packaged"].unlink, programs["on PATH"].unlink, engine.unlink]
    env["PATH"] = f"{programs['on PATH'].parent}:{engine.parent}"
    for place, remove in itertools.zip_longest(places, removals):
        assert find.find_emulator(env) == place
        remove()
    with pytest.raises(voiceid_local.EmulatorNotFound) as nowhere:
        find.find_emulator(env)
    tried = re.findall(r"^- (.*?):", str(nowhere.value), re.MULTILINE)
    assert tried[:2] == ["VOICEID_LOCAL_URL", "VOICEID_LOCAL_BINARY"] and tried[3:] == ["voiceid-local on PATH", "docker", "podman"]
    assert "wheel" in tried[2]


def test_a_named_program_that_is_none_is_not_passed_over():
    with pytest.raises(ValueError, match="VOICEID_LOCAL_BINARY is /nowhere"):
        find.find_emulator({"VOICEID_LOCAL_BINARY": "/nowhere"})


def test_the_types_are_strict(tmp_path):
    run(["/usr/bin/python3", "-m", "mypy", "--strict", "--cache-dir", tmp_path, "voiceid_local"], None, ROOT / "clients/python")


def test_the_wheel_runs_without_any_other_package(bare_python, tmp_path):
    env = environment(tmp_path)
    assert run([bare_python, "-m", "voiceid_local", "version"], env, tmp_path).startswith(f"voiceid-local {VERSION} (revision ")
    assert run([bare_python, "-c", f"{ONE_EMULATOR}emulator.stop()"], env, tmp_path).startswith("http://127.0.0.1:")


def test_no_emulator_outlives_the_program_that_started_it(bare_python, tmp_path):
    for end in WAYS_TO_END.values():
        gone_after([bare_python, "-c", ONE_EMULATOR + end], environment(tmp_path), tmp_path)


def test_no_emulator_outlives_a_ctrl_c(bare_python, tmp_path):
    waiting = f"{ONE_EMULATOR}signal.pause()"
    gone_after([bare_python, "-c", waiting], environment(tmp_path), tmp_path, end=press_ctrl_c)


@pytest.mark.parametrize("end", [press_ctrl_c, sends(signal.SIGTERM), sends(signal.SIGINT), sends(signal.SIGHUP)])
def test_the_program_that_python_becomes_stops_by_a_signal(bare_python, tmp_path, end):
    assert gone_after([bare_python, "-m", "voiceid_local", "--port", "0"], environment(tmp_path), tmp_path, end) == 0


def test_the_first_answer_comes_within_50_ms(bare_python, tmp_path):
    measure = """import time, voiceid_local
times = []
for _ in range(20):
    begun = time.perf_counter()
    with voiceid_local.start() as emulator:
        emulator.clock.read()
        times.append(time.perf_counter() - begun)
print(min(times))"""
    assert float(run([bare_python, "-c", measure], environment(tmp_path), tmp_path)) < 0.05
