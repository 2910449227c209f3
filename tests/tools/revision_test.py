"""tools/revision.cmake tells the commit of a tree, of which the program's version speaks."""
import subprocess

from support.emulator import ROOT


def revision_of(folder):
    done = subprocess.run(["cmake", f"-DFOLDER={folder}", "-P", ROOT / "tools/revision.cmake"], capture_output=True, text=True,
                          check=True, timeout=60)
    return done.stderr.strip()


def git(folder, *arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    return subprocess.run(["git", "-C", folder, *identity, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def test_a_clone_has_the_revision_of_its_commit(tmp_path):
    git(tmp_path, "init", "-q")
    assert revision_of(tmp_path) == "unknown"  # there is no commit yet
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "One")
    assert revision_of(tmp_path) == git(tmp_path, "rev-parse", "HEAD")[:12]


def test_a_folder_in_another_tree_has_none(tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "One")
    (tmp_path / "sources").mkdir()
    assert revision_of(tmp_path / "sources") == "unknown"
