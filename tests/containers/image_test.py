"""The content and the metadata of the image."""
import io
import re
import subprocess
import tarfile

import pytest

from support.containers import ENGINE, IMAGE, engine, inspect
from support.emulator import ROOT, VERSION

LIBRARY = re.compile(r"lib(64)?/(\S+/)?[^/]+\.so(\.[0-9.]+)?")
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
# What container engines add to every container.
ENGINES_OWN = {"etc/hosts", "etc/hostname", "etc/resolv.conf", "etc/mtab", "run/.containerenv", ".dockerenv",
               "dev/console"}


@pytest.fixture(scope="module")
def members():
    """All files of the image, by name."""
    name = engine("create", IMAGE).stdout.strip()
    try:
        exported = subprocess.run([ENGINE, "export", name], stdout=subprocess.PIPE, check=True).stdout
    finally:
        engine("rm", name)
    with tarfile.open(fileobj=io.BytesIO(exported)) as tree:
        return {each.name.removeprefix("./"): each for each in tree if not each.isdir()}


def test_the_size(image):
    assert image["Size"] <= 20_000_000


def test_nothing_but_the_program_its_libraries_and_certificates(members):
    other = [name for name in members.keys() - {"voiceid-local", CERTIFICATES} - ENGINES_OWN
             if not LIBRARY.fullmatch(name)]
    assert other == []
    assert {"voiceid-local", CERTIFICATES} <= members.keys()


def test_files_belong_to_root_and_nobody_else_writes_them(members):
    bad = [name for name, member in members.items()
           if name not in ENGINES_OWN and ((member.uid, member.gid) != (0, 0) or member.mode & 0o7022)]
    assert bad == []


def test_its_settings(image):
    config = image["Config"]
    assert config["User"] == "65532:65532"
    assert list(config["ExposedPorts"]) == ["8643/tcp"]
    assert config["StopSignal"] in ("SIGTERM", "15")
    assert config["Entrypoint"] == ["/voiceid-local"] and not config.get("Cmd")
    assert "VOICEID_HOST=all" in config["Env"]
    healthcheck = image.get("Healthcheck") or config["Healthcheck"]
    assert healthcheck["Test"] == ["CMD", "/voiceid-local", "health"]


def test_its_labels(image):
    labels = image["Config"]["Labels"]
    prefix = "org.opencontainers.image."
    assert {name: labels[prefix + name] for name in ("title", "licenses", "version")} == {
        "title": "voiceid-local", "licenses": "Apache-2.0", "version": VERSION}
    assert labels[f"{prefix}description"] and re.fullmatch(r"[0-9a-f]{40}|unknown", labels[f"{prefix}revision"])
    assert inspect("image", f"{IMAGE}:{VERSION}")["Id"] == image["Id"]


def test_it_tells_its_revision(image):
    revision = image["Config"]["Labels"]["org.opencontainers.image.revision"]
    printed = engine("run", "--rm", IMAGE, "--version").stdout
    assert printed == f"voiceid-local {VERSION} (revision {revision[:12]})\n"


def test_it_makes_recordings():
    wav = subprocess.run([ENGINE, "run", "--rm", IMAGE, "wav", "--voice", "alice", "--seconds", "1"], stdout=subprocess.PIPE, check=True).stdout
    assert wav.startswith(b"RIFF") and len(wav) > 16_000


def test_nothing_in_it_names_an_architecture():
    texts = [path.read_text() for path in (ROOT / "docker").iterdir()]
    assert [text for text in texts if re.search(r"x86|amd64|arm64|aarch64", text)] == []


@pytest.mark.parametrize("command", ["sh", "/bin/sh", "bash", "apt", "ls"])
def test_there_is_no_shell(locked, command):
    assert locked.execute(command, "-c", "true").returncode != 0
