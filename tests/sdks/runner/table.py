"""The story's parts, from README.md, and the table of what came of them, in docs/clients.md."""
import re
from pathlib import Path

from runner.reports import bare

STORY = Path(__file__).resolve().parents[1] / "README.md"
PAGE = STORY.parents[2] / "docs/clients.md"
PLACE = re.compile(r"(<!-- made by \./dev test-sdks -->\n).*(<!-- end -->)", re.DOTALL)


def parts():
    story = STORY.read_text(encoding="utf-8").split("## The story")[1].split("\n## ")[0]
    return re.findall(r"^\| ([a-z].*?) \|", story, re.MULTILINE)[1:]


def faults_of(suite, results):
    """What is wrong with a suite's run, one line each."""
    if not suite.is_story:
        return [f"{suite.title}: failed {name}" for name, passed in results.items() if not passed]
    expected = {bare(part): part for part in parts()}
    lacking = [] if suite.partial else [part for name, part in expected.items() if name not in results]
    return ([f"{suite.title}: lacks {part}" for part in lacking]
            + [f"{suite.title}: failed {expected.get(name, name)}" for name, passed in results.items() if not passed]
            + [f"{suite.title}: {name} is no part of the story" for name in results if name not in expected])


def cell(part, results, notes):
    if not results.get(bare(part)):
        return ""
    return notes.get(part, "✓")


def table(runs):
    """Markdown of [(suite, results, notes)]."""
    rows = [["part of the story", *(f"{suite.title}<br>{suite.version}" for suite, _, _ in runs)]]
    rows.append(["---"] * len(rows[0]))
    rows += [[part, *(cell(part, results, notes) for _, results, notes in runs)] for part in parts()]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def shown():
    return PLACE.search(PAGE.read_text(encoding="utf-8")).group(0)


def write(made):
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(PLACE.sub(lambda place: f"{place[1]}\n{made}\n{place[2]}", page), encoding="utf-8")


def is_shown(made):
    return made.strip() in shown()
