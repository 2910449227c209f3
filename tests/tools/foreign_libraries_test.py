"""tools/foreign_libraries fetches once, beside other builds, leaves nothing half done, and says in one line if it cannot."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support.emulator import ROOT

# Stand-ins for the programs that would fetch and unpack.
APT_GET = '#!/bin/sh\n[ -z "$FAILING" ] || exit 100\ncase " $* " in *" download "*) touch libssl-dev.deb;; esac\n'
DPKG_DEB = '''#!/bin/sh
case $1 in
  --extract) mkdir -p "$3/usr/include" ;;
  --show) echo libssl-dev 3.0 ;;
esac
'''
DPKG_QUERY = "#!/bin/sh\necho libssl-dev $OWN\n"


@pytest.fixture
def fetched(tmp_path):
    """Runs it with an empty cache and the stand-ins; `run.cache` lists the cache."""
    programs, temporary = tmp_path / "bin", tmp_path / "tmp"
    programs.mkdir()
    temporary.mkdir()
    for name, text in [("apt-get", APT_GET), ("dpkg-deb", DPKG_DEB), ("dpkg-query", DPKG_QUERY)]:
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)

    def run(architecture="arm64", failing="", own="3.0"):
        return subprocess.run([ROOT / "tools/foreign_libraries", architecture], capture_output=True, text=True, timeout=60, env={
            "PATH": f"{programs}:{os.environ['PATH']}", "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(temporary),
            "FAILING": failing, "OWN": own})

    run.cache = lambda: sorted((tmp_path / "cache/voiceid-local").iterdir())
    yield run
    assert list(temporary.iterdir()) == []


def test_a_second_run_finds_what_the_first_has_fetched(fetched):
    first = fetched()
    assert (first.returncode, first.stdout.splitlines()) == (0, [str(path) for path in fetched.cache()])
    second = fetched(failing="yes")
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")


def test_each_architecture_and_each_version_of_this_machine_has_its_own(fetched):
    assert len({fetched(*given).stdout for given in (["arm64"], ["x64"], ["arm64", "", "3.1"])}) == 3


def test_runs_at_the_same_time_agree(fetched):
    with ThreadPoolExecutor(4) as pool:
        printed = {done.stdout for done in pool.map(lambda _: fetched(), range(4))}
    assert printed == {f"{path}\n" for path in fetched.cache()}


@pytest.mark.parametrize("architecture, triplet", [("arm64", "aarch64-linux-gnu"), ("x64", "x86_64-linux-gnu")])
def test_the_toolchain_finds_the_libraries_and_nothing_of_this_machine(fetched, architecture, triplet):
    folder = Path(fetched(architecture).stdout.strip())
    toolchain = (folder / "toolchain.cmake").read_text(encoding="utf-8")
    assert f"set(CMAKE_CXX_COMPILER {triplet}-g++)\n" in toolchain and f"set(CMAKE_FIND_ROOT_PATH {folder})\n" in toolchain
    assert (folder / "versions").read_text(encoding="utf-8") == "libssl-dev 3.0\n"


def test_without_the_packages_one_line_says_so(fetched):
    done = fetched(failing="yes")
    assert (done.returncode, done.stdout) == (2, "")
    assert [str(log) for log in fetched.cache()] == [word for word in done.stderr.splitlines()[-1].split() if "/" in word]


def test_another_architecture_is_refused(fetched):
    done = fetched("riscv64")
    assert (done.returncode, done.stderr) == (2, "dev: foreign_libraries takes x64 or arm64; there is no 'riscv64'\n")
