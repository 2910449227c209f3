#!/usr/bin/env python3
"""Runs seeded random traffic against the emulator for some minutes and compares its answers with a model."""
import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

# Nothing that a run leaves behind belongs into the tree.
sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev soak", description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=5, help="how long, at least (5)")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="repeat the calls of a run")
    parser.add_argument("--binary", type=Path, default=Path("build/release/voiceid-local"),
                        help="the emulator (build/release/voiceid-local)")
    return parser.parse_args()


def settle_environment(binary):
    """What the tests' support reads on import."""
    os.environ["EMULATOR_BINARY"] = str(binary.resolve())
    os.environ["EMULATOR_SANITIZED"] = str(int(b"__asan_init" in binary.read_bytes()))


def run(options):
    from soak.client import by_kind
    from soak.life import Life
    print(f"seed {options.seed}", flush=True)
    counts, faults, begun, lives = Counter(), [], time.monotonic(), 0
    deadline = begun + options.minutes * 60
    while not faults and (lives == 0 or time.monotonic() < deadline):
        lives += 1
        Life(options.seed, lives, counts, faults).run(deadline)
    print("\n".join(by_kind(counts)))
    model = Path(__file__).resolve().parents[1] / "data" / "api_model.json"
    operations = json.loads(model.read_text(encoding="utf-8"))["operations"]
    print(f"{len(operations.keys() & counts.keys())} of {len(operations)} operations")
    print(f"{sum(counts.values())} in all, in {lives} lives and {time.monotonic() - begun:.0f} s; seed {options.seed}")
    for found in faults:
        print(f"FAULT: seed {options.seed}, life {found.life}, phase {found.phase}, {found.who}, call {found.call}\n"
              f"  {found.fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    chosen = parse_arguments()
    settle_environment(chosen.binary)
    sys.exit(run(chosen))
