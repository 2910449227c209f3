"""How faults are set, seen and removed on the wire: the control API's calls, a reset, a file."""
import http.client
import json

import pytest

from support.emulator import run_to_end
from support.faults import Faults
from support.patience import until
from wire import raw
from wire.faults_test import LONG_MS, create, domains, signed


def test_a_fault_is_shown_with_everything_that_applies(faults, account):
    added = faults.add(Operation="EvaluateSession", Error="ResourceNotFoundException", Probability=0.5)
    assert added == {
        "FaultId": added["FaultId"], "Met": 0, "Struck": 0, "Account": account, "Operation": ["EvaluateSession"],
        "Error": "ResourceNotFoundException", "Message": "The requested domain does not exist.",
        "ResourceType": "DOMAIN", "Probability": 0.5, "Seed": 1, "Skip": 0, "Target": "api"}
    assert faults.describe(added) == added and faults.list() == [added]


def test_a_fault_that_is_used_up_stays_to_be_seen(emulator, account, faults):
    fault = faults.add(Operation="*", Error="ThrottlingException", Skip=1, Count=1)
    for _ in range(3):
        emulator.call("ListDomains", account=account)
    assert faults.remove(fault) == {**fault, "Met": 2, "Struck": 1}
    assert faults.list() == []


def test_an_account_sees_and_removes_only_its_own(start_emulator):
    emulator = start_emulator()
    one, other, everything = Faults(emulator, "111111111111"), Faults(emulator, "222222222222"), Faults(emulator)
    mine, theirs, of_all = (each.add(Preset="outage") for each in (one, other, everything))
    assert (one.list(), other.list(), everything.list()) == ([mine], [theirs], [mine, theirs, of_all])
    for path in (theirs["FaultId"], of_all["FaultId"], "fault-99", "none"):
        for method in ("GET", "DELETE"):
            answer = one.ask(method, f"/{path}")
            assert (answer.status, answer.body["Error"]) == (404, "NotFound")
    one.remove_all()
    assert everything.list() == [theirs, of_all]
    everything.remove_all()
    assert everything.list() == []


def test_a_long_list_of_faults_is_whole(start_emulator):
    faults = Faults(start_emulator())
    added = [faults.add(Preset="outage")["FaultId"] for _ in range(300)]
    assert [each["FaultId"] for each in faults.list()] == added


def test_a_wrong_fault_is_refused_and_changes_nothing(faults):
    assert faults.refused(Operation="EvaluateSesion", LatencyMs=1).endswith("did you mean 'EvaluateSession'?")
    assert faults.list() == []


def test_each_strike_is_a_line_of_the_log(start_emulator):
    emulator = start_emulator()
    Faults(emulator).add(Operation="*", Error="ThrottlingException", LatencyMs=1, Connection="cut")
    with pytest.raises(http.client.IncompleteRead):
        emulator.call("ListDomains")
    emulator.stop()
    assert ('A fault struck a call. fault=fault-1 operation=ListDomains account=000000000000 '
            'effect="ThrottlingException, 1 ms, cut"' in emulator.stderr.text())


def test_a_reset_removes_all_faults_and_starts_their_numbers_again(start_emulator):
    emulator = start_emulator()
    faults = Faults(emulator)
    first = faults.add(Preset="outage")
    faults.add(Preset="throttled")
    emulator.control("POST", "reset")
    assert faults.list() == []
    assert emulator.call("ListDomains").status == 200
    assert faults.add(Preset="outage")["FaultId"] == first["FaultId"]


@pytest.mark.parametrize("how", [{"LatencyMs": LONG_MS}, {"Connection": "hang"}], ids=["late", "hanging"])
def test_a_reset_ends_what_faults_hold(start_emulator, how):
    emulator = start_emulator()
    fault = Faults(emulator).add(Operation="*", **how)
    with raw.Connection(emulator.address) as held:
        held.send(create("000000000000"))
        until(lambda: Faults(emulator).struck(fault))
        emulator.control("POST", "reset")
        assert held.read_to_end() == b""
    assert domains(emulator, None) == []


def test_a_reset_of_an_account_removes_its_faults_and_ends_what_they_hold(start_emulator):
    emulator = start_emulator()
    mine, theirs = Faults(emulator, "111111111111"), Faults(emulator, "222222222222")
    held, other = (each.add(Operation="*", Connection="hang") for each in (mine, theirs))
    with raw.Connection(emulator.address) as ended, raw.Connection(emulator.address) as unharmed:
        ended.send(signed("111111111111"))
        unharmed.send(signed("222222222222"))
        until(lambda: mine.struck(held) and theirs.struck(other))
        emulator.control("POST", "reset?account=111111111111")
        assert ended.read_to_end() == b""
        assert mine.list() == [] and theirs.list() == [theirs.describe(other)]
        assert emulator.call("ListDomains", account="111111111111").status == 200
        emulator.control("POST", "reset?account=222222222222")
        assert unharmed.read_to_end() == b""


def start(start_emulator, tmp_path, faults, *options):
    file = tmp_path / "faults.json"
    file.write_text(json.dumps({"Faults": faults}), encoding="utf-8")
    return start_emulator("--faults", file, *options)


def test_the_faults_of_a_file_apply_from_the_start_in_their_order(start_emulator, tmp_path):
    emulator = start(start_emulator, tmp_path, [
        {"Operation": "ListDomains", "Error": "ThrottlingException", "Count": 1},
        {"Preset": "outage", "Count": 1}])
    assert [emulator.call("ListDomains").status for _ in range(3)] == [429, 500, 200]
    assert [each["Struck"] for each in Faults(emulator).list()] == [1, 1]


def test_the_faults_of_a_file_need_no_control_api(start_emulator, tmp_path):
    emulator = start(start_emulator, tmp_path, [{"Preset": "throttled"}], "--control", "off")
    assert emulator.call("ListDomains").status == 429


def test_a_wrong_file_is_reported_in_one_line(tmp_path):
    file = tmp_path / "faults.json"
    file.write_text('{"Faults": [{"Preset": "outage", "LatencyMs": 5}]}', encoding="utf-8")
    done = run_to_end("--faults", file, "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (f"voiceid-local: --faults {file}: Faults[0]: Preset 'outage' already says what "
                           "happens: leave out LatencyMs, or Preset.\n")
