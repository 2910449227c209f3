"""What ./dev image asks of an engine."""
import os
import subprocess

import pytest

from support.emulator import ROOT, VERSION

# A stand-in for docker or podman.
ENGINE = """#!/bin/sh
case $1 in
  info) [ -n "$ANSWERS" ] ;;
  --version) echo "$TELLS" ;;
  *) printf '%s\\n' "$@" ;;
esac
"""
NAMES = ["voiceid-local:latest", f"voiceid-local:{VERSION}"]


@pytest.fixture
def image(tmp_path):
    """Returns what has ended: the engine prints its arguments, one per line."""
    for name in ("docker", "podman"):
        (tmp_path / name).write_text(ENGINE)
        (tmp_path / name).chmod(0o755)

    def run(*options, tells="Docker version 27.0", answers="yes"):
        return subprocess.run([ROOT / "dev", "image", *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
                              env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "TELLS": tells, "ANSWERS": answers})
    return run


def following(arguments, option):
    return [after for each, after in zip(arguments, arguments[1:]) if each == option]


def test_the_image_has_its_name_and_version(image):
    arguments = image("--platform", "linux/arm64").stdout.splitlines()
    assert following(arguments, "-t") == NAMES and arguments[-3:] == ["--platform", "linux/arm64", "."]


@pytest.mark.parametrize("options", [["-t", "other"], ["--tag=other"], ["--tag", "other"], ["--manifest", "other"]])
def test_another_name_is_the_only_one(image, options):
    arguments = image(*options).stdout.splitlines()
    assert [each for each in arguments if each.startswith("voiceid-local:")] == []


@pytest.mark.parametrize("tells, formats", [("podman version 4.3.1", ["docker"]), ("Docker version 27.0", [])])
def test_podman_keeps_the_health_check(image, tells, formats):
    assert following(image(tells=tells).stdout.splitlines(), "--format") == formats


def test_program_and_label_tell_the_same_revision(image):
    arguments = image().stdout.splitlines()
    [revision] = [each.rpartition("=")[2] for each in arguments if "image.revision=" in each]
    assert following(arguments, "--build-arg") == [f"REVISION={revision[:12]}"]


def test_without_an_engine_it_says_what_is_missing(image):
    done = image(answers="")
    assert done.returncode == 2 and done.stderr == "dev: the image needs docker or podman, and neither answers\n"
