"""What tools/package_* make, and what they refuse to make."""
import json
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from packages.conftest import ARCHITECTURE, KINDS, make
from support.emulator import ROOT, VERSION, binary

MOST_BYTES = 8_000_000
PLATFORM = f"voiceid-local-linux-{ARCHITECTURE}"


def manifest_of(package):
    with tarfile.open(package) as opened:
        return json.load(opened.extractfile("package/package.json"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_tree_makes_the_same_bytes(packages, kind, tmp_path):
    assert make(kind, tmp_path).returncode == 0
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made and made == {name: (packages / name).read_bytes() for name in made}


@pytest.mark.parametrize("kind", ["npm", "wheel", "tar"])
def test_the_time_of_entries_is_source_date_epoch(kind, tmp_path):
    assert make(kind, tmp_path, SOURCE_DATE_EPOCH="1000000000").returncode == 0
    for package in [*tmp_path.glob("*.tgz"), *tmp_path.glob("*.tar.gz")]:
        with tarfile.open(package) as opened:
            assert {entry.mtime for entry in opened} == {1_000_000_000}
    for package in tmp_path.glob("*.whl"):
        with zipfile.ZipFile(package) as opened:
            assert {entry.date_time for entry in opened.infolist()} == {(2001, 9, 9, 1, 46, 40)}


def test_the_program_does_not_tell_where_it_was_built():
    """Otherwise, a build in another folder would not have the same bytes."""
    content = binary().read_bytes()
    assert [place for place in (b"/tmp/tmp.", bytes(ROOT), str(Path.home()).encode() + b"/.cache") if place in content] == []


def test_none_is_larger_than_8_megabytes(packages):
    sizes = {path.name: path.stat().st_size for path in packages.iterdir()}
    assert len(sizes) == 6 and max(sizes.values()) < MOST_BYTES, sizes


def test_the_main_package_asks_for_the_program_of_its_own_version(packages):
    manifest = manifest_of(packages / f"voiceid-local-{VERSION}.tgz")
    assert manifest["optionalDependencies"] == {PLATFORM: VERSION}
    assert manifest_of(packages / f"{PLATFORM}-{VERSION}.tgz")["version"] == manifest["version"] == VERSION


def test_the_licences_of_the_libraries_come_with_the_program(packages):
    with tarfile.open(packages / f"{PLATFORM}-{VERSION}.tgz") as opened:
        licences = opened.extractfile("package/LICENSES-OF-LIBRARIES").read().decode()
    assert {"libssl-dev", "libspdlog-dev", "libboost1.81-dev"} <= set(re.findall(r"^==== (\S+)$", licences, re.MULTILINE))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("program, complaint", [
    ("/usr/bin/curl", "/usr/bin/curl needs libraries that other systems may not have: libcurl.so.4"),
    ("/etc/hostname", "failed: readelf -hdW /etc/hostname"),
])
def test_a_program_that_would_not_run_elsewhere_is_refused(kind, program, complaint, tmp_path):
    done = make(kind, tmp_path, program)
    assert done.returncode == 1 and complaint in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_program_of_another_architecture_is_refused(tmp_path):
    other = {"x64": "arm64", "arm64": "x64"}[ARCHITECTURE]
    done = subprocess.run([ROOT / "tools/package_wheel", tmp_path, f"{other}={binary()}"], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr == f"package_wheel: {binary()} is no program for {other}\n"


def test_dev_names_the_packages_that_there_are():
    done = subprocess.run([ROOT / "dev", "package", "rpm"], capture_output=True, text=True)
    assert done.returncode == 2 and "there is no rpm" in done.stderr
