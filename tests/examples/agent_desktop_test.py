"""examples/agent-desktop in a real browser, driven by its buttons as an agent would."""
import subprocess

from support.emulator import ROOT, binary, clean_environment

CLIENTS = ROOT / "tests/clients"


def install(folder):
    subprocess.run([CLIENTS / "install-node", folder], check=True, timeout=300, stdout=subprocess.DEVNULL)


def test_the_page():
    install("browser")
    install(ROOT / "examples/agent-desktop")
    done = subprocess.run(["node", "--test", "--test-reporter=spec", ROOT / "tests/examples/agent-desktop.test.js"],
                          cwd=ROOT, env=clean_environment({"EMULATOR_BINARY": str(binary())}), text=True,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
    assert done.returncode == 0 and "pass 4" in done.stdout, done.stdout + done.stderr
