"""The commands of the packages' READMEs, typed where the packages are the only ones, must print what the READMEs show."""
import pytest

from packages.conftest import add_neighbours, environment
from support import documents
from support.documents import RUNNERS, examples, lines_to_run, type_in

README = "clients/{}/README.md"


def type_all(document, runners, folder, env, after):
    """Types all blocks in order, in that folder."""
    for block, shown in examples(document):
        printed = type_in(block, lines_to_run(block), env, folder, runners=runners, modules=folder)
        if shown:
            documents.compare(document, shown, shown.text, printed)
        after(block)


@pytest.fixture
def folder(packages, tmp_path):
    """A reader's, with what `./dev package` makes."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build/packages").symlink_to(packages)
    return tmp_path


def test_the_readme_for_node(folder, neighbours):
    def installed(block):
        if "npm install" in block.text:
            add_neighbours(folder)
    type_all(README.format("node"), RUNNERS, folder, environment(folder), installed)


def test_the_readme_for_python(folder, empty_python):
    runners = {**RUNNERS, "python": [str(empty_python), "-c"]}
    env = environment(folder, empty_python.parent)
    type_all(README.format("python"), runners, folder, env, lambda block: None)
