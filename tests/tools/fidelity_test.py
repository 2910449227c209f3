"""docs/fidelity.md states each rule in a table row, with its source and the tests that hold it, and those exist."""
import re
from functools import cache

import pytest

from support import markdown
from support.emulator import ROOT

HEADER = ["behaviour", "source", "what other sources say", "test"]
CELLS = re.compile(r"(?<!\\)\|")
SOURCE = re.compile(r"\]\(sources\.md#([\w-]+)\)")
TESTS = re.compile(r"`[^`]+`(, `[^`]+`)*")
ANCHORS = markdown.anchors((ROOT / "docs/sources.md").read_text(encoding="utf-8"))
MACRO = re.compile(r"^(?:TYPED_)?TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", re.MULTILINE)
# How a file says a test's name: `def name(`, or `test('name'` with quotes of any kind.
NAMED = {".py": r"^ *def {}\(", ".js": r"\btest\((['\"`]){}\1"}


@cache
def cpp_tests():
    return {f"{suite}.{name}" for file in (ROOT / "tests").rglob("*_test.cpp")
            for suite, name in MACRO.findall(file.read_text(encoding="utf-8"))}


def exists(test):
    path, _, name = test.partition("::")
    if not name:
        return test in cpp_tests()
    file = ROOT / path
    if file.suffix not in NAMED or not file.exists():
        return False
    return re.search(NAMED[file.suffix].format(re.escape(name)), file.read_text(encoding="utf-8"), re.MULTILINE) is not None


def faults_of_row(cells):
    if len(cells) != len(HEADER):
        yield f"has {len(cells)} cells instead of {len(HEADER)}"
        return
    behaviour, source, others, tests = cells
    if not behaviour:
        yield "states no behaviour"
    if not SOURCE.search(source):
        yield "links to no source in sources.md"
    yield from (f"links to sources.md#{anchor}, which is not there" for anchor in SOURCE.findall(source + others)
                if anchor not in ANCHORS)
    if not TESTS.fullmatch(tests):
        yield "does not name its tests as `a`, `b`"
    yield from (f"names {test}, which is not there" for test in re.findall("`([^`]+)`", tests) if not exists(test))


def faults(text):
    """Each as "section: row: what is wrong"."""
    found = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, *lines = section.splitlines()
        rows = [[cell.strip() for cell in CELLS.split(line)[1:-1]] for line in lines if line.startswith("|")]
        if rows[:1] != [HEADER]:
            found.append(f"{title}: has no table with the columns {' | '.join(HEADER)}")
        found += [f"{title}: {line}: is a list, not a row of the table" for line in lines if line.startswith("- ")]
        found += [f"{title}: {' '.join(cells)[:80]}: {fault}" for cells in rows[2:] for fault in faults_of_row(cells)]
    return found


def test_the_page_has_no_faults():
    found = faults((ROOT / "docs/fidelity.md").read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


ROW = "| It rains. | [our decision](sources.md#our-decision) | | `Similarity.SpreadsEvenly` |"
THIS = "tests/tools/fidelity_test.py::test_a_fault_is_found"
SCRIPT = "tests/clients/browser/domain.test.js::without any domain getDomainId is an error"


def page(*lines):
    return "\n".join(["## Weather", "", f"| {' | '.join(HEADER)} |", "| --- | --- | --- | --- |", *lines])


@pytest.mark.parametrize("tests", [f"`{THIS}`", f"`{SCRIPT}`", f"`{THIS}`, `{SCRIPT}`", "`JobStart.AnswersTheSubmittedJob`"])
def test_tests_of_every_kind_are_known(tests):
    assert faults(page(ROW, ROW.replace("`Similarity.SpreadsEvenly`", tests))) == []


@pytest.mark.parametrize("good, bad, fault", [
    ("It rains.", "", "states no behaviour"),
    ("[our decision](sources.md#our-decision)", "our decision", "links to no source in sources.md"),
    ("#our-decision", "#rumours", "links to sources.md#rumours, which is not there"),
    ("| |", "|", "has 3 cells instead of 4"),
    ("`Similarity.SpreadsEvenly`", "", "does not name its tests as `a`, `b`"),
    ("Evenly`", "Evenly` and others", "does not name its tests as `a`, `b`"),
    ("SpreadsEvenly", "Spreads", "names Similarity.Spreads, which is not there"),
    ("Similarity.SpreadsEvenly", f"{THIS}s", f"names {THIS}s, which is not there"),
    ("Similarity.SpreadsEvenly", SCRIPT[:-1], f"names {SCRIPT[:-1]}, which is not there"),
    ("Similarity.SpreadsEvenly", "tests/none_test.py::test_x", "names tests/none_test.py::test_x, which is not there"),
])
def test_a_fault_is_found(good, bad, fault):
    row = ROW.replace(good, bad)
    [found] = faults(page(ROW, row))
    assert found.startswith("Weather: ") and found.endswith(f": {fault}")


def test_a_section_without_a_table_and_a_rule_outside_of_it_are_found():
    without, outside = faults("## Weather\n\n- It rains.\n")
    assert without.startswith("Weather: has no table")
    assert outside == "Weather: - It rains.: is a list, not a row of the table"
