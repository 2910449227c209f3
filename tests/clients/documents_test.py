"""The commands of docs, run in order against an emulator, must print what the documents show.

support/documents.py says how they are run. tests/containers runs those that need containers; tests/packages runs README's.
"""
import contextlib
import re
import subprocess

import pytest
import yaml

from support import documents, markdown
from support.documents import DEV, RUNNERS, Reader, all_documents, examples, needs_container, read
from support.emulator import ROOT

HERE = ROOT / "tests/clients"
README = "README.md"
# Each of its blocks needs containers or is the output of one that does.
OF_CONTAINERS = ["docs/containers.md"]
# Checked in another way: by Node.js, by a parser, as a part of a program that is run.
CHECKED = ("javascript", "yaml", "cpp", "go", "java", "rust")
# Run by tests/examples.
EXAMPLE = re.compile(r"examples/[^/]+/README\.md")
# Run by tests/packages.
PACKAGE = re.compile(r"(clients/[^/]+/)?README\.md")
COMMAND = re.compile(r"^\s*(\$ |\./|curl |aws |docker |git |npm |pip |export )", re.MULTILINE)


def documents_with_commands():
    """Without those that tests/examples and tests/packages run."""
    return [document for document in all_documents()
            if not document.startswith(("examples/", "tests/")) and not PACKAGE.fullmatch(document) and document not in OF_CONTAINERS
            and any(not needs_container(block) for block, _ in examples(document))]


@pytest.fixture
def reader(tmp_path):
    with contextlib.ExitStack() as emulators:
        yield Reader(tmp_path, emulators)


@pytest.mark.parametrize("document", documents_with_commands())
def test_examples_show_what_happens(document, reader):
    found = [example for example in examples(document) if not needs_container(example[0])]
    if any(block.language == "js" for block, _ in found):
        subprocess.run([HERE / "install-node"], check=True)
    for block, shown in found:
        printed = reader.run(block)
        if shown:
            documents.compare(document, shown, reader.here(shown.text), printed)
    assert reader.left_behind() == [], "the next page's reader would wonder about it"


def test_the_manual_is_among_them():
    assert {"docs/tour.md", "docs/getting-started.md", "docs/sessions.md"} <= set(documents_with_commands())


@pytest.mark.parametrize("document", [README, "docs/tour.md"])
def test_readme_and_the_tour_show_every_client(document):
    assert {block.language for block, _ in examples(document)} == set(RUNNERS)


def test_readme_is_read_in_minutes():
    """Under 150 lines, and ten lines of each language to the first decision."""
    assert len(read(README).splitlines()) < 150
    code = [block.text.splitlines() for block, _ in examples(README) if block.language in ("python", "js")]
    assert len(code) == 2 and max(map(len, code)) <= 10


def test_the_index_names_every_page():
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages <= set(markdown.links(read("docs/README.md")))


@pytest.mark.parametrize("document", ["docs/fixtures.md", "docs/getting-started.md"])
def test_one_file_and_two_calls_lead_to_an_accept(document):
    before = read(document).partition('"ACCEPT"')[0]
    assert before.count("cat >") == 1
    assert re.findall(r"\bvoice_id ([a-z-]+)", before) == ["list-domains", "evaluate-session"]


def test_five_lines_of_python_wait_for_a_request_and_verify_a_count():
    [block] = [block for block, _ in examples("docs/requests.md") if block.language == "python"]
    assert "wait=" in block.text and "count" in block.text and len(block.text.splitlines()) == 5


def suites_of(document, block):
    """The suites that run it."""
    return [suite for suite, runs in {
        "clients": document in documents_with_commands() and not needs_container(block),
        "containers": document in OF_CONTAINERS or needs_container(block),
        "packages": PACKAGE.fullmatch(document) and not needs_container(block),
        "examples": EXAMPLE.fullmatch(document) and not needs_container(block)}.items() if runs]


@pytest.mark.parametrize("document", all_documents())
def test_each_example_is_run_by_just_one_suite(document):
    suites = {block.line: suites_of(document, block) for block, _ in examples(document)}
    assert [line for line, run_by in suites.items() if len(run_by) != 1] == [], suites


