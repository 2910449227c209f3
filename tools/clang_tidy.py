"""Runs clang-tidy on each of the project's files that the given build directories compile. Findings are errors. Tests, of
which there are many, are checked only with --tests.

A file that passed is skipped until something that it depends on changes: the file and the project headers that it includes,
the checks, the compiler's options, or the installed libraries.
"""
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
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError:
        return b""


def compiled_files(build_directories, with_tests):
    """Each source file once, with the build directory that compiles it and the command."""
    files = {}
    for directory in build_directories:
        for entry in json.loads((ROOT / directory / "compile_commands.json").read_text()):
            source = Path(entry["file"])
            generated, test = source.is_relative_to(ROOT / "build"), source.name.endswith("_test.cpp")
            if source.is_relative_to(ROOT) and not generated and (with_tests or not test):
                files.setdefault(source, (directory, entry["command"]))
    return files


def with_headers(source):
    """The file and every file of the project that it includes, in a stable order."""
    found, open_files = set(), [source]
    while open_files:
        path = open_files.pop()
        if path in found:
            continue
        found.add(path)
        for name in INCLUDE.findall(path.read_bytes()):
            nearby = (path.parent / name.decode(), ROOT / name.decode())
            open_files += [candidate.resolve() for candidate in nearby if candidate.is_file()][:1]
    return sorted(found)


def key_of(source, command, tools):
    checks = [folder / ".clang-tidy" for folder in source.parents if folder.is_relative_to(ROOT)]
    parts = [tools, command.replace(str(ROOT), "").encode()]
    for path in [path for path in checks if path.is_file()] + with_headers(source):
        parts += [str(path.relative_to(ROOT)).encode(), path.read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def check(source, directory, passed):
    command = ["clang-tidy", "--quiet", "-p", str(ROOT / directory), str(source)]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if run.returncode == 0:
        passed.touch()
        return ""
    return run.stdout or run.stderr or f"{' '.join(command)}: exit code {run.returncode}\n"


def main(arguments):
    with_tests = "--tests" in arguments
    build_directories = [argument for argument in arguments if argument != "--tests"]
    CACHE.mkdir(parents=True, exist_ok=True)
    tools = output_of("clang-tidy", "--version") + output_of("dpkg-query", "-W", "*-dev")
    files = compiled_files(build_directories, with_tests)
    work = []
    for source, (directory, command) in files.items():
        passed = CACHE / key_of(source, command, tools)
        if not passed.exists():
            work.append((source, directory, passed))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = [text for text in pool.map(lambda job: check(*job), work) if text]
    print("".join(findings), end="")
    print(f"clang-tidy: {len(files)} files, {len(work)} of them new or changed, {len(findings)} with findings")
    return 1 if findings or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
