"""The Debian package and the portable archive: what is in them, whether it runs, and what they tell about themselves."""
import json
import re
import shlex
import subprocess
import tomllib

import pytest

from packages.conftest import ARCHITECTURE
from support.emulator import ROOT, VERSION, Emulator, run_to_end

HERE = ROOT / "tests/packages"
DEBIAN = {"x64": "amd64", "arm64": "arm64"}[ARCHITECTURE]
FILES = {"bin/voiceid-local", "share/man/man1/voiceid-local.1.gz", "share/bash-completion/completions/voiceid-local",
         "share/zsh/vendor-completions/_voiceid-local", "share/fish/vendor_completions.d/voiceid-local.fish",
         *(f"share/doc/voiceid-local/{name}" for name in ("copyright", "voiceid-local.spdx.json", "examples/voiceid.toml"))}


def output_of(*command, **how):
    done = subprocess.run([*map(str, command)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def deb(packages):
    return packages / f"voiceid-local_{VERSION}_{DEBIAN}.deb"


@pytest.fixture(scope="module", params=["deb", "tar"])
def prefix(request, packages, deb, tmp_path_factory):
    """Where the files of a package are, unpacked."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "deb":
        output_of("dpkg-deb", "--extract", deb, folder)
        return folder / "usr"
    name = f"voiceid-local-{VERSION}-linux-{ARCHITECTURE}"
    output_of("tar", "--extract", "--file", packages / f"{name}.tar.gz", "--directory", folder)
    return folder / name


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_the_files_are_all_there_and_only_the_program_can_be_run(prefix):
    found = files_in(prefix)
    assert found.keys() == FILES
    assert {path.stat().st_mode & 0o777 for path in found.values()} == {0o755, 0o644}
    assert [name for name, path in found.items() if path.stat().st_mode & 0o111] == ["bin/voiceid-local"]


def test_the_program_runs_without_anything_else(prefix):
    printed = output_of(prefix / "bin/voiceid-local", "version", env={})
    assert printed == run_to_end("version").stdout


def test_the_manual_describes_each_option(prefix):
    page = prefix / "share/man/man1/voiceid-local.1.gz"
    shown = subprocess.run(["man", "--warnings", "--local-file", page], capture_output=True, text=True, check=True, timeout=60,
                           env={"PATH": "/usr/bin:/bin", "MANPAGER": "cat", "MANWIDTH": "1000", "LC_ALL": "C.UTF-8"})
    assert shown.stderr == ""
    assert options_of_help() <= set(re.findall(r"--([a-z0-9-]+)", shown.stdout))


def options_of_help(*command):
    return set(re.findall(r"^  (?:-.,)?--([a-z0-9-]+)", run_to_end(*command, "--help").stdout, re.MULTILINE)) - {"help-markdown"}


COMMANDS = ("health", "wav", "version")
SHELLS = {
    "bash": ("share/bash-completion/completions/voiceid-local",
             'source "$1"; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _voiceid_local; printf "%s\\n" "${{COMPREPLY[@]}}"'),
    "fish": ("share/fish/vendor_completions.d/voiceid-local.fish", "source $argv[1]; complete --do-complete {line}"),
}


def completed(shell, prefix, folder, *words):
    """What the shell offers in that folder for the last word."""
    file, script = SHELLS[shell]
    script = script.format(words=shlex.join(["voiceid-local", *words]), line=shlex.quote(" ".join(["voiceid-local", *words])))
    command = ["bash", "-c", script, "bash"] if shell == "bash" else ["fish", "--no-config", "-c", script]
    lines = output_of(*command, prefix / file, cwd=folder).splitlines()
    return {line.split("\t")[0] for line in lines if line}


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_offers_all_options_and_commands_of_the_help(prefix, shell, tmp_path):
    assert completed(shell, prefix, tmp_path, "--") == {f"--{each}" for each in options_of_help()}
    assert set(COMMANDS) <= completed(shell, prefix, tmp_path, "")
    for command in COMMANDS:
        assert completed(shell, prefix, tmp_path, command, "--") == {f"--{each}" for each in options_of_help(command)}


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_what_options_take(prefix, shell, tmp_path):
    (tmp_path / "bank.yaml").touch()
    (tmp_path / "objects").mkdir()
    assert completed(shell, prefix, tmp_path, "--auth", "") == {"none", "sigv4"}
    assert completed(shell, prefix, tmp_path, "--fixtures", "ba") == {"bank.yaml"}
    assert completed(shell, prefix, tmp_path, "--fixtures", "de") == {"demo"}
    assert {each.rstrip("/") for each in completed(shell, prefix, tmp_path, "--s3-root", "")} == {"objects"}


def test_zsh_can_read_its_completion(prefix):
    """It offers the same: the words are those of the other shells."""
    file = prefix / SHELLS["bash"][0], prefix / "share/zsh/vendor-completions/_voiceid-local"
    output_of("zsh", "-n", file[1])
    bash, zsh = (set(re.findall(r"--([a-z0-9-]+)", each.read_text(encoding="utf-8"))) for each in file)
    assert zsh == bash and file[1].read_text(encoding="utf-8").startswith("#compdef voiceid-local\n")


def test_the_example_configuration_is_the_default(prefix, tmp_path):
    """With each default uncommented, nothing changes but the port."""
    text = (prefix / "share/doc/voiceid-local/examples/voiceid.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    lines = re.findall(r"^#([a-z0-9-]+) = (.*)$", text, re.MULTILINE)
    assert {name for name, _ in lines} == options_of_help() - {"help", "version", "config", "lifeline"}
    assert tomllib.loads("\n".join(f"{name} = {value}" for name, value in lines))
    file = tmp_path / "voiceid.toml"
    defaults = set(re.findall(r"^\| `--([a-z0-9-]+)[^|]*\| `VOICEID_\w+` \| `", run_to_end("--help-markdown").stdout.replace(r"\|", "/"), re.MULTILINE))
    file.write_text("".join(f"{name} = {value}\n" for name, value in lines if name in defaults), encoding="utf-8")
    with Emulator("--config", str(file)) as emulator:
        assert emulator.control("GET", "clock")["Frozen"] is False
        emulator.stop()
        assert emulator.stderr.lines() == []


def test_the_debian_package_needs_only_glibc_and_enables_nothing(deb, tmp_path):
    fields = dict(re.findall(r"^([A-Z][\w-]*): (.*)$", output_of("dpkg-deb", "--field", deb), re.MULTILINE))
    assert (fields["Package"], fields["Version"], fields["Architecture"]) == ("voiceid-local", VERSION, DEBIAN)
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", fields["Depends"])
    output_of("dpkg-deb", "--control", deb, tmp_path)
    # No script runs when it is installed.
    assert files_in(tmp_path).keys() == {"control", "md5sums"}
    owners = {line.split()[1] for line in output_of("dpkg-deb", "--contents", deb).splitlines()}
    assert owners == {"root/root"}


def test_the_bill_of_materials_fits_spdx_and_names_what_is_linked_in(prefix, validate_spdx):
    file = prefix / "share/doc/voiceid-local/voiceid-local.spdx.json"
    validate_spdx(file)
    packages = {each["name"]: each for each in json.loads(file.read_text(encoding="utf-8"))["packages"]}
    assert packages["voiceid-local"]["versionInfo"] == VERSION
    digest = output_of("sha256sum", prefix / "bin/voiceid-local").split()[0]
    assert packages["voiceid-local"]["checksums"] == [{"algorithm": "SHA256", "checksumValue": digest}]
    assert {"libssl-dev", "libboost1.81-dev", "libstdc++-12-dev"} <= packages.keys()
    installed = output_of("dpkg-query", "-W", "-f", "${Version}", "libssl-dev")
    assert packages["libssl-dev"]["versionInfo"] == installed


def test_the_bill_of_materials_also_comes_alone(prefix, packages):
    alone = packages / f"voiceid-local-{VERSION}-linux-{ARCHITECTURE}.spdx.json"
    assert alone.read_bytes() == (prefix / "share/doc/voiceid-local/voiceid-local.spdx.json").read_bytes()


@pytest.fixture(scope="session")
def validate_spdx(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spdx")
    subprocess.run(["/usr/bin/python3", "-m", "venv", folder], check=True)
    output_of(folder / "bin/pip", "install", "-q", "--disable-pip-version-check", "-r", HERE / "requirements.txt")
    return lambda file: output_of(folder / "bin/pyspdxtools", "--infile", file)
