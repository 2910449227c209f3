"""README.md's commands, run in order against an emulator, must show what README shows.

A ```sh, ```python or ```js block is run; the ```text or ```json block right after it is its output, in which `…`
stands for any run of characters. Lines of ./dev are not run, their verbs must exist; what `./dev run` shows is what
the emulator prints. What is only to be read stands in another kind of block, such as ```console.
"""
import os
import re
import subprocess
from pathlib import Path

import pytest

from support import markdown
from support.emulator import ROOT, clean_environment

HERE = Path(__file__).resolve().parent
README = ROOT / "README.md"
PORT = "8643"
RUNNERS = {"sh": None, "python": ["/usr/bin/python3", "-c"], "js": ["node", "--input-type=module", "-e"]}
DEV = re.compile(r"^\s*\./dev\s*(\S*)")
# What a reader does once to come here.
ARRIVAL = re.compile(r"^\s*(git clone |cd voiceid-local\b)")
RESTORE = """set -euo pipefail
[[ ! -e $STATE ]] || source "$STATE"
"""
KEEP = """trap '{ export -p; declare -f; } >"$STATE"' EXIT
set -a
"""


def read_blocks():
    return markdown.blocks(README.read_text(encoding="utf-8"))


def examples():
    """Each block that is run, with the block that shows its output or None."""
    found = read_blocks()
    for block, following in zip(found, [*found[1:], None]):
        if block.language in RUNNERS:
            shows = following is not None and following.language in ("text", "json")
            yield block, following if shows else None


def lines_to_run(block):
    lines = block.text.splitlines(keepends=True)
    return "".join(line for line in lines if not (DEV.match(line) or ARRIVAL.match(line)))


def command(block, text):
    """As typed into one and the same shell: its variables and functions live on in the next block."""
    if block.language == "sh":
        return ["bash", "-c", RESTORE + KEEP + text]
    return ["bash", "-c", RESTORE + 'exec "$@"', "bash", *RUNNERS[block.language], text]


@pytest.fixture
def emulator(start_emulator):
    return start_emulator()


@pytest.fixture
def run(emulator, tmp_path):
    """Runs a block where the one before it left off, and gives what it printed."""
    clean = {k: v for k, v in clean_environment().items() if not k.startswith("AWS_")}
    environment = {**clean, "PATH": f"/usr/bin:/bin:{os.environ['PATH']}", "STATE": str(tmp_path / "state"),
                   "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "",
                   "NO_PROXY": "*", "no_proxy": "*"}
    subprocess.run([HERE / "install-node"], check=True)

    def run(block):
        text = lines_to_run(block).replace(PORT, str(emulator.port))
        if not text.strip():
            return emulator.stdout.text()
        done = subprocess.run(command(block, text), env=environment, stdin=subprocess.DEVNULL, timeout=120,
                              cwd=HERE / "node" if block.language == "js" else ROOT,
                              capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, f"README.md:{block.line}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout
    return run


def test_examples_show_what_happens(run, emulator):
    for block, shown in examples():
        printed = run(block)
        if shown:
            expected = shown._replace(text=shown.text.replace(PORT, str(emulator.port)))
            told = f"README.md:{shown.line}: shown\n{shown.text}\nbut\n{printed}"
            assert markdown.same_output(expected, printed), told


def test_readme_shows_every_client():
    languages = {block.language for block, _ in examples()}
    assert languages == set(RUNNERS)


def test_verbs_of_dev_exist():
    verbs = {match.group(1) for block in read_blocks() for match in map(DEV.match, block.text.splitlines()) if match}
    helped = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True, timeout=60).stdout
    missing = [verb for verb in verbs if not re.search(rf"^\s*(\./dev )?{re.escape(verb)}\b", helped, re.MULTILINE)]
    assert verbs and not missing
