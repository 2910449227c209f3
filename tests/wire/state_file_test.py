"""--state: the state survives the end of the process, and a process that is killed leaves a whole file."""
import json
import random
import time

import pytest

from support.emulator import run_to_end
from support.patience import PATIENCE_SECONDS
from support.session_calls import new_domain
from support.states import document, domain, exported, speaker


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state.json"


def test_a_restart_finds_everything(start_emulator, file):
    first = start_emulator("--state", file)
    domain_id = new_domain(first)["DomainId"]
    assert not file.exists()
    first.stop()
    state = file.read_bytes()
    second = start_emulator("--state", file)
    assert second.call("DescribeDomain", {"DomainId": domain_id}).status == 200
    assert exported(second) + b"\n" == state
    second.stop()
    assert file.read_bytes() == state
    assert [each.name for each in file.parent.iterdir()] == ["state.json"]


def test_a_file_is_that_of_one_emulator(start_emulator, file):
    first = start_emulator("--state", file)
    second = run_to_end("--port", "0", "--state", file)
    assert second.returncode == 2
    assert second.stderr.endswith(f"voiceid-local: Another emulator keeps its state in {file}.\n")
    first.stop()
    start_emulator("--state", file).stop()


def test_the_times_before_the_machines_are_kept_too(start_emulator, file):
    first = start_emulator("--state", file)
    first.control("PUT", "clock", {"Now": "1970-01-01T00:00:00Z"})
    first.stop()
    assert start_emulator("--state", file).control("GET", "clock")["Now"].startswith("1970")


def test_a_running_emulator_saves_what_has_changed(start_emulator, file):
    emulator = start_emulator("--state", file, "--state-interval", "0.01")
    domain_id = new_domain(emulator)["DomainId"]
    until = time.monotonic() + PATIENCE_SECONDS
    while not (file.exists() and domain_id in file.read_text()):
        assert time.monotonic() < until
    emulator.kill()
    assert start_emulator("--state", file).call("DescribeDomain", {"DomainId": domain_id}).status == 200


def test_a_kill_at_any_moment_leaves_a_whole_file(start_emulator, file):
    """Each life begins with what the life before had saved, and changes something while it is being saved."""
    seed = random.randrange(2**32)
    moments = random.Random(seed)
    file.write_text(json.dumps(document(domain(1, [speaker(number) for number in range(2000)]))))
    for life in range(50):
        emulator = start_emulator("--state", file, "--state-interval", "0.001")
        until = time.monotonic() + moments.uniform(0, 0.1)
        while time.monotonic() < until:
            new_domain(emulator)
        emulator.kill()
        domains = json.loads(file.read_text())["Domains"]
        assert len(domains[0]["Speakers"]) == 2000, f"life {life} of seed {seed}"


@pytest.mark.parametrize("text, message", [
    ("", "'version' failed to satisfy constraint: Member must not be null"),
    ("{", "is not valid JSON"),
    (json.dumps(document(domain(1, [speaker(1, Status="GONE")]))), "'domains.1.member.speakers.1.member.status'"),
    ('{"Version": 3}', "saved by a newer version of this program")], ids=["empty", "text", "member", "version"])
def test_a_wrong_file_ends_the_start_and_stays_as_it_is(file, text, message):
    file.write_text(text)
    ended = run_to_end("--state", file, "--port", 0)
    assert ended.returncode == 2 and ended.stdout == ""
    assert str(file) in ended.stderr and message in ended.stderr and ended.stderr.count("\n") == 1
    assert file.read_text() == text


@pytest.mark.parametrize("path, message", [
    ("missing/state.json", "No such file or directory"), (".", "Is a directory")], ids=["folder", "no file"])
def test_a_file_that_could_not_be_saved_ends_the_start(tmp_path, path, message):
    ended = run_to_end("--state", tmp_path / path, "--port", 0)
    assert (ended.returncode, ended.stdout) == (2, "") and message in ended.stderr and str(tmp_path) in ended.stderr


def test_a_state_that_cannot_be_saved_at_the_end_is_no_success(start_emulator, file):
    emulator = start_emulator("--state", file)
    file.mkdir()
    with pytest.raises(AssertionError, match="(?s)exit code 2.*The state cannot be saved"):
        emulator.stop()


@pytest.mark.parametrize("options, message", [
    (["--state-interval", "1"], "--state-interval needs --state"),
    (["--state", "x", "--state-interval", "-1"], "is not a number of seconds from 0 to 86400"),
    (["--state", "x", "--state-interval", "soon"], "is not a number of seconds from 0 to 86400"),
    (["--state", ""], "is not the name of a file")], ids=str)
def test_wrong_options(options, message):
    ended = run_to_end(*options)
    assert ended.returncode == 2 and message in ended.stderr