@pytest.mark.parametrize("document", all_documents())
def test_no_block_is_left_unchecked(document):
    """Each block is run, is the output of one, is checked in another way, or is a drawing without commands."""
    blocks = markdown.blocks(read(document))
    shown = [output for _, output in examples(document) if output]
    for block in blocks:
        if block.language in RUNNERS or block.language in CHECKED or block in shown:
            continue
        assert block.language == "", f"{document}:{block.line}: nothing runs or prints this {block.language}"
        assert not COMMAND.search(block.text), f"{document}:{block.line}: nothing runs these commands"


def calls_of_curl(document):
    """Each up to the next command, and whether the document shows what its block prints."""
    for block, shown in examples(document):
        if block.language == "sh":
            for call in re.findall(r"\bcurl -[^|\n]*", block.text.replace("\\\n", " ")):
                yield call, shown is not None


def is_used(name, text):
    return re.search(rf"(?<!-o )\b{re.escape(name)}", text)


@pytest.mark.parametrize("document", all_documents())
def test_no_error_of_a_call_is_thrown_away(document):
    """An error ends the commands, unless the page shows it. No answer goes into a file that nobody reads."""
    text = read(document)
    for call, shown in calls_of_curl(document):
        assert " --fail" in call or shown, f"{document}: an error would go unnoticed: {call}"
        unread = [name for name in re.findall(r" (?:-o |>)(\S+)", call) if not is_used(name, text)]
        assert unread == [], f"{document}: nobody reads what comes of: {call}"


@pytest.mark.parametrize("document", all_documents())
def test_blocks_are_fenced_by_backquotes(document):
    """The tests above would not see others."""
    prose = markdown.FENCED.sub("", read(document))
    assert re.findall(r"^ *~~~.*|(?<=\n\n)(?: {4}|\t)\S.*", prose, re.MULTILINE) == []


def test_verbs_of_dev_exist():
    lines = [line for document in all_documents() for block in markdown.blocks(read(document))
             for line in block.text.splitlines()]
    verbs = {match.group(1) for match in map(DEV.match, lines) if match}
    helped = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True, timeout=60).stdout
    missing = [verb for verb in verbs if not re.search(rf"^\s*(\./dev )?{re.escape(verb)}\b", helped, re.MULTILINE)]
    assert verbs and not missing


@pytest.mark.parametrize("document", all_documents())
def test_links_lead_somewhere(document):
    broken = []
    for link in markdown.links(read(document)):
        path, _, anchor = link.partition("#")
        target = (ROOT / document).parent / path if path else ROOT / document
        if not target.exists() or anchor and anchor not in markdown.anchors(target.read_text(encoding="utf-8")):
            broken.append(link)
    assert not broken


def blocks_in(language):
    return [pytest.param(block, id=f"{document}:{block.line}") for document in all_documents()
            for block in markdown.blocks(read(document)) if block.language == language]


@pytest.mark.parametrize("block", blocks_in("javascript"))
def test_javascript_of_pages_can_be_read(block, tmp_path):
    """It needs a page around it; the tests in the browser run the like."""
    file = tmp_path / "block.mjs"
    file.write_text(block.text, encoding="utf-8")
    subprocess.run(["node", "--check", file], check=True, timeout=60)


@pytest.mark.parametrize("block", blocks_in("yaml"))
def test_yaml_can_be_read(block):
    assert isinstance(yaml.safe_load(block.text), (dict, list))


SDKS = {"go": ".go", "java": ".java", "rust": ".rs"}


@pytest.mark.parametrize("block", [block for language in SDKS for block in blocks_in(language)])
def test_code_of_compiled_languages_is_a_part_of_the_story_that_each_sdk_tells(block):
    def spaced(text):
        return " ".join(text.split())
    sources = documents.files_of_the_tree(SDKS[block.language], "tests/sdks")
    assert any(spaced(block.text) in spaced(read(source)) for source in sources)
