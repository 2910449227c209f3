"""The commands of the examples' READMEs, run in copies of their folders, must print what the READMEs show."""
import contextlib
import re
import shutil
import signal
import subprocess

import pytest

from support import documents, markdown
from support.documents import PORT, examples, needs_container, read, type_in
from support.emulator import ROOT, Emulator
from support.output import Output

FOLDERS = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
# Left behind by earlier runs, so not copied.
LEFT_BEHIND = shutil.ignore_patterns("node_modules", "__pycache__", ".pytest_cache")
# A command that runs until it is stopped, and its default port.
SERVER = re.compile(r"^(node server\.js)$", re.MULTILINE)
SERVERS_PORT = "3000"


def commands_of(folder):
    return [example for example in examples(f"examples/{folder}/README.md") if not needs_container(example[0])]


class Example:
    """A copy of an example's folder, beside the packages, and an emulator if a command names one."""

    def __init__(self, folder, scratch, python, stack):
        self.folder = scratch / "examples" / folder
        shutil.copytree(ROOT / "examples" / folder, self.folder, ignore=LEFT_BEHIND)
        clean = documents.environment_for(scratch, PIP_DISABLE_PIP_VERSION_CHECK="1")
        self.environment = {**clean, "PATH": f"{python.parent}:{clean['PATH']}"}
        self._stack, self._emulator = stack, None

    def here(self, text):
        if PORT in text and self._emulator is None:
            self._emulator = self._stack.enter_context(Emulator())
        return text.replace(PORT, str(self._emulator.port)) if PORT in text else text

    def left_behind(self):
        return [*documents.left_in(self._emulator)] if self._emulator else []

    def type(self, block):
        server = SERVER.search(block.text)
        printed = type_in(block, self.here(SERVER.sub("", block.text)), self.environment, self.folder)
        return self._start(server.group(1)) if server else printed

    def _start(self, command):
        """Starts it on a free port; returns what it prints first."""
        process = subprocess.Popen([*command.split(), "0"], cwd=self.folder, env=self.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = Output(process.stdout)
        self._stack.callback(output.close)
        self._stack.callback(process.wait)
        self._stack.callback(process.send_signal, signal.SIGTERM)
        line = output.wait_for(re.compile(r"http://"))
        assert line, output.text()
        return re.sub(r":\d+$", f":{SERVERS_PORT}", line)


@pytest.fixture
def copied(tmp_path, packages, empty_python):
    (tmp_path / "build").mkdir()
    (tmp_path / "build/packages").symlink_to(packages)
    with contextlib.ExitStack() as stack:
        yield lambda folder: Example(folder, tmp_path, empty_python, stack)


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS
                                    if (ROOT / f"examples/{folder}/README.md").exists() and commands_of(folder)])
def test_the_commands_show_what_the_readme_shows(copied, folder):
    example = copied(folder)
    for block, shown in commands_of(folder):
        printed = example.type(block)
        if shown:
            documents.compare(f"examples/{folder}/README.md", shown, example.here(shown.text), printed)
    assert example.left_behind() == []


def test_the_index_names_every_example():
    linked = {link.split("/")[0] for link in markdown.links(read("examples/README.md"))} - {".."}
    assert linked == set(FOLDERS)


# Where each example is tested; no example goes untested.
TESTED = {"python": "readmes_test", "node": "readmes_test", "cli": "readmes_test", "real-voices": "readmes_test",
          "agent-desktop": "agent_desktop_test", "compose": "compose_test", "docker-compose": "snippets_test",
          "dev-container": "snippets_test", "testcontainers": "snippets_test", "github-actions": "snippets_test",
          "gitlab-ci": "snippets_test", "kubernetes": "kubernetes_test"}


def test_every_example_is_tested():
    assert TESTED.keys() == set(FOLDERS)
    for folder, name in TESTED.items():
        [file] = [*ROOT.glob(f"tests/examples/{name}.py"), *ROOT.glob(f"tests/containers/{name}.py")]
        assert name == "readmes_test" and commands_of(folder) or folder in file.read_text(encoding="utf-8")


def test_without_an_emulator_the_shell_says_what_to_do(copied):
    example = copied("cli")
    environment = {**example.environment, "AWS_ENDPOINT_URL_VOICE_ID": "http://localhost:9"}
    done = subprocess.run(["./whole-call.sh"], cwd=example.folder, env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert "No emulator answers at http://localhost:9. Start one with ./dev run" in done.stderr
