"""Fenced code blocks of Markdown files, the comparison of output with them, and links within the tree."""
import json
import re
from collections import namedtuple

Block = namedtuple("Block", "language text line")
ANYTHING = "…"
FENCED = re.compile(r"^\s*(`{3,}).*?^\s*\1\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


def blocks(markdown):
    """All fenced blocks in order; `line` is that of the opening fence, counting from 1."""
    found, opened = [], None
    for number, line in enumerate(markdown.splitlines(), 1):
        fence = re.match(r"\s*(`{3,})(\w*)", line)
        if opened is None and fence:
            opened = (fence.group(1), fence.group(2), number, [])
        elif opened is not None and line.strip() == opened[0]:
            found.append(Block(opened[1], "".join(f"{each}\n" for each in opened[3]), opened[2]))
            opened = None
        elif opened is not None:
            opened[3].append(line)
    assert opened is None, f"the block in line {opened[2]} is never closed"
    return found


def links(markdown):
    """The targets of the text's links, except those outside the tree."""
    return [link for link in LINK.findall(FENCED.sub("", markdown)) if "://" not in link]


def anchors(markdown):
    """The `#` anchors of the headings."""
    headings = HEADING.findall(FENCED.sub("", markdown))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def tidy(text):
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def same_text(expected, actual):
    """`…` in the expected text stands for any run of characters."""
    pattern = ".*?".join(map(re.escape, tidy(expected).split(ANYTHING)))
    return re.fullmatch(pattern, tidy(actual), re.DOTALL) is not None


def same_value(expected, actual):
    if isinstance(expected, dict) and isinstance(actual, dict):
        return expected.keys() == actual.keys() and all(same_value(expected[key], actual[key]) for key in expected)
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(same_value, expected, actual))
    if isinstance(expected, str) and ANYTHING in expected:
        return expected == ANYTHING or same_text(expected, str(actual))
    return expected == actual


def same_output(expected, actual):
    """Compares as JSON if both sides are JSON, else as text."""
    if expected.language == "json":
        try:
            return same_value(json.loads(expected.text), json.loads(actual))
        except ValueError:
            pass
    return same_text(expected.text, actual)
