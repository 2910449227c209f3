"""docs/troubleshooting.md quotes messages as they are: each is brought about, by the emulator or by a real client.

A heading's `…` stands for any text. Headings without backquotes quote nothing.
"""
import re

import pytest

# The modules of troubles register what brings each about.
from support import call_troubles, markdown, refused_troubles, session_troubles  # noqa: F401
from support.documents import read
from support.troubles import PROVOKED, Scene

PAGE = "docs/troubleshooting.md"
QUOTED = re.compile(r"^### `(.+)`$", re.MULTILINE)
# That of a full disk takes a container: tests/containers/running_test.py brings it about.
ELSEWHERE = {"The object … cannot be written: the disk is full."}


def test_every_message_of_the_page_is_brought_about():
    assert set(QUOTED.findall(read(PAGE))) == PROVOKED.keys() | ELSEWHERE


@pytest.mark.parametrize("quoted", PROVOKED, ids=lambda quoted: quoted[:40])
def test_the_message_is_as_quoted(quoted, emulator, account, start_emulator):
    said = PROVOKED[quoted](Scene(emulator, account, start_emulator))
    assert said is not None and markdown.same_text(quoted, said), said
