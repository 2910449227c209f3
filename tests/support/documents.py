"""Types the commands of the Markdown documents as a reader would, and compares the output with what they show.

A ```sh, ```python or ```js block is run. A ```text or ```json block directly after it is its output, in which `…`
stands for any text. The blocks of a document share a shell, a folder and an emulator with default options, until a line
with `./dev run` starts another; its output is what the emulator prints. With another `--port`, both keep running. Other
lines with ./dev are not run, but their verbs must exist.
"""
import os
import re
import shlex
import subprocess
from datetime import datetime, timedelta, timezone

from support import markdown
from support.emulator import ROOT, Emulator, binary, clean_environment

NODE = ROOT / "tests/clients/node"
PORT = "8643"
RUNNERS = {"sh": None, "python": ["/usr/bin/python3", "-c"], "js": ["node", "--input-type=module", "-e"]}
OUTPUTS = ("text", "json")
DEV = re.compile(r"^\s*\./dev\s*(\S*)")
DEV_RUN = re.compile(r"^\s*\./dev run\b([^#\n]*)", re.MULTILINE)
# How a reader gets here, once.
ARRIVAL = re.compile(r"^\s*(git clone |cd voiceid-local\b)")
CONTAINER = re.compile(r"^\s*(docker |\./dev image\b)", re.MULTILINE)
RESTORE = """set -euo pipefail
[[ ! -e $STATE ]] || source "$STATE"
"""
KEEP = """trap '{ export -p; declare -f; } >"$STATE"' EXIT
set -a
"""
SECONDS = 300


def read(document):
    return (ROOT / document).read_text(encoding="utf-8")


def files_of_the_tree(ending, below="."):
    """The paths of the product's own files, without what is built or installed. Works without git."""
    found = []
    for folder, folders, names in os.walk(ROOT / below):
        folders[:] = [name for name in folders if name not in ("build", "node_modules") and not name.startswith(".")]
        found += [os.path.relpath(os.path.join(folder, name), ROOT) for name in names if name.endswith(ending)]
    return sorted(found)


def all_documents():
    return files_of_the_tree(".md")


def examples(document):
    """Each block that is run, with the block that shows its output, or None."""
    found = markdown.blocks(read(document))
    for block, following in zip(found, [*found[1:], None]):
        if block.language in RUNNERS:
            yield block, following if following is not None and following.language in OUTPUTS else None


def needs_container(block):
    """Whether its commands need docker or podman; the tests of the image run these."""
    return CONTAINER.search(block.text) is not None


def lines_to_run(block):
    lines = block.text.splitlines(keepends=True)
    return "".join(line for line in lines if not (DEV.match(line) or ARRIVAL.match(line)))


def command(block, text, runners=RUNNERS):
    """As if typed into one shell: its variables and functions live on in the next block."""
    if block.language == "sh":
        return ["bash", "-c", RESTORE + KEEP + text]
    return ["bash", "-c", RESTORE + 'exec "$@"', "bash", *runners[block.language], text]


def type_in(block, text, environment, folder, runners=RUNNERS, modules=NODE):
    """Runs the block with that text, JavaScript in the folder with its modules; returns what it printed."""
    done = subprocess.run(command(block, text, runners), env=environment, stdin=subprocess.DEVNULL, timeout=SECONDS,
                          cwd=modules if block.language == "js" else folder, capture_output=True, text=True,
                          encoding="utf-8")
    assert done.returncode == 0, f"line {block.line}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def environment_for(folder, **more):
    """Without this machine's settings of AWS, proxies and the emulator."""
    clean = {k: v for k, v in clean_environment().items() if not k.startswith("AWS_")}
    return {**clean, "PATH": f"/usr/bin:/bin:{os.environ['PATH']}", "STATE": str(folder / "state"),
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "",
            "NO_PROXY": "*", "no_proxy": "*", **more}


def compare(document, shown, expected, printed):
    message = f"{document}:{shown.line}: shown\n{expected}\nbut\n{printed}"
    assert markdown.same_output(shown._replace(text=expected), printed), message


def left_in(emulator):
    """A clock that is not the machine's, faults, disorder."""
    before = datetime.now(timezone.utc) - timedelta(milliseconds=1)  # of which the clock shows no parts
    clock = emulator.control("GET", "clock")
    if clock["Frozen"] or not before <= datetime.fromisoformat(clock["Now"]) <= datetime.now(timezone.utc):
        yield clock
    yield from emulator.control("GET", "faults")["Faults"]
    yield from (sink for sink in emulator.control("GET", "events/sinks")["Sinks"] if "Disorder" in sink)


class Reader:
    """Types the blocks of a document, each where the previous one left off."""

    def __init__(self, folder, emulators):
        self._folder = folder / "reader"
        (self._folder / "build/release").mkdir(parents=True)
        (self._folder / "build/release/voiceid-local").symlink_to(binary())
        self._emulators = emulators
        self._running = {}
        self._environment = environment_for(folder)

    def _start(self, options, port=PORT):
        if "--port" in options:
            at = options.index("--port")
            port = options[at + 1]
            options = options[:at] + options[at + 2:]
        self._running[port] = self._emulators.enter_context(Emulator(*options, cwd=self._folder))
        return self._running[port]

    def here(self, text):
        """The text with the emulators' real ports."""
        if PORT not in self._running:
            self._start([])
        for port, emulator in self._running.items():
            text = re.sub(rf"\b{port}\b", str(emulator.port), text)
        return text

    def left_behind(self):
        """What would trip whoever goes on to the next page. Where TLS is served, no document leaves anything."""
        plain = [emulator for emulator in self._running.values() if emulator.url.startswith("http:")]
        return [found for emulator in plain for found in left_in(emulator)]

    def run(self, block):
        """Runs the block; returns what it printed."""
        started = [self._start(shlex.split(start.group(1))) for start in DEV_RUN.finditer(block.text)]
        text = self.here(lines_to_run(block))
        if not text.strip():
            return started[-1].stdout.text() if started else ""
        return type_in(block, text, self._environment, self._folder)
