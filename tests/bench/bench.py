#!/usr/bin/env python3
"""Measures the release binary against Debian's nginx on loopback; docs/bench.md explains each line."""
import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Nothing that a bench run leaves behind belongs into the tree.
sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import comparison  # noqa: E402
import cores  # noqa: E402
import load  # noqa: E402
import memory  # noqa: E402
import report  # noqa: E402
import scenarios  # noqa: E402
import servers  # noqa: E402
import stalls  # noqa: E402
import startup  # noqa: E402
from support.emulator import binary  # noqa: E402

SPEAKERS = 1_000_000


def measurements(options):
    """Name -> (how to measure, how to print), in the order of the report."""
    found = {}
    for scenario in scenarios.ALL:
        found[scenario.name] = (
            lambda scenario=scenario: comparison.compare(scenario, options.rounds, options.seconds, progress),
            report.comparison)
    found["slowest-opt-out"] = (lambda: stalls.measure(options.speakers), report.slowest)
    found["start-up"] = (startup.measure, report.startup)
    found["memory-at-start"] = (memory.at_start, report.memory_at_start)
    found["memory-per-speaker"] = (lambda: memory.per_speaker(options.speakers), report.memory_per_speaker)
    return found


def progress(line):
    print(line, file=sys.stderr, flush=True)


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--binary", help="the emulator; else $EMULATOR_BINARY, else build/release/voiceid-local")
    parser.add_argument("--seconds", type=positive, default=5, help="length of one load (default 5)")
    parser.add_argument("--rounds", type=positive, default=3, help="turns of each server in a scenario (default 3)")
    parser.add_argument("--speakers", type=positive, default=SPEAKERS,
                        help=f"speakers for memory-per-speaker and slowest-opt-out (default {SPEAKERS:,})")
    parser.add_argument("--only", action="append", metavar="NAME", help="measure only this; may be repeated")
    parser.add_argument("--json", metavar="FILE", help="write all measures there, each round's included")
    options = parser.parse_args(arguments)
    names = list(measurements(options))
    unknown = [name for name in options.only or [] if name not in names]
    if unknown:
        parser.error(f"--only {unknown[0]}: choose from {', '.join(names)}")
    return options


def settings(options):
    return {"emulator": _first_line([str(binary()), "--version"]), "nginx": _first_line([servers.program(), "-v"]),
            "wrk": _first_line(["wrk", "-v"]), "seconds": options.seconds, "rounds": options.rounds,
            "server_core": cores.SERVER, "client_core": cores.CLIENT}


def _first_line(command):
    """wrk and nginx tell their version on stderr or stdout, and wrk as an error."""
    told = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    return told.stdout.splitlines()[0].split(" [")[0].removeprefix("nginx version: ")


def missing():
    if not os.access(binary(), os.X_OK):
        return f"no emulator at {binary()}: build the release preset or give --binary"
    if not shutil.which(servers.program()):
        return "nginx is not installed (apt-get install nginx-light)"
    return None if shutil.which("wrk") else "wrk is not installed (apt-get install wrk)"


def measure(options):
    told = settings(options)
    print(report.heading(told), flush=True)
    results = {"settings": told}
    for name, (take, show) in measurements(options).items():
        if not options.only or name in options.only:
            results[name] = take()
            print("\n" + show(results[name]), flush=True)
    return results


def main(arguments):
    options = parse(arguments)
    if options.binary:
        os.environ["EMULATOR_BINARY"] = str(Path(options.binary).resolve())
    os.sched_setaffinity(0, {cores.CLIENT})
    if lack := missing():
        sys.exit(f"bench: {lack}")
    try:
        results = measure(options)
    except (load.LoadError, RuntimeError, OSError, AssertionError) as failure:
        sys.exit(f"bench: {failure}")
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
