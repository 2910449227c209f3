"""From a system with nothing but the language, and no compiler, by one command to a running emulator, and by README's next lines to
ACCEPT; without a network."""
import os
import re
import subprocess

import pytest

from packages.conftest import neighbours, packages
from support.containers import BUILD_SECONDS, ENGINE, Container, engine
from support.documents import examples
from support.emulator import ROOT

__all__ = ["neighbours", "packages"]
HERE = ROOT / "tests/containers/clean"
BASE = re.search(r"^FROM (\S+)", (HERE / "python.Dockerfile").read_text(encoding="utf-8"))[1]
NO_COMPILER = "! command -v cc && ! command -v gcc && ! command -v c++ && ! command -v make"
# The command line that starts it, and the program of README's lines. Between them, the emulator is seen to run and stopped.
STARTS = {
    "python": ("python3 -m venv --system-site-packages /tmp/venv && cd /tmp && . venv/bin/activate && pip install -q --no-index {packages}/*.whl",
               "python -m voiceid_local --port 9000", 'python -c "$LINES"'),
    "node": ('mkdir /tmp/project && cd /tmp/project && echo "{{}}" >package.json && npm install --offline {packages}/*.tgz && '
             "ln -s {modules}/@aws-sdk node_modules/",
             "npx voiceid-local --port 9000", 'node --input-type=module -e "$LINES"'),
}
SCRIPT = """set -e
{no_compiler}
{{ {install}; }} >/dev/null
{start} >/tmp/log & until grep -q Ready /tmp/log; do kill -0 $!; sleep 0.05; done
kill $! && wait $! || true
{lines}
"""


def lines_of_readme(language):
    [text] = [block.text for block, _ in examples("README.md") if block.language == {"python": "python", "node": "js"}[language]]
    return text


@pytest.fixture(scope="module")
def clean_image():
    """Of a language."""
    def build(language):
        name = f"voiceid-clean-{language}"
        pull = ["--pull=never"] if ENGINE == "podman" else []
        engine("build", *pull, "-t", name, "-f", HERE / f"{language}.Dockerfile", HERE, timeout=BUILD_SECONDS)
        return name
    return build


@pytest.mark.parametrize("language", STARTS)
def test_an_installed_package_is_a_command_and_a_few_lines_away_from_accept(language, packages, neighbours, clean_image):
    install, start, lines = STARTS[language]
    script = SCRIPT.format(no_compiler=NO_COMPILER, start=start, lines=lines,
                           install=install.format(packages="/packages", modules="/opt/node_modules"))
    done = engine("run", "--rm", "--network=none", f"--volume={packages}:/packages:ro",
                  f"--volume={ROOT}/tests/packages/node/node_modules:/opt/node_modules:ro", f"--env=LINES={lines_of_readme(language)}",
                  clean_image(language), "sh", "-c", script)
    assert done.stdout == "ACCEPT\n", done.stderr


def test_the_debian_package_serves_the_same_lines(packages):
    start = "dpkg --install /packages/*.deb >/dev/null && exec voiceid-local --fixtures demo"
    with Container(f"--volume={packages}:/packages:ro", "--env=VOICEID_HOST=all", image=BASE, command=["sh", "-c", start]) as running:
        done = subprocess.run(["/usr/bin/python3", "-c", lines_of_readme("python")], capture_output=True, text=True, timeout=300, env={
            **os.environ, "VOICEID_LOCAL_URL": running.ready().url, "PYTHONPATH": str(ROOT / "clients/python")})
        assert done.stdout == "ACCEPT\n", done.stderr
        assert running.stop() == 0
