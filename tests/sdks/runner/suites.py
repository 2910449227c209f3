"""The suites: what each needs, how its packages are fetched, how it is run, and which versions it pins."""
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from runner import reports
from support.venv import CACHE, Venv

HERE = Path(__file__).resolve().parents[1]
NODE = HERE / "node"
PEERS = HERE.parent / "peers"


def _text(*path):
    return HERE.joinpath(*path).read_text(encoding="utf-8")


def _found(pattern, *path):
    return re.search(pattern, _text(*path), re.MULTILINE).group(1)


def _node_version(package):
    return json.loads(_text("node", "package.json"))["dependencies"][package]


def _install_node():
    subprocess.run([HERE.parent / "clients/install-node", NODE], check=True)


def _pytest(venv, tests):
    return lambda report: [venv.python, "-m", "pytest", "-q", f"--junit-xml={report}", tests]


def _node(file):
    return lambda report: ["node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
                           "--test-reporter=junit", f"--test-reporter-destination={report}", file]


@dataclass
class Suite:
    """The story in one SDK, or other tests. `command` makes the command line from the path for a report."""
    language: str
    title: str
    version: str
    tools: dict
    command: Callable
    read: Callable
    install: Callable = lambda: None
    # Tells only the parts that a command line can.
    partial: bool = False
    is_story: bool = True
    folder: Path = None
    environment: dict = None

    def __post_init__(self):
        self.folder = self.folder or HERE / self.language

    def missing(self):
        """What this machine lacks, as a person would put it."""
        return [f"{tool} ({what})" for tool, what in self.tools.items() if not shutil.which(tool)]


def all_suites():
    python = {"/usr/bin/python3": "Python 3.9 or newer, with venv"}
    story, peers = Venv(HERE / "python"), Venv(PEERS)
    node = {"node": "Node.js 18 or newer", "npm": "Node.js's package manager"}
    java = {"java": "a JDK, 17 or newer", "mvn": "Maven 3.8 or newer"}
    return [
        Suite("python", "boto3", _found(r"^boto3==([\d.]+)", "python", "requirements.txt"), python,
              _pytest(story, "story_test.py"), reports.from_junit, story.install),
        Suite("python", "AWS CLI v1", _found(r"^awscli==([\d.]+)", "python", "requirements.txt"), python,
              _pytest(story, "cli_test.py"), reports.from_junit, story.install, partial=True),
        Suite("node", "JavaScript v3", _node_version("@aws-sdk/client-voice-id"), node,
              _node("javascript-v3.test.js"), reports.from_junit, _install_node),
        Suite("node", "JavaScript v2", _node_version("aws-sdk"), node,
              _node("javascript-v2.test.js"), reports.from_junit, _install_node),
        Suite("go", "Go v1", _found(r"aws-sdk-go v([\d.]+)", "go", "go.mod"), {"go": "Go 1.21 or newer"},
              lambda _: ["go", "test", "-count=1", "-v", "./..."], reports.from_go),
        Suite("java", "Java v2", _found(r"<aws\.version>([\d.]+)<", "java", "pom.xml"), java,
              lambda report: ["mvn", "-q", "-B", "-ntp", "test", f"-Dreports={report}"], reports.from_junit),
        Suite("rust", "Rust", _found(r'^aws-sdk-voiceid = .*"=([\d.]+)"', "rust", "Cargo.toml"),
              {"cargo": "Rust 1.94.1 or newer"}, lambda _: ["cargo", "test", "--locked"], reports.from_cargo,
              environment={"CARGO_TARGET_DIR": str(CACHE / "sdks-rust")}),
        Suite("peers", "moto and schemathesis", "", python, _pytest(peers, "."), reports.from_junit, peers.install,
              is_story=False, folder=PEERS),
    ]
