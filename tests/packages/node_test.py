"""The npm packages, installed where nothing else is."""
import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from packages.conftest import environment, run
from packages.leaving import gone_after, press_ctrl_c, sends
from support.emulator import ROOT, VERSION, binary, run_to_end

ONE_EMULATOR = """
import { start } from "voiceid-local";
const emulator = await start();
console.log(emulator.url);
"""
WAYS_TO_END = {"returns": "", "crashes": "throw new Error();", "exits": "process.exit(0);", "is killed": "process.kill(process.pid, 'SIGKILL');"}


def test_the_tests_in_javascript_pass(project):
    names = sorted(path.name for path in project.glob("*.test.*"))
    assert len(names) == 2
    run(["node", "--test", *names], environment(project), project)


def test_the_types_fit(project):
    run(["npx", "tsc", "--project", "."], environment(project), project)


def test_the_types_have_the_options_of_the_program():
    types = (ROOT / "clients/node/lib/index.d.ts").read_text(encoding="utf-8")
    typed = set()
    for name in ("ProgramOptions", "StartOptions extends ProgramOptions"):
        body = re.search(rf"^export interface {name} {{\n(.*?)^}}$", types, re.MULTILINE | re.DOTALL)[1]
        typed |= {re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", option) for option in re.findall(r"^  (\w+)\?:", body, re.MULTILINE)}
    known = set(re.findall(r"^\| `--([a-z0-9-]+)", run_to_end("--help-markdown").stdout, re.MULTILINE))
    # start() itself sets the lifeline.
    assert typed == known - {"lifeline"}


def test_npx_runs_the_program(project):
    assert run(["npx", "voiceid-local", "version"], environment(project), project).startswith(f"voiceid-local {VERSION} (revision ")
    wrong = subprocess.run(["npx", "voiceid-local", "--nothing"], env=environment(project), cwd=project, capture_output=True, text=True)
    assert wrong.returncode == 2 and "--nothing" in wrong.stderr


def test_npx_runs_the_packed_files(packages, tmp_path):
    files = [option for path in packages.glob("*.tgz") for option in ("--package", str(path))]
    command = ["npx", "--yes", *files, "voiceid-local", "version"]
    assert run(command, environment(tmp_path), tmp_path).startswith(f"voiceid-local {VERSION} (revision ")


def test_no_emulator_outlives_the_program_that_started_it(project):
    for end in WAYS_TO_END.values():
        gone_after(["node", "--input-type=module", "-e", ONE_EMULATOR + end], environment(project), project)


ENDS = {"Ctrl-C": press_ctrl_c, **{each.name: sends(each) for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)}}
# npm starts the program by a shell.
BY_NPM = {"npx": ["npx", "voiceid-local", "--port", "0"], "npm run": ["npm", "run", "emulator"]}
LAUNCHER = ["node", "node_modules/.bin/voiceid-local", "--port", "0"]


@pytest.mark.parametrize("command", BY_NPM)
@pytest.mark.parametrize("end", ENDS)
def test_no_emulator_outlives_npm(project, command, end):
    gone_after(BY_NPM[command], environment(project), project, ENDS[end])


@pytest.mark.parametrize("end, status", [("Ctrl-C", 0), ("SIGTERM", 0), ("SIGHUP", 0), ("SIGKILL", -signal.SIGKILL)])
def test_the_emulator_ends_by_the_signals_of_its_launcher(project, end, status):
    assert gone_after(LAUNCHER, environment(project), project, ENDS[end]) == status


def test_the_exit_code_of_a_killed_emulator_is_a_shells(project):
    def kill_child(launcher):
        [child] = Path(f"/proc/{launcher}/task/{launcher}/children").read_text(encoding="ascii").split()
        os.kill(int(child), signal.SIGKILL)
    assert gone_after(LAUNCHER, environment(project), project, kill_child) == 128 + signal.SIGKILL


