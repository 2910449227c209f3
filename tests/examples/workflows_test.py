"""The project's own workflows fit GitHub's schema, use what there is, and name no registry."""
import re
import subprocess

import pytest
import yaml

from examples.snippets_test import validate
from support.emulator import ROOT, VERSION

FOLDER = ROOT / ".github/workflows"
FILES = sorted(path.name for path in FOLDER.iterdir())
RELEASE = "release.yml"
# A permission that is newer than the validator's schema.
NEWER = "      attestations: write\n"
HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|dev|io|net|org)\b")


def read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def workflow(name):
    parsed = yaml.safe_load(read(name))
    return {**parsed, "on": parsed[True]}  # which YAML 1.1 takes for a truth


def steps(name):
    return [step for job in workflow(name)["jobs"].values() for step in job.get("steps", [])]


@pytest.mark.parametrize("name", FILES)
def test_they_fit_the_schema(name, tmp_path):
    file = tmp_path / name
    file.write_text(read(name).replace(NEWER, ""), encoding="utf-8")
    done = validate(file)
    assert done.returncode == 0, done.stdout + done.stderr
    file.write_text(file.read_text(encoding="utf-8").replace("runs-on:", "runs-in:"), encoding="utf-8")
    assert validate(file).returncode != 0


@pytest.mark.parametrize("name", FILES)
def test_no_host_stands_in_them(name):
    assert HOST.findall(read(name)) == []


@pytest.mark.parametrize("name", FILES)
def test_actions_have_a_version(name):
    used = [step["uses"] for step in steps(name) if "uses" in step]
    assert used and all(re.fullmatch(r"[\w-]+/[\w-]+@v\d+", each) for each in used)


@pytest.mark.parametrize("name", FILES)
def test_nobody_may_write_who_need_not(name):
    parsed = workflow(name)
    assert parsed["permissions"] == {"contents": "read"}
    writers = {job for job, about in parsed["jobs"].items() if about.get("permissions", {}).get("contents") == "write"}
    assert writers <= {"release"}


@pytest.mark.parametrize("name", FILES)
def test_what_they_run_is_there(name):
    """The programs of the tree, and the verbs of ./dev, also those of the matrix."""
    helped = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True, timeout=60).stdout
    commands = " && ".join(step["run"] for step in steps(name) if "run" in step)
    programs = re.findall(r"(?:^|&& )((?:\./|tools/|tests/)[\w./]+)", commands)
    verbs = [verb for verb in re.findall(r"\./dev ([\w-]+)", commands)]
    verbs += [step.split()[0] for job in workflow(name)["jobs"].values()
              for step in job.get("strategy", {}).get("matrix", {}).get("step", [])]
    assert programs and [each for each in programs if not (ROOT / each).is_file()] == []
    assert [verb for verb in verbs if not re.search(rf"^  {re.escape(verb)}\b", helped, re.MULTILINE)] == []


@pytest.mark.parametrize("name", FILES)
def test_what_a_job_needs_is_a_job(name):
    jobs = workflow(name)["jobs"]
    for job in jobs.values():
        needed = job.get("needs", [])
        assert set([needed] if isinstance(needed, str) else needed) <= jobs.keys()


def test_a_release_begins_with_a_tag_and_passes_the_tests():
    release = workflow(RELEASE)
    assert release["on"] == {"push": {"tags": ["v*"]}}
    assert release["jobs"]["tests"]["uses"] == "./.github/workflows/ci.yml" and "workflow_call" in workflow("ci.yml")["on"]
    assert "tests" in release["jobs"]["release"]["needs"] and release["jobs"]["image"]["needs"] == "tests"


def test_the_page_names_each_variable_and_secret():
    page = (ROOT / "docs/releasing.md").read_text(encoding="utf-8")
    used = set(re.findall(r"\b(?:vars|secrets)\.(\w+)", read(RELEASE)))
    assert used == set(re.findall(r"`([A-Z]+_(?:REGISTRY|NAME|USER|TOKEN))`", page))


@pytest.mark.parametrize("tag, changes, complaint", [
    ("v9.9.9", "", f"the tag is v9.9.9, and CMakeLists.txt has the version {VERSION}: its tag is v{VERSION}"),
    (f"v{VERSION}", "## [Unreleased]\n", f'CHANGELOG.md has no section "## [{VERSION}] - YYYY-MM-DD"; rename "## [Unreleased]"'),
])
def test_notes_of_a_release_that_is_none(tree, tag, changes, complaint):
    done = tree(tag, changes)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"release_notes: {complaint}\n")


def test_the_notes_are_the_section_of_the_version(tree):
    changes = f"# Changes\n\n## [Unreleased]\n\n- Later.\n\n## [{VERSION}] - 2026-11-30\n\n### Added\n\n- This.\n\n## [0.0.1] - 2026-01-01\n\n- Old.\n"
    assert tree(f"v{VERSION}", changes).stdout == "### Added\n\n- This.\n"


@pytest.fixture
def tree(tmp_path):
    """Prints the notes of a tree with these changes."""
    def notes(tag, changes):
        (tmp_path / "tools").mkdir()
        for name in ("release_notes", "package_parts.py"):
            (tmp_path / "tools" / name).write_bytes((ROOT / "tools" / name).read_bytes())
        (tmp_path / "CMakeLists.txt").write_bytes((ROOT / "CMakeLists.txt").read_bytes())
        (tmp_path / "CHANGELOG.md").write_text(changes, encoding="utf-8")
        return subprocess.run(["/usr/bin/python3", "-B", tmp_path / "tools/release_notes", tag], capture_output=True, text=True)
    return notes
