"""The folder of the objects: a given one that others use too, the private one, and none with an S3 server.

tests/server/objects holds what the folder storage reads, follows and removes.
"""
import os
import re
import signal

import pytest

from support.control import refused
from support.objects import Objects, path_of
from support.patience import until
from wire.object_calls import ask, failed


@pytest.fixture
def root(tmp_path):
    """A folder in which somebody else has put an object."""
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


def test_files_of_the_folder_are_objects_and_the_other_way_round(own, objects, root):
    assert objects.list("bucket") == [("a/b.wav", 5)]
    assert objects.get("bucket", "a/b.wav") == b"audio"
    objects.put("calls", "é/x y.json", "text")
    assert (root / "calls" / "é" / "x y.json").read_text("ascii") == "text"
    for key, status in (("a", 409), ("a/b.wav/c", 409), ("a/" + "x" * 256, 400), ("new//a", 400)):
        assert ask(own, "PUT", f"{path_of('bucket')}/{key}", b"x").status == status
    assert files(root) == ["bucket/a/b.wav", "calls/é/x y.json"]
    objects.delete("bucket", "a/b.wav")
    assert files(root) == ["calls/é/x y.json"]


# How something that is no object is made at a path, and the key it would have.
NO_OBJECTS = {
    "link to a file": (lambda odd, outside: odd.symlink_to(outside / "secret"), "odd"),
    "link to a folder": (lambda odd, outside: odd.symlink_to(outside), "odd/secret"),
    "FIFO": (lambda odd, outside: os.mkfifo(odd), "odd"),
}


@pytest.mark.parametrize("make, key", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_what_is_no_object_is_neither_followed_nor_changed(own, objects, root, tmp_path, make, key):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret", "ascii")
    make(root / "bucket" / "odd", outside)
    failed(ask(own, "GET", path_of("bucket", key)), 404, "NoSuchKey")
    failed(ask(own, "PUT", path_of("bucket", key), b"changed"), 409, "ConflictException")
    objects.delete("bucket", key)
    assert objects.list("bucket") == [("a/b.wav", 5)]
    assert os.path.lexists(root / "bucket" / "odd") and (outside / "secret").read_text("ascii") == "secret"


def test_a_file_that_is_too_large_to_be_answered(own, objects, root):
    with open(root / "bucket" / "large", "wb") as large:
        large.truncate(64_000_001)
    assert objects.list("bucket", "large") == [("large", 64_000_001)]
    failed(ask(own, "GET", path_of("bucket", "large")), 400, "EntityTooLarge")


def test_neither_a_reset_nor_a_stop_empties_a_given_folder(own, objects, root):
    objects.put("calls", "a", "x")
    own.control("POST", "reset")
    assert objects.get("calls", "a") == b"x"
    own.stop()
    assert files(root) == ["bucket/a/b.wav", "calls/a"]


def test_a_given_folder_may_go_away_and_come_back(objects, root):
    root.rename(root.parent / "elsewhere")
    with refused("StorageUnavailable", 500):
        objects.put("bucket", "a/b.wav", "x")
    (root.parent / "elsewhere").rename(root)
    assert objects.get("bucket", "a/b.wav") == b"audio"


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_the_private_folder_exists_from_the_first_put_to_the_end(start_emulator, tmp_path, signal_):
    own = start_emulator(env={"TMPDIR": str(tmp_path)})
    objects = Objects(own)
    assert objects.list("bucket") == [] and not objects.exists("bucket", "a")
    objects.delete("bucket", "a")
    assert list(tmp_path.iterdir()) == []
    objects.put("bucket", "a", "x")
    folder, = tmp_path.iterdir()
    assert re.fullmatch(r"voiceid-local-\w{6}", folder.name) and folder.stat().st_mode & 0o777 == 0o700
    assert files(folder) == ["bucket/a"]
    assert Objects(start_emulator()).list("bucket") == [], "each emulator has a folder of its own"
    own.stop(signal_)
    assert list(tmp_path.iterdir()) == []


def test_a_reset_empties_the_private_folder(start_emulator, tmp_path):
    own = start_emulator(env={"TMPDIR": str(tmp_path)})
    objects = Objects(own)
    own.control("POST", "reset")
    for number in range(3):
        objects.put("bucket", f"{number}/a", "x")
        assert objects.list("bucket") == [(f"{number}/a", 1)]
        own.control("POST", "reset")
        assert objects.list("bucket") == [] and not objects.exists("bucket", f"{number}/a")
        until(lambda: files(tmp_path) == [])


@pytest.mark.parametrize("method, path", [
    ("PUT", path_of("bucket", "a")), ("GET", path_of("bucket", "a")), ("DELETE", path_of("bucket", "a")),
    ("GET", path_of("bucket") + "?prefix=a"), ("PUT", path_of("Bad", "a//b"))])
def test_with_an_s3_server_there_are_no_calls_on_objects(start_emulator, tmp_path, method, path):
    own = start_emulator("--s3-endpoint", "http://127.0.0.1:9", env={"TMPDIR": str(tmp_path)})
    assert "--s3-endpoint" in failed(ask(own, method, path), 409, "ConflictException")
    own.control("POST", "reset")
    assert list(tmp_path.iterdir()) == []
