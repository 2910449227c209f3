"""The packages for Linux, installed in a Debian that has nothing else."""
import re

import pytest

from packages.conftest import packages
from support.containers import engine
from support.emulator import ROOT, VERSION

__all__ = ["packages"]
BASE = re.search(r"^FROM (\S+) AS build$", (ROOT / "docker/Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)[1]
STARTS = ("{{ {0} --port 9000 >/dev/null & }} && {0} health --wait 60 http://localhost:9000 && kill $! && wait $! && "
          "{0} version")
INSTALLS = {
    "deb": "dpkg --install /packages/*.deb >/dev/null && " + STARTS.format("voiceid-local")
           + " && dpkg --purge voiceid-local >/dev/null && ! test -e /usr/bin/voiceid-local",
    "tar": "tar --extract --file /packages/*.tar.gz --directory /opt && " + STARTS.format("/opt/*/bin/voiceid-local"),
}


@pytest.mark.parametrize("kind", INSTALLS)
def test_it_installs_and_runs_where_there_is_nothing_else(packages, kind):
    done = engine("run", "--rm", f"--volume={packages}:/packages:ro", BASE, "sh", "-c", INSTALLS[kind])
    printed = rf"voiceid-local {VERSION} is ready at http://localhost:9000\nvoiceid-local {VERSION} \(revision (\w{{12}}|unknown)\)\n"
    assert re.fullmatch(printed, done.stdout), done.stdout + done.stderr
