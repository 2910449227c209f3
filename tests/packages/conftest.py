"""The packages, made from the program under test, and installed offline where nothing else is."""
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import documents
from support.emulator import ROOT, binary

HERE = Path(__file__).resolve().parent
ARCHITECTURE = {"x86_64": "x64", "aarch64": "arm64"}[platform.machine()]
KINDS = ("npm", "wheel", "deb", "tar", "sbom")
# What the tests of the npm package use beside it.
NEIGHBOURS = ("@aws-sdk", "@types", "jest", "typescript", "vitest")
# Debian's pytest has no program of this name for a virtual environment.
PYTEST = "#!{python}\nimport sys, pytest\nsys.exit(pytest.console_main())\n"

sys.path.insert(0, str(ROOT / "clients/python"))


def make(kind, folder, program=None, **env):
    """Makes the packages of a kind, from this program or another; returns what has ended."""
    command = [ROOT / f"tools/package_{kind}", folder, f"{ARCHITECTURE}={program or binary()}"]
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """The folder that has them all: that which $MADE_PACKAGES names, if it does."""
    if made := os.environ.get("MADE_PACKAGES"):
        return Path(made).resolve()
    folder = tmp_path_factory.mktemp("packages")
    for kind in KINDS:
        done = make(kind, folder)
        assert done.returncode == 0, done.stderr
    return folder


def environment(scratch, *first_on_path, **more):
    """A user's, in which every installation is offline, and no emulator can be found but those that are installed."""
    clean = documents.environment_for(scratch, PIP_NO_INDEX="1", PIP_DISABLE_PIP_VERSION_CHECK="1", npm_config_offline="true",
                                      npm_config_cache=str(scratch / "npm"), PYTHONDONTWRITEBYTECODE="1", **more)
    clean["PATH"] = os.pathsep.join([*map(str, first_on_path), os.path.dirname(shutil.which("node")), "/usr/bin", "/bin"])
    return clean


def run(command, env, folder, timeout=300):
    """Runs a program that must succeed; returns what it printed."""
    done = subprocess.run(command, env=env, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def add_neighbours(project):
    """As if installed: npm itself would have to fetch them."""
    installed = HERE / "node/node_modules"
    for name in NEIGHBOURS:
        if not (project / "node_modules" / name).exists():
            (project / "node_modules" / name).symlink_to(installed / name)
    for name in ("jest", "tsc", "vitest"):
        if not (project / "node_modules/.bin" / name).exists():
            (project / "node_modules/.bin" / name).symlink_to(installed / ".bin" / name)


@pytest.fixture(scope="session")
def neighbours():
    subprocess.run([ROOT / "tests/clients/install-node", "../packages/node"], check=True)


@pytest.fixture(scope="session")
def project(packages, neighbours, tmp_path_factory):
    """A project with the installed npm packages, and the tests in tests/packages/node."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "package.json").write_text('{"private": true, "scripts": {"emulator": "voiceid-local --port 0"}}')
    run(["npm", "install", *map(str, sorted(packages.glob("*.tgz")))], environment(folder), folder)
    add_neighbours(folder)
    for path in [*HERE.glob("node/*.test.*"), *HERE.glob("node/types.*"), HERE / "node/tsconfig.json"]:
        shutil.copy(path, folder)
    return folder


def make_venv(folder, *options):
    subprocess.run(["/usr/bin/python3", "-m", "venv", *options, folder], check=True)
    return folder / "bin/python"


@pytest.fixture(scope="session")
def bare_python(packages, tmp_path_factory):
    """A Python that has the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("bare")
    python = make_venv(folder / "venv")
    run([python, "-m", "pip", "install", "-q", *map(str, packages.glob("*.whl"))], environment(folder), folder)
    return python


@pytest.fixture(scope="session")
def empty_python(tmp_path_factory):
    """A Python that has the system's packages, such as pytest and boto3."""
    python = make_venv(tmp_path_factory.mktemp("equipped") / "venv", "--system-site-packages")
    pytest_program = python.with_name("pytest")
    pytest_program.write_text(PYTEST.format(python=python))
    pytest_program.chmod(0o755)
    return python


@pytest.fixture(scope="session")
def equipped_python(empty_python, packages, tmp_path_factory):
    """A Python that has the wheel beside the system's packages."""
    folder = tmp_path_factory.mktemp("scratch")
    run([empty_python, "-m", "pip", "install", "-q", *map(str, packages.glob("*.whl"))], environment(folder), folder)
    return empty_python
