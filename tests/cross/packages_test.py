"""The packages for the other architecture: cross-built, installed by what users install them with, and run under qemu."""
import json
import os
import platform
import re
import shlex
import subprocess

import pytest

from support.emulator import ROOT, VERSION, Emulator

OTHER, DEBIAN, MACHINE = {"x86_64": ("arm64", "arm64", "aarch64"), "aarch64": ("x64", "amd64", "x86_64")}[platform.machine()]
# With the glibc that the cross compiler came with.
QEMU = [f"qemu-{MACHINE}", "-L", f"/usr/{MACHINE}-linux-gnu"]
BANK = {"Domains": [{"Name": "bank", "Speakers": [{"CustomerSpeakerId": "alice", "Status": "ENROLLED"}]}]}
# Cross-compiling may begin from nothing.
BUILD_SECONDS = 7200


def run(*command, folder=ROOT, timeout=300):
    done = subprocess.run([*map(str, command)], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def packages():
    """By kind, as ./dev makes them."""
    printed = run(ROOT / "dev", "package", OTHER, timeout=BUILD_SECONDS)
    made = [ROOT / path for path in re.findall(r"^(build/packages/\S+)", printed, re.MULTILINE)]
    kinds = {".tgz": "npm", ".whl": "wheel", ".deb": "deb", ".gz": "tar", ".json": "sbom"}
    return {kind: [path for path in made if path.suffix == suffix] for suffix, kind in kinds.items()}


def install_deb(packages, folder):
    [deb] = packages["deb"]
    (folder / "var/lib/dpkg").mkdir(parents=True)
    (folder / "var/lib/dpkg/status").touch()
    run("dpkg", f"--root={folder}", "--force-not-root", "--force-architecture", "--force-depends", "--install", deb)
    return folder / "usr/bin/voiceid-local"


def install_tar(packages, folder):
    [tar] = packages["tar"]
    run("tar", "--extract", "--file", tar, "--directory", folder)
    return folder / f"voiceid-local-{VERSION}-linux-{OTHER}/bin/voiceid-local"


def install_npm(packages, folder):
    (folder / "package.json").write_text('{"private": true}')
    # Forced, since it is not for this machine.
    run("npm", "install", "--offline", "--force", *packages["npm"], folder=folder)
    return folder / f"node_modules/voiceid-local-linux-{OTHER}/bin/voiceid-local"


def install_wheel(packages, folder):
    [wheel] = packages["wheel"]
    platform_tag = wheel.stem.split("-")[-1]
    assert platform_tag.endswith(f"_{MACHINE}")
    run("/usr/bin/python3", "-m", "pip", "install", "-q", "--no-index", "--target", folder, "--only-binary=:all:", "--platform",
        platform_tag, wheel)
    return folder / "voiceid_local/bin/voiceid-local"


INSTALLS = {"deb": install_deb, "tar": install_tar, "npm": install_npm, "wheel": install_wheel}


@pytest.mark.parametrize("kind", INSTALLS)
def test_the_installed_program_runs(packages, kind, tmp_path, monkeypatch):
    program = INSTALLS[kind](packages, tmp_path)
    assert run(*QEMU, program, "version").startswith(f"voiceid-local {VERSION} (revision ")
    emulated = tmp_path / "emulated"
    emulated.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, [*QEMU, program]))} "$@"\n', encoding="utf-8")
    emulated.chmod(0o755)
    monkeypatch.setenv("EMULATOR_BINARY", str(emulated))
    with Emulator() as emulator:
        assert emulator.control("GET", "health")["Status"] == "running"
        bank = emulator.control("POST", "fixtures", BANK)["Domains"]["bank"]["DomainId"]
        status, _, body = emulator.call("DescribeSpeaker", {"DomainId": bank, "SpeakerId": "alice"})
        assert (status, body["Speaker"]["Status"]) == (200, "ENROLLED")
        emulator.stop()


def test_the_same_program_makes_the_same_bytes(packages, tmp_path):
    for kind, made in packages.items():
        run(ROOT / f"tools/package_{kind}", tmp_path, f"{OTHER}=build/{OTHER}/voiceid-local")
        assert made and {path.name: path.read_bytes() for path in made} == {path.name: (tmp_path / path.name).read_bytes() for path in made}


def test_the_bill_of_materials_has_the_versions_that_are_linked_in(packages):
    [bill] = packages["sbom"]
    named = {each["name"]: each.get("externalRefs") for each in json.loads(bill.read_text(encoding="utf-8"))["packages"]}
    linked = dict(line.split() for line in (ROOT / f"build/{OTHER}/libraries/versions").read_text(encoding="utf-8").splitlines())
    for name, release in linked.items():
        locator = named[name][0]["referenceLocator"]
        assert release.replace(":", "%3A").replace("+", "%2B") in locator and f"arch={DEBIAN}" in locator


def test_the_program_does_not_tell_where_it_was_built():
    content = (ROOT / f"build/{OTHER}/voiceid-local").read_bytes()
    assert [place for place in (b"/tmp/tmp.", bytes(ROOT), os.readlink(ROOT / f"build/{OTHER}/libraries").encode()) if place in content] == []