@pytest.mark.parametrize("script, alone", [
    ("voiceid-local", True), ("'voiceid-local'", True), ('"voiceid-local" --port 0', True), ("", False),
    ("voiceid-local & jest", False), ("voiceid-local & ", False), ("sleep 1; voiceid-local", False), ("voiceid-local-other", False),
])
def test_an_emulator_in_the_background_of_a_script_may_outlive_it(script, alone):
    is_alone = f"require('{ROOT}/clients/node/lib/npm.js').isAlone(process.argv[1])"
    assert run(["node", "-p", is_alone, "--", script], None, ROOT) == f"{str(alone).lower()}\n"


def test_what_was_tried_is_said(tmp_path):
    find = f"require('{ROOT}/clients/node/lib/find.js').findEmulator(process.env)"
    done = subprocess.run(["node", "-e", find], env=environment(tmp_path) | {"PATH": str(tmp_path)}, capture_output=True, text=True,
                          executable=subprocess.run(["which", "node"], capture_output=True, text=True, check=True).stdout.strip())
    tried = re.findall(r"^- (.*)$", done.stderr, re.MULTILINE)
    assert [each.split(":")[0] for each in tried] == [
        "VOICEID_LOCAL_URL", "VOICEID_LOCAL_BINARY", f"the package {package_name()}", "voiceid-local on PATH", "docker", "podman"]


def package_name():
    return run(["node", "-p", "`voiceid-local-${process.platform}-${process.arch}`"], None, ROOT).strip()


def test_a_named_program_comes_before_others(project):
    for named, found in ((str(binary()), "true"), ("/nowhere", "VOICEID_LOCAL_BINARY is /nowhere")):
        done = subprocess.run(["node", "-p", f"require('{ROOT}/clients/node/lib/find.js').findProgram(process.env) === '{named}'"],
                              env=environment(project, VOICEID_LOCAL_BINARY=named), cwd=project, capture_output=True, text=True)
        assert found in done.stdout + done.stderr


def test_the_packaged_program_comes_before_path_and_path_before_an_engine(project, tmp_path):
    on_path, docker = tmp_path / "voiceid-local", tmp_path / "docker"
    for program in (on_path, docker):
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)

    def found(package):
        script = f"JSON.stringify(require('{package}/lib/find.js').findEmulator(process.env))"
        return json.loads(run(["node", "-p", script], environment(project, tmp_path), project))
    packaged = project / f"node_modules/{package_name()}/bin/voiceid-local"
    assert found("./node_modules/voiceid-local") == {"program": str(packaged)}
    assert found(f"{ROOT}/clients/node") == {"program": str(on_path)}
    on_path.unlink()
    assert found(f"{ROOT}/clients/node") == {"engine": "docker", "image": "voiceid-local"}


def test_a_running_emulator_comes_first_and_takes_no_options(project, emulator):
    env = environment(project, VOICEID_LOCAL_URL=f"{emulator.url}/")
    use = 'import { start } from "voiceid-local"; const used = await start(%s); console.log(used.url); await used.stop();'
    assert run(["node", "--input-type=module", "-e", use % ""], env, project) == f"{emulator.url}\n"
    assert emulator.control("GET", "health")["Status"] == "running"
    done = subprocess.run(["node", "--input-type=module", "-e", use % "{seed: 7}"], env=env, cwd=project, capture_output=True, text=True)
    assert "an emulator that runs cannot take the options seed" in done.stderr


def test_a_url_where_nothing_answers_is_named(project):
    use = 'import { start } from "voiceid-local"; await start();'
    done = subprocess.run(["node", "--input-type=module", "-e", use], cwd=project, capture_output=True, text=True,
                          env=environment(project, VOICEID_LOCAL_URL="http://127.0.0.1:9"))
    assert "VOICEID_LOCAL_URL is http://127.0.0.1:9, where no emulator is ready" in done.stderr


def test_the_first_answer_comes_within_50_ms(project):
    measure = """import { start } from "voiceid-local";
const times = [];
for (let each = 0; each < 20; ++each) {
  const begun = performance.now(), emulator = await start();
  await emulator.clock.read();
  times.push(performance.now() - begun);
  await emulator.stop();
}
console.log(Math.min(...times));"""
    assert float(run(["node", "--input-type=module", "-e", measure], environment(project), project)) < 50
