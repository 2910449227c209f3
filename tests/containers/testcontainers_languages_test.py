"""examples/testcontainers in the other languages, run as they are with what this machine has; testcontainers_test.py is Node's."""
import os
import shutil
import subprocess

import pytest

from containers.testcontainers_test import SECONDS, api  # noqa: F401
from support import containers
from support.emulator import ROOT
from support.venv import Venv

# What each takes, how it is run, and what it prints if its one test passed.
LANGUAGES = {
    "python": (["/usr/bin/python3"], lambda: [python(), "-m", "pytest", "-q", "-p", "no:cacheprovider"], "1 passed"),
    "go": (["go"], lambda: ["go", "test", "-count=1", "-v", "./..."], "--- PASS: TestOptingOut"),
    "java": (["java", "mvn"], lambda: ["mvn", "-B", "-ntp", "test"], "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"),
}
# Ports are this machine's even if it is a container itself, in which Testcontainers for Python would look for a gateway.
HERE = {"TESTCONTAINERS_CONNECTION_MODE": "docker_host"}
# The first time, packages have to be fetched.
LONGEST = 3 * SECONDS


def python():
    """With the packages of the example, which the peers' tests pin."""
    venv = Venv(ROOT / "tests/peers")
    venv.install()
    return venv.python


@pytest.mark.parametrize("language", [name for name, (tools, *_) in LANGUAGES.items() if all(map(shutil.which, tools))])
def test_the_example(language, api, tmp_path):  # noqa: F811
    _, command, passed = LANGUAGES[language]
    folder = shutil.copytree(ROOT / "examples/testcontainers" / language, tmp_path / language)
    had = containers.engine("ps", "--all", "--quiet").stdout
    done = subprocess.run(command(), cwd=folder, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **HERE, **api},
                          text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LONGEST)
    assert done.returncode == 0 and passed in done.stdout, done.stdout
    assert containers.engine("ps", "--all", "--quiet").stdout == had
