"""The commands of README.md and docs, run in order against an emulator, must show what the documents show.

A ```sh, ```python or ```js block is run; the ```text or ```json block right after it is its output, in which `…`
stands for any run of characters. The blocks of a document share a shell, a folder and an emulator, which is one with
default options until a line of `./dev run` starts another; what that line shows is what the emulator prints. Other
lines of ./dev are not run, their verbs must exist. What is only to be read stands in another kind of block, such as
```console or ```javascript.
"""
import contextlib
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from support import markdown
from support.emulator import ROOT, Emulator, clean_environment
from support.tls import TlsEmulator

HERE = Path(__file__).resolve().parent
README = "README.md"
DOCUMENTS = [README, "docs/agent-desktop.md", "docs/batch-jobs.md", "docs/configuration.md", "docs/control-api.md",
             "docs/events.md", "docs/sessions.md"]
PORT = "8643"
RUNNERS = {"sh": None, "python": ["/usr/bin/python3", "-c"], "js": ["node", "--input-type=module", "-e"]}
DEV = re.compile(r"^\s*\./dev\s*(\S*)")
DEV_RUN = re.compile(r"^\s*\./dev run\b(.*)", re.MULTILINE)
# What a reader does once to come here.
ARRIVAL = re.compile(r"^\s*(git clone |cd voiceid-local\b)")
RESTORE = """set -euo pipefail
[[ ! -e $STATE ]] || source "$STATE"
"""
KEEP = """trap '{ export -p; declare -f; } >"$STATE"' EXIT
set -a
"""


def read(document):
    return (ROOT / document).read_text(encoding="utf-8")


def examples(document):
    """Each block that is run, with the block that shows its output or None."""
    found = markdown.blocks(read(document))
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


class Reader:
    """Types the blocks of a document, each where the one before it left off."""

    def __init__(self, folder, emulators):
        self._folder = folder / "reader"
        self._folder.mkdir()
        self._emulators = emulators
        self._emulator = None
        clean = {k: v for k, v in clean_environment().items() if not k.startswith("AWS_")}
        self._environment = {
            **clean, "PATH": f"/usr/bin:/bin:{os.environ['PATH']}", "STATE": str(folder / "state"),
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "",
            "NO_PROXY": "*", "no_proxy": "*"}

    @property
    def emulator(self):
        return self._emulator or self._start()

    def _start(self, *options):
        kind = TlsEmulator if any(option.startswith("--tls") for option in options) else Emulator
        self._emulator = self._emulators.enter_context(kind(*options, cwd=self._folder))
        return self._emulator

    def run(self, block):
        """What the block printed."""
        for start in DEV_RUN.finditer(block.text):
            self._start(*shlex.split(start.group(1)))
        text = lines_to_run(block).replace(PORT, str(self.emulator.port))
        if not text.strip():
            return self.emulator.stdout.text()
        done = subprocess.run(command(block, text), env=self._environment, stdin=subprocess.DEVNULL, timeout=120,
                              cwd=HERE / "node" if block.language == "js" else self._folder,
                              capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, f"line {block.line}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture
def reader(tmp_path):
    with contextlib.ExitStack() as emulators:
        yield Reader(tmp_path, emulators)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_examples_show_what_happens(document, reader):
    found = list(examples(document))
    assert found
    if any(block.language == "js" for block, _ in found):
        subprocess.run([HERE / "install-node"], check=True)
    for block, shown in found:
        printed = reader.run(block)
        if shown:
            expected = shown._replace(text=shown.text.replace(PORT, str(reader.emulator.port)))
            told = f"{document}:{shown.line}: shown\n{shown.text}\nbut\n{printed}"
            assert markdown.same_output(expected, printed), told


def test_readme_shows_every_client():
    languages = {block.language for block, _ in examples(README)}
    assert languages == set(RUNNERS)


def test_verbs_of_dev_exist():
    lines = [line for document in DOCUMENTS for block in markdown.blocks(read(document))
             for line in block.text.splitlines()]
    verbs = {match.group(1) for match in map(DEV.match, lines) if match}
    helped = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True, timeout=60).stdout
    missing = [verb for verb in verbs if not re.search(rf"^\s*(\./dev )?{re.escape(verb)}\b", helped, re.MULTILINE)]
    assert verbs and not missing


def all_documents():
    return sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


@pytest.mark.parametrize("document", all_documents())
def test_links_lead_somewhere(document):
    broken = []
    for link in markdown.links(read(document)):
        path, _, anchor = link.partition("#")
        target = (ROOT / document).parent / path if path else ROOT / document
        if not target.exists() or anchor and anchor not in markdown.anchors(target.read_text(encoding="utf-8")):
            broken.append(link)
    assert not broken
