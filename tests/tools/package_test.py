"""Which programs ./dev package builds, and what it makes of them."""
import subprocess

import pytest

from support.emulator import ROOT

# Stand-ins for what builds and packages.
SCRIPT = f"""set -euo pipefail
source {ROOT}/tools/package.sh
need() {{ :; }}
fail() {{ echo "$1" >&2; exit 2; }}
uname() {{ echo x86_64; }}
build() {{ echo "build $1"; }}
cross_build() {{ echo "cross_build $1"; }}
package "$@"
"""


@pytest.fixture
def package(tmp_path):
    """Returns what has been built, and what has been made of which programs."""
    (tmp_path / "tools").mkdir()
    for kind in ("npm", "wheel", "deb", "tar", "sbom"):
        (tmp_path / "tools" / f"package_{kind}").write_text(f'#!/bin/sh\necho {kind} "$@"\n')
        (tmp_path / "tools" / f"package_{kind}").chmod(0o755)

    def run(*arguments):
        done = subprocess.run(["bash", "-c", SCRIPT, "bash", *arguments], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
        return done.stderr.splitlines(), [line.split() for line in done.stdout.splitlines()]
    return run


NATIVE, FOREIGN = "x64=build/release/voiceid-local", "arm64=build/arm64/voiceid-local"


@pytest.mark.parametrize("arguments, built, programs", [
    ([], ["build release"], [NATIVE]), (["x64"], ["build release"], [NATIVE]), (["arm64"], ["cross_build arm64"], [FOREIGN]),
    (["x64", "arm64"], ["build release", "cross_build arm64"], [NATIVE, FOREIGN]), (["arm64=there"], [], ["arm64=there"]),
])
def test_it_builds_the_programs_that_are_not_given(package, arguments, built, programs):
    assert package("deb", *arguments) == (built, [["deb", "build/packages", *programs]])


def test_without_a_kind_it_makes_them_all(package):
    assert [made[0] for made in package("x64=here")[1]] == ["npm", "wheel", "deb", "tar", "sbom"]
