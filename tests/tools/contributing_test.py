"""CONTRIBUTING.md shows code as it is: each C++ block has the lines of the file that the paragraph before it names."""
import re

import pytest

from support import markdown
from support.emulator import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILE = re.compile(r"`([\w/]+\.[ch]pp)`")
ANYTHING = "…"


def excerpts():
    """Each block with the last file named before it."""
    lines = TEXT.splitlines()
    for block in markdown.blocks(TEXT):
        if block.language == "cpp":
            named = FILE.findall("\n".join(lines[:block.line - 1]))
            yield pytest.param(named[-1], block.text, id=f"line {block.line}")


@pytest.mark.parametrize("file, shown", excerpts())
def test_the_code_is_that_of_the_file(file, shown):
    rest = iter((ROOT / file).read_text(encoding="utf-8").splitlines())
    missing = [line for line in shown.splitlines() if line.strip() not in ("", ANYTHING)
               and not any(line.strip() == candidate.strip() for candidate in rest)]
    assert missing == [], f"not in {file}, or not in this order"


def test_there_are_excerpts():
    assert len(list(excerpts())) >= 11
