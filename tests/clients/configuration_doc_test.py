"""docs/configuration.md has the tables of options that the program prints, and they are complete."""
import re
import subprocess

from support.emulator import ROOT, binary

TABLES = re.compile(r"^<!-- options -->\n\n(.*)\n\n<!-- end of options -->$", re.MULTILINE | re.DOTALL)
OF_HELP = re.compile(r"^  --([a-z0-9-]+)[^\n(]*\(Env:(VOICEID_[A-Z0-9_]+)\)", re.MULTILINE)
ROW = re.compile(r"^\| `--([a-z0-9-]+)[^`]*` \| `(VOICEID_[A-Z0-9_]+)` \| (?:`[^`]+`)? \| \S.* \|$", re.MULTILINE)


def printed(option):
    return subprocess.run([binary(), option], capture_output=True, text=True, check=True).stdout


def test_the_document_has_the_tables_of_the_program():
    document = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert TABLES.search(document).group(1) == printed("--help-markdown").strip(), "./dev docs renews them"


def test_the_tables_have_every_option_of_help():
    tables, helped = printed("--help-markdown"), OF_HELP.findall(printed("--help"))
    assert ROW.findall(tables) and sorted(ROW.findall(tables)) == sorted(helped)
    assert len(ROW.findall(tables)) == tables.count("VOICEID_")
