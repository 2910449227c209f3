"""The folder of the objects: a given one that others use too, the private one, and none with an S3 server.

tests/server/objects holds what the folder storage reads, follows and removes.
"""
import os
import signal

import pytest

from support.objects import Objects, path_of
from support.patience import until
from wire.object_calls import ask, failed


@pytest.fixture
def root(tmp_path):
    """A folder that already holds a file which the emulator did not write."""
    folder = tmp_path / "root"
    (folder / "bucket" / "a").mkdir(parents=True)
    (folder / "bucket" / "a" / "b.wav").write_bytes(b"audio")
    return folder


@pytest.fixture
def own(start_emulator, root):
    return start_emulator("--s3-root", root)


@pytest.fixture
def objects(own):
    return Objects(own)


def files(folder):
    """Also of a folder that is being removed."""
    return sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)


def test_files_of_the_folder_are_objects_and_the_other_way_round(objects, root):
    assert objects.list("bucket") == [("a/b.wav", 5)]
    assert objects.get("bucket", "a/b.wav") == b"audio"
    objects.put("calls", "é/x y.json", "text")
    assert (root / "calls" / "é" / "x y.json").read_text("ascii") == "text"


def test_failures_of_the_folder_have_a_status_each(own, root):
    with open(root / "bucket" / "large", "wb") as large:
        large.truncate(64_000_001)
    failed(ask(own, "GET", path_of("bucket", "large")), 400, "EntityTooLarge")
    failed(ask(own, "PUT", path_of("bucket", "a"), b"x"), 409, "ConflictException")
    root.rename(root.parent / "elsewhere")
    failed(ask(own, "PUT", path_of("bucket", "a/b.wav"), b"x"), 500, "StorageUnavailable")


def test_neither_a_reset_nor_a_stop_empties_a_given_folder(own, objects, root):
    objects.put("calls", "a", "x")
    own.control("POST", "reset")
    assert objects.get("calls", "a") == b"x"
    own.stop()
    assert files(root) == ["bucket/a/b.wav", "calls/a"]


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_the_private_folder_exists_until_a_reset_or_the_end(start_emulator, tmp_path, signal_):
    own = start_emulator(env={"TMPDIR": str(tmp_path)})
    objects = Objects(own)
    assert objects.list("bucket") == [] and list(tmp_path.iterdir()) == []
    objects.put("bucket", "a", "x")
    own.control("POST", "reset")
    assert objects.list("bucket") == [] and not objects.exists("bucket", "a")
    until(lambda: files(tmp_path) == [])
    objects.put("bucket", "a", "x")
    assert Objects(start_emulator()).list("bucket") == [], "each emulator has a folder of its own"
    own.stop(signal_)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("method, path", [
    ("PUT", path_of("bucket", "a")), ("GET", path_of("bucket", "a")), ("DELETE", path_of("bucket", "a")),
    ("GET", path_of("bucket") + "?prefix=a"), ("PUT", path_of("Bad", "a//b"))])
def test_with_an_s3_server_there_are_no_calls_on_objects(start_emulator, tmp_path, method, path):
    own = start_emulator("--s3-endpoint", "http://127.0.0.1:9", env={"TMPDIR": str(tmp_path)})
    assert "--s3-endpoint" in failed(ask(own, method, path), 409, "ConflictException")
    own.control("POST", "reset")
    assert list(tmp_path.iterdir()) == []
