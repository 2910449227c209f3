"""Runs clang-tidy on each of the project's files that the given build directories compile. Findings are errors. Tests, of
which there are many, are checked only with --tests.

Most of the time goes into headers that the files of a folder have in common, so a few of them, one after the other, are
checked as one file: a unit. A unit that passed is skipped until something that it depends on changes: its files and the
project headers that they include, the checks, the compiler's options, or the installed libraries.
"""
import bisect
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "voiceid-local" / "clang-tidy"
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
FILES_IN_A_UNIT = 8


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError:
        return b""


def checks_of(source):
    """The .clang-tidy of the file's folder and those above."""
    folders = [folder for folder in source.parents if folder.is_relative_to(ROOT)]
    return [folder / ".clang-tidy" for folder in folders if (folder / ".clang-tidy").is_file()]


class Unit:
    """Files that one target compiles, as one file beside the commands of its build directory."""

    def __init__(self, directory, command, sources):
        self.directory, self.command, self.sources = ROOT / directory, command, sources
        self.path = self.directory / "units" / sources[0].relative_to(ROOT)
        self.first_lines = []

    def write(self):
        """What another file has included before is left out, since it would be found to be a duplicate."""
        lines, included = [], set()
        for source in self.sources:
            self.first_lines.append(len(lines))
            own = source.read_text().splitlines()
            lines += ["" if line in included else line for line in own]
            included.update(line for line in own if line.startswith("#include"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text("\n".join(lines) + "\n")
        for checks in checks_of(self.sources[0]):
            copied = self.directory / "units" / checks.relative_to(ROOT)
            copied.write_bytes(checks.read_bytes())

    def entry(self):
        """Its command, as compile_commands.json has them."""
        command = self.command.replace(str(self.sources[0]), str(self.path))
        return {"directory": str(self.directory), "command": command, "file": str(self.path)}

    def with_places(self, findings):
        """The findings with the places in the project's files."""
        def place(match):
            line = int(match[1])
            index = bisect.bisect_left(self.first_lines, line) - 1
            return f"{self.sources[index]}:{line - self.first_lines[index]}:"
        return re.sub(re.escape(str(self.path)) + r":(\d+):", place, findings)


def units_of(build_directories, with_tests):
    """All units, with each file in one of them. A test, or a fuzzer, is a unit of its own, since they repeat names."""
    units, seen = [], set()
    for directory in build_directories:
        targets = {}
        for entry in json.loads((ROOT / directory / "compile_commands.json").read_text()):
            source = Path(entry["file"])
            ours = source.is_relative_to(ROOT) and not source.is_relative_to(ROOT / "build")
            if ours and source not in seen and (with_tests or not source.name.endswith("_test.cpp")):
                seen.add(source)
                alone = source if source.is_relative_to(ROOT / "tests") else None
                target = re.search(r" -o (\S+\.dir)/", entry["command"])[1]
                targets.setdefault((target, alone), []).append((source, entry["command"]))
        for files in targets.values():
            for first in range(0, len(files), FILES_IN_A_UNIT):
                some = files[first:first + FILES_IN_A_UNIT]
                units.append(Unit(directory, some[0][1], [source for source, _ in some]))
    return units


def with_headers(sources):
    """The files and every file of the project that they include, in a stable order."""
    found, open_files = set(), list(sources)
    while open_files:
        path = open_files.pop()
        if path in found:
            continue
        found.add(path)
        for name in INCLUDE.findall(path.read_text()):
            nearby = (path.parent / name, ROOT / name)
            open_files += [candidate.resolve() for candidate in nearby if candidate.is_file()][:1]
    return sorted(found)


def key_of(unit, tools):
    parts = [tools, unit.command.replace(str(ROOT), "").encode()]
    for path in checks_of(unit.sources[0]) + with_headers(unit.sources):
        parts += [str(path.relative_to(ROOT)).encode(), path.read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def check(unit, passed):
    command = ["clang-tidy", "--quiet", "-p", str(unit.directory / "units"), str(unit.path)]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if run.returncode == 0:
        passed.touch()
        return ""
    return unit.with_places(run.stdout or run.stderr or f"{' '.join(command)}: exit code {run.returncode}\n")


def main(arguments):
    with_tests = "--tests" in arguments
    build_directories = [argument for argument in arguments if argument != "--tests"]
    CACHE.mkdir(parents=True, exist_ok=True)
    tools = output_of("clang-tidy", "--version") + output_of("dpkg-query", "-W", "*-dev")
    units = units_of(build_directories, with_tests)
    work = [(unit, passed) for unit in units if not (passed := CACHE / key_of(unit, tools)).exists()]
    for directory in {unit.directory for unit, _ in work}:
        here = [unit for unit, _ in work if unit.directory == directory]
        for unit in here:
            unit.write()
        (directory / "units" / "compile_commands.json").write_text(json.dumps([unit.entry() for unit in here]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = [text for text in pool.map(lambda job: check(*job), work) if text]
    print("".join(findings), end="")
    files = sum(len(unit.sources) for unit in units)
    print(f"clang-tidy: {files} files in {len(units)} units, {len(work)} of them new or changed, {len(findings)} with findings")
    return 1 if findings or not units else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
