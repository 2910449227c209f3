"""The control API as schemathesis knows it: from the OpenAPI document alone it makes calls, good ones and bad ones.

$PEER_CASES is the least number of them. No answer may be a 5xx, or other than the document says.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

from support.emulator import ROOT

CASES = int(os.environ.get("PEER_CASES", "200"))
HERE = Path(__file__).parent


def test_the_control_api_is_as_its_document_says(start_emulator):
    emulator = start_emulator()
    operations = sum(len(methods) for methods in emulator.control("GET", "openapi.json")["paths"].values())
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run",
               f"{emulator.url}/_voiceid/openapi.json", f"--max-examples={CASES // operations + 1}", "--no-color"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), "SCHEMATHESIS_HOOKS": "peers.openapi_hooks",
                   "PEER_URL": emulator.url}
    done = subprocess.run([str(part) for part in command], cwd=HERE, env=environment, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    print(done.stdout)
    assert int(re.search(r"(\d+) generated", done.stdout).group(1)) >= CASES
