"""tools/http_only_libcurl builds its libraries once, beside other builds, leaves nothing half done, and says in one line if it cannot."""
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.emulator import ROOT

# Stand-ins for the programs that would fetch and compile for half a minute.
APT_GET = '#!/bin/sh\n[ -z "$FAILING" ] || exit 100\ncase " $* " in *" source "*) mkdir -p curl-1.0 prometheus-cpp-1.0;; esac\n'
CMAKE = '#!/bin/sh\necho "$1" >>"$CALLS"\necho "$CFLAGS,$CXXFLAGS" >>"$CALLS.flags"\nif [ "$1" = --install ]; then mkdir -p "$4/lib"; fi\n'
DPKG_QUERY = "#!/bin/sh\nprintf 1.0-1\n"


@pytest.fixture
def recipe(tmp_path):
    """Runs it with an empty cache and the stand-ins; `run.cache` lists the cache, `run.calls` those of cmake."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in [("apt-get", APT_GET), ("cmake", CMAKE), ("dpkg-query", DPKG_QUERY)]:
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    calls, temporary = tmp_path / "calls", tmp_path / "tmp"
    calls.touch()
    temporary.mkdir()

    def run(failing=""):
        return subprocess.run([ROOT / "tools/http_only_libcurl"], capture_output=True, text=True, timeout=60, env={
            "PATH": f"{programs}:{os.environ['PATH']}", "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "TMPDIR": str(temporary), "CALLS": str(calls), "FAILING": failing})

    run.cache = lambda: sorted((tmp_path / "cache/voiceid-local").iterdir())
    run.calls = lambda: calls.read_text().splitlines()
    yield run
    assert list(temporary.iterdir()) == []


def test_a_second_run_finds_what_the_first_has_built(recipe):
    first = recipe()
    assert (first.returncode, first.stdout.splitlines()) == (0, [str(path) for path in recipe.cache()])
    # Offline as well.
    second = recipe(failing="yes")
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")
    assert recipe.calls().count("--install") == 2


def test_the_temporary_folder_is_not_in_the_libraries(recipe, tmp_path):
    recipe()
    flag = f" -ffile-prefix-map={tmp_path}/tmp/[^/]+/="
    assert re.fullmatch(rf"({flag},{flag}\n){{6}}", (tmp_path / "calls.flags").read_text())


def test_builds_at_the_same_time_agree(recipe):
    with ThreadPoolExecutor(4) as pool:
        printed = {done.stdout for done in pool.map(lambda _: recipe(), range(4))}
    assert printed == {f"{path}\n" for path in recipe.cache()}


def test_without_the_source_one_line_says_so(recipe):
    done = recipe(failing="yes")
    assert (done.returncode, done.stdout) == (1, "")
    warning = done.stderr.splitlines()[-1]
    assert "the emulator starts more slowly" in warning
    assert [str(log) for log in recipe.cache()] == [word.rstrip(".") for word in warning.split() if "/" in word]
