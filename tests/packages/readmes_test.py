"""The commands of README and of the packages' READMEs, typed where the packages are the only ones, must print what they show."""
import contextlib
import os
import re
import signal
import subprocess

import pytest

from packages.conftest import add_neighbours, environment, run
from support import documents
from support.documents import RUNNERS, examples, lines_to_run, needs_container, type_in
from support.output import Output

README = "clients/{}/README.md"
# A command that runs until it is stopped.
SERVER = re.compile(r"^(npx voiceid-local|python -m voiceid_local) (--.*)$", re.MULTILINE)


@contextlib.contextmanager
def started(command, env, folder):
    """Starts it on a free port, and stops it as Ctrl-C does; yields its first line, as if the port were the usual one."""
    with subprocess.Popen(["bash", "-c", f"exec {command} --port 0"], env=env, cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, start_new_session=True) as process:
        output = Output(process.stdout)
        try:
            line = output.wait_for(re.compile(r"Ready\.$"))
            yield line and re.sub(r":\d+ Ready", f":{documents.PORT} Ready", line)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait()
            output.close()


def type_block(block, runners, folder, env):
    server = SERVER.search(block.text)
    printed = type_in(block, lines_to_run(block._replace(text=SERVER.sub("", block.text))), env, folder, runners=runners, modules=folder)
    if server is None:
        return printed
    with started(server.group(0), env, folder) as line:
        return line


def type_all(document, runners, folder, env, after):
    """Types all blocks in order, in that folder, without those for containers."""
    for block, shown in examples(document):
        if needs_container(block):
            continue
        printed = type_block(block, runners, folder, env)
        if shown:
            documents.compare(document, shown, shown.text, printed)
        after(block)


@pytest.fixture
def folder(packages, tmp_path):
    """A reader's, with what `./dev package` makes."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build/packages").symlink_to(packages)
    return tmp_path


@pytest.fixture
def typed(folder, neighbours, empty_python):
    """Types a document's commands where a Node.js project and a virtual environment wait for the packages."""
    runners = {**RUNNERS, "python": [str(empty_python), "-c"]}
    env = environment(folder, empty_python.parent)

    def installed(block):
        if "npm install" in block.text:
            add_neighbours(folder)
    return lambda document: type_all(document, runners, folder, env, installed)


@pytest.mark.parametrize("document", ["README.md", README.format("node"), README.format("python")])
def test_the_commands_show_what_the_readme_shows(typed, document):
    typed(document)


def test_with_another_voice_the_first_accept_is_a_reject(project, equipped_python):
    runners = {"python": [equipped_python, "-c"], "js": ["node", "--input-type=module", "-e"]}
    for block in [block for block, _ in examples("README.md") if block.language in runners]:
        text, changed = re.subn(r'(\bVoice"?: )"alice"', r'\1"mallory"', block.text)
        assert changed == 1 and run([*runners[block.language], text], environment(project), project) == "REJECT\n"
