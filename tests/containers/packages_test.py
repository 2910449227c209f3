"""Without a program, the packages for Node.js and Python run the image, and leave no container behind."""
import os
import signal
import subprocess

import pytest

from support.containers import engine
from support.emulator import ROOT
from support.patience import until

FIXTURE = "Domains:\n  - Name: mounted\n"
# They print the names of the domains, and then wait for their end.
PYTHON = """
import signal, voiceid_local
emulator = voiceid_local.start(fixtures="bank.yaml", quota={"speakers": 7})
print([each["Name"] for each in emulator.domains.list()], flush=True)
signal.signal(signal.SIGTERM, lambda *_: emulator.stop())
signal.pause()
"""
NODE = f"""
import {{ start }} from "{ROOT}/clients/node/lib/index.mjs";
const emulator = await start({{ fixtures: "bank.yaml", quota: {{ speakers: 7 }} }});
console.log((await emulator.domains.list()).map((each) => each.Name));
process.on("SIGTERM", async () => {{ await emulator.stop(); process.exit(); }});
setInterval(() => {{}}, 60_000);
"""
COMMANDS = {"python": ["/usr/bin/python3", "-c", PYTHON], "node": ["node", "--input-type=module", "-e", NODE]}


def own_containers():
    return engine("ps", "--all", "--quiet", "--filter", "name=^voiceid-local-").stdout.split()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=lambda each: each.name)
@pytest.mark.parametrize("language", COMMANDS)
def test_the_image_runs_until_the_program_ends(language, end, tmp_path):
    (tmp_path / "bank.yaml").write_text(FIXTURE)
    tmp_path.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VOICEID_")}
    with subprocess.Popen(COMMANDS[language], cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          env={**kept, "PYTHONPATH": str(ROOT / "clients/python"), "PYTHONDONTWRITEBYTECODE": "1"}) as process:
        assert "mounted" in process.stdout.readline()
        assert len(own_containers()) == 1
        process.send_signal(end)
        assert process.wait(60) in (0, -end)
    until(lambda: own_containers() == [])


@pytest.mark.parametrize("option", ["state", "s3_root", "port"])
def test_what_a_container_cannot_take_is_refused(option, tmp_path):
    start = f"import voiceid_local; voiceid_local.start({option}={str(tmp_path)!r})"
    done = subprocess.run(["/usr/bin/python3", "-B", "-c", start], env={**os.environ, "PYTHONPATH": str(ROOT / "clients/python")},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert f"In a container, start() cannot take the options {option}." in done.stderr
    assert own_containers() == []
