"""What the emulator keeps in memory: right after its start, and for each speaker."""
from pathlib import Path

import filling
from servers import VoiceId


def resident(pid):
    """Bytes: all resident pages, and those of them that no file backs."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return {name: int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "RssAnon")}


def at_start():
    """After the first answer, before anything was created."""
    with VoiceId() as server:
        if server.request("GET", "/health").status != 200:
            raise RuntimeError("GET /health did not answer 200")
        return resident(server.pid)


def per_speaker(speakers):
    with VoiceId() as server:
        domain_id = server.create_domain()
        filling.fill(server.address, domain_id, 1)
        before = resident(server.pid)
        filling.fill(server.address, domain_id, speakers)
        after = resident(server.pid)
        filling.describe(server.address, domain_id, speakers)
    return {"speakers": speakers, "before": before, "after": after,
            "bytes": (after["VmRSS"] - before["VmRSS"]) / speakers}
