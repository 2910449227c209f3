"""docs/troubleshooting.md quotes messages word for word: each is provoked, in the emulator or a real client.

A heading's `…` stands for any text. Headings without backquotes quote nothing.
"""
import re

import pytest

# Importing these registers what provokes each message.
from support import call_troubles, markdown, refused_troubles, session_troubles  # noqa: F401
from support.documents import read
from support.troubles import PROVOKED, Scene

PAGE = "docs/troubleshooting.md"
QUOTED = re.compile(r"^### `(.+)`$", re.MULTILINE)
# A full disk takes a container: tests/containers/running_test.py provokes it.
ELSEWHERE = {"The object … cannot be written: the disk is full."}


def test_every_message_of_the_page_is_provoked():
    assert set(QUOTED.findall(read(PAGE))) == PROVOKED.keys() | ELSEWHERE


@pytest.mark.parametrize("quoted", PROVOKED, ids=lambda quoted: quoted[:40])
def test_the_message_is_as_quoted(quoted, emulator, account, start_emulator):
    said = PROVOKED[quoted](Scene(emulator, account, start_emulator))
    assert said is not None and markdown.same_text(quoted, said), said
