"""The golden voiceprints are the same bytes with other compilers, with every instruction this machine has, and on arm64."""
import os
import platform
import subprocess
from pathlib import Path

import pytest

# What this machine's processor can do beyond the least of its kind: multiplying and adding with one rounding, wide vectors.
NATIVE = "-march=native" if platform.machine() == "x86_64" else "-mcpu=native"
CROSS = ("-DCMAKE_SYSTEM_NAME=Linux", "-DCMAKE_SYSTEM_PROCESSOR=aarch64", "-DCMAKE_EXE_LINKER_FLAGS=-static")


@pytest.mark.parametrize("compiler, flags, more, runner", [
    ("g++", f"-O3 {NATIVE}", (), ()),
    ("clang++", "-O3", (), ()),
    ("clang++", f"-O3 {NATIVE}", (), ()),
    ("aarch64-linux-gnu-g++", "-O3", CROSS, ("qemu-aarch64",)),
], ids=["g++, native", "clang", "clang, native", "arm64"])
def test_voiceprints_are_the_same_bytes(tmp_path, compiler, flags, more, runner):
    for command in (["cmake", "-G", "Ninja", "-S", Path(__file__).parent, "-B", tmp_path, *more,
                     f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_CXX_FLAGS={flags}"],
                    ["cmake", "--build", tmp_path, "--parallel", str(os.cpu_count())],
                    [*runner, tmp_path / "check_golden_voiceprints"]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        assert done.returncode == 0, done.stdout
