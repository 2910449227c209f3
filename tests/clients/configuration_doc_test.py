"""docs/configuration.md names every option of --help, with its environment variable and default, and no other."""
import re
import subprocess

from support.emulator import ROOT, binary

HELP = re.compile(r"^  --([a-z0-9-]+) ?([^\n(]*?)\s*\(Env:(VOICEID_[A-Z0-9_]+)\)", re.MULTILINE)
ROW = re.compile(r"^\| `--([a-z0-9-]+)[^|]*?(?:\\\|[^|]*?)*` \| `(VOICEID_[A-Z0-9_]+)` \|([^|]*)\|", re.MULTILINE)


def options_of_help():
    text = subprocess.run([binary(), "--help"], capture_output=True, text=True, check=True).stdout
    for name, value, variable in HELP.findall(text):
        default = re.search(r"=(\S+)$", value)
        yield name, (variable, default.group(1) if default else None)


def options_of_document():
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    for name, variable, default in ROW.findall(text):
        yield name, (variable, default.strip().strip("`"))


def test_the_document_lists_the_options_of_help():
    described, helped = dict(options_of_document()), dict(options_of_help())
    assert described.keys() == helped.keys()
    for name, (variable, default) in helped.items():
        assert described[name][0] == variable
        if default is not None:
            assert described[name][1] == default
