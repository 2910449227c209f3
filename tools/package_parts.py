"""What the packages for npm and Python have in common: the program, version, time and licences. Imported by tools/package_*."""
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What the name of a machine is in ELF, as readelf prints it, and the prefix of its binutils.
MACHINES = {"x64": ("Advanced Micro Devices X86-64", "x86_64-linux-gnu-"), "arm64": ("AArch64", "aarch64-linux-gnu-")}
# glibc is all that a program may need where it runs.
SYSTEM = re.compile(r"lib[cm]\.so\.6|ld-linux.*")


class Problem(Exception):
    """Why there is no package, in one sentence."""


def output_of(*command):
    return subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True).stdout


def version():
    return re.search(r"^project\(voiceid-local VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.MULTILINE)[1]


def epoch():
    """The time of all entries: SOURCE_DATE_EPOCH, or that of the last commit; zip files know none before 1980."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        done = subprocess.run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False)
        given = done.stdout
    return max(int(given.strip() or 0), 315_532_800)


class Program:
    """The emulator's program for one architecture."""

    def __init__(self, architecture, path):
        self.architecture = architecture
        # Cross-built, it has a link to what it was built with beside it: tools/cross.sh.
        self._libraries = Path(path).parent / "libraries"
        machine, self._prefix = MACHINES[architecture]
        header = output_of("readelf", "-hdW", path)
        if machine not in header:
            raise Problem(f"{path} is no program for {architecture}")
        foreign = [name for name in re.findall(r"\(NEEDED\).*\[(.*)\]", header) if not SYSTEM.fullmatch(name)]
        if foreign:
            raise Problem(f"{path} needs libraries that other systems may not have: {', '.join(foreign)}")
        self._path = path

    def glibc(self):
        """The oldest version of glibc that it runs with, as (2, 36)."""
        versions = re.findall(r"GLIBC_(\d+)\.(\d+)", output_of("readelf", "-VW", self._path))
        return max((int(major), int(minor)) for major, minor in versions)

    def release_of(self, library):
        """The version of a Debian package that is linked in."""
        listed = self._libraries / "versions"
        versions = dict(line.split() for line in listed.read_text(encoding="utf-8").splitlines()) if listed.exists() else {}
        return versions.get(library) or output_of("dpkg-query", "-W", "-f", "${Version}", library)

    def licences(self):
        """Those of the libraries that are linked in."""
        parts = []
        for name in libraries():
            files = [root / "usr/share/doc" / name / "copyright" for root in (self._libraries, Path("/"))]
            found = next((file for file in files if file.exists()), None)
            if found is None:
                raise Problem(f"the licence of {name} is missing: {files[-1]}")
            parts.append(f"==== {name}\n\n{found.read_text(encoding='utf-8')}")
        return "\n".join(parts).encode()

    def stripped(self, folder):
        """Its bytes, without symbols."""
        target = Path(folder) / f"voiceid-local-{self.architecture}"
        subprocess.run([f"{self._prefix}strip", "-o", str(target), self._path], check=True)
        content = target.read_bytes()
        target.unlink()
        return content


# What is linked in, in whole or as headers: all that the build installs may be, and the compiler's own. SPDX's names of licences.
LICENCES = {
    "libboost1.81-dev": "BSL-1.0", "libcli11-dev": "BSD-3-Clause", "libcurl4-openssl-dev": "curl", "libfmt-dev": "MIT",
    "libre2-dev": "BSD-3-Clause", "libspdlog-dev": "MIT", "libssl-dev": "Apache-2.0", "libyaml-cpp-dev": "MIT",
    "nlohmann-json3-dev": "MIT", "prometheus-cpp-dev": "MIT", "libstdc++-12-dev": "GPL-3.0-or-later WITH GCC-exception-3.1",
}


def libraries():
    """The Debian packages of what is linked in."""
    names = output_of("bash", "-c", 'source "$0" && echo ${packages[building]}', str(ROOT / "tools/packages.sh")).split()
    found = sorted([*(name for name in names if name.endswith("-dev") and name != "dpkg-dev"), "libstdc++-12-dev"])
    if set(found) != LICENCES.keys():
        raise Problem(f"tools/package_parts.py has no licence of {', '.join(sorted(set(found) ^ LICENCES.keys()))}")
    return found


def licence():
    return (ROOT / "LICENSE").read_bytes()


def sources(folder, endings):
    """The files below the folder with these endings, as (path in it, content, whether it can be run), in order."""
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and path.name.endswith(endings):
            yield path.relative_to(ROOT / folder).as_posix(), path.read_bytes(), os.access(path, os.X_OK)


def main(make):
    """`tools/package_KIND FOLDER ARCHITECTURE=PROGRAM…`: make(folder, programs) yields the paths of the packages."""
    folder, *named = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    try:
        for package in make(Path(folder), [Program(*each.split("=", 1)) for each in named]):
            print(f"{package} ({package.stat().st_size / 1e6:.1f} MB)")
    except Problem as problem:
        sys.exit(f"{Path(sys.argv[0]).name}: {problem}")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{Path(sys.argv[0]).name}: failed: {' '.join(error.cmd)}")
