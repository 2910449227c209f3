"""The folder that objects are in: a given one that others use too, the private one, and none with an S3 server."""
import os
import re
import signal
import socket

import pytest

from support.control import refused
from support.objects import Objects, path_of
from wire.bounds import scaled
from wire.object_calls import ask, failed
from wire.process_test import wait_until


@pytest.fixture
def root(tmp_path):
    """A folder of objects with one in it, which is not the emulator's."""
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
    """Also of one that is being removed."""
    return sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)


def private_folders(place):
    return sorted(place.glob("voiceid-local-*"))


def test_a_file_of_the_folder_is_an_object(objects, root):
    assert objects.list("bucket") == [("a/b.wav", 5)]
    assert objects.get("bucket", "a/b.wav") == b"audio"
    objects.delete("bucket", "a/b.wav")
    assert files(root) == []


def test_an_object_is_a_file_of_the_folder(objects, root):
    objects.put("calls", "é/x y.json", "text")
    assert (root / "calls" / "é" / "x y.json").read_text("ascii") == "text"
    objects.put("bucket", "a/b.wav", "other")
    assert (root / "bucket" / "a" / "b.wav").read_text("ascii") == "other"
    assert files(root) == ["bucket/a/b.wav", "calls/é/x y.json"]


def test_a_put_that_is_refused_leaves_no_file(own, root):
    for key, status in (("a", 409), ("a/b.wav/c", 409), ("a/" + "x" * 256, 400), ("new//a", 400), ("new/..", 400)):
        assert ask(own, "PUT", f"{path_of('bucket')}/{key}", b"x").status == status
    assert files(root) == ["bucket/a/b.wav"] and not (root / "bucket" / "new").exists()


def test_the_folder_may_be_reached_by_a_link(start_emulator, root, tmp_path):
    (tmp_path / "link").symlink_to(root)
    assert Objects(start_emulator("--s3-root", tmp_path / "link")).get("bucket", "a/b.wav") == b"audio"


# What may stand in the folder without being an object: how it is made at a path there, and the key it would have.
ODD_ONES = {
    "link to a file": (lambda odd, outside: odd.symlink_to(outside / "secret"), "odd"),
    "link to an object": (lambda odd, outside: odd.symlink_to("a/b.wav"), "odd"),
    "link to nothing": (lambda odd, outside: odd.symlink_to(outside / "none"), "odd"),
    "link to itself": (lambda odd, outside: odd.symlink_to("odd"), "odd"),
    "link to a folder": (lambda odd, outside: odd.symlink_to(outside), "odd/secret"),
    "link to a folder as the object": (lambda odd, outside: odd.symlink_to(outside), "odd"),
    "link to the folder above": (lambda odd, outside: odd.symlink_to(".."), "odd/bucket/a/b.wav"),
    "FIFO": (lambda odd, outside: os.mkfifo(odd), "odd"),
    "socket": (lambda odd, outside: bind(odd), "odd"),
}


def bind(path):
    """The path of a socket is short, that of a test's folder may not be."""
    back = os.getcwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(back)


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret").write_text("secret", "ascii")
    return folder


def state(folder):
    return sorted((str(path.relative_to(folder)), os.lstat(path).st_mode, os.lstat(path).st_ino)
                  for path in folder.rglob("*"))


@pytest.mark.parametrize("make, key", ODD_ONES.values(), ids=ODD_ONES)
def test_what_is_no_object_is_neither_followed_nor_changed(own, objects, root, outside, make, key):
    make(root / "bucket" / "odd", outside)
    before = state(root), state(outside)
    failed(ask(own, "GET", path_of("bucket", key)), 404, "NoSuchKey")
    failed(ask(own, "PUT", path_of("bucket", key), b"changed"), 409, "ConflictException")
    objects.delete("bucket", key)
    assert objects.list("bucket") == [("a/b.wav", 5)]
    assert (state(root), state(outside)) == before
    assert (outside / "secret").read_text("ascii") == "secret" and objects.get("bucket", "a/b.wav") == b"audio"


def test_a_bucket_that_is_a_link(own, objects, root, outside):
    (root / "linked").symlink_to(outside)
    failed(ask(own, "GET", path_of("linked", "secret")), 404, "NoSuchKey")
    failed(ask(own, "PUT", path_of("linked", "a"), b"x"), 409, "ConflictException")
    objects.delete("linked", "secret")
    assert objects.list("linked") == [] and files(outside) == ["secret"]


def test_a_bucket_that_is_a_file(own, objects, root):
    (root / "plain").write_text("x", "ascii")
    failed(ask(own, "GET", path_of("plain", "a")), 404, "NoSuchKey")
    failed(ask(own, "PUT", path_of("plain", "a"), b"x"), 409, "ConflictException")
    assert objects.list("plain") == [] and (root / "plain").read_text("ascii") == "x"


def test_names_that_no_key_has_are_not_listed(objects, root):
    for name in (b"no\xffutf8", b".voiceid-0123456789abcdef"):
        with open(os.fsencode(root / "bucket") + b"/" + name, "wb"):
            pass
    assert objects.list("bucket") == [("a/b.wav", 5)]


def test_an_object_that_is_too_large_to_be_answered(own, objects, root):
    with open(root / "bucket" / "large", "wb") as large:
        large.truncate(64_000_001)
    assert objects.list("bucket", "large") == [("large", 64_000_001)]
    failed(ask(own, "GET", path_of("bucket", "large")), 400, "EntityTooLarge")


def test_a_given_folder_stays_as_it_is(own, objects, root):
    objects.put("calls", "a", "x")
    own.control("POST", "reset")
    assert objects.get("calls", "a") == b"x"
    own.stop()
    assert files(root) == ["bucket/a/b.wav", "calls/a"]


def test_a_given_folder_that_went_away(own, objects, root):
    root.rename(root.parent / "elsewhere")
    with refused("StorageUnavailable", 500):
        objects.put("bucket", "a/b.wav", "x")
    (root.parent / "elsewhere").rename(root)
    assert objects.get("bucket", "a/b.wav") == b"audio"


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_the_private_folder_is_there_from_the_first_put_to_the_end(start_emulator, tmp_path, signal_):
    own = start_emulator(env={"TMPDIR": str(tmp_path)})
    objects = Objects(own)
    assert objects.list("bucket") == [] and not objects.exists("bucket", "a")
    objects.delete("bucket", "a")
    assert private_folders(tmp_path) == []
    objects.put("bucket", "a", "x")
    folder, = private_folders(tmp_path)
    assert re.fullmatch(r"voiceid-local-\w{6}", folder.name) and folder.stat().st_mode & 0o777 == 0o700
    assert files(folder) == ["bucket/a"]
    own.stop(signal_)
    wait_until(lambda: list(tmp_path.iterdir()) == [], scaled(5))


def test_a_reset_empties_the_private_folder(start_emulator, tmp_path):
    own = start_emulator(env={"TMPDIR": str(tmp_path)})
    objects = Objects(own)
    own.control("POST", "reset")
    for number in range(3):
        objects.put("bucket", f"{number}/a", "x")
        assert objects.list("bucket") == [(f"{number}/a", 1)]
        own.control("POST", "reset")
        assert objects.list("bucket") == [] and not objects.exists("bucket", f"{number}/a")
        wait_until(lambda: files(tmp_path) == [], scaled(5))


def test_each_emulator_has_objects_of_its_own(start_emulator):
    first, second = Objects(start_emulator()), Objects(start_emulator())
    first.put("bucket", "a", "x")
    assert second.list("bucket") == []


CALLS = [("PUT", path_of("bucket", "a")), ("GET", path_of("bucket", "a")), ("DELETE", path_of("bucket", "a")),
         ("GET", path_of("bucket")), ("GET", path_of("bucket") + "?prefix=a"), ("PUT", path_of("Bad", "a//b"))]


def test_with_an_s3_server_there_are_no_calls_on_objects(start_emulator, tmp_path):
    own = start_emulator("--s3-endpoint", "http://127.0.0.1:9", env={"TMPDIR": str(tmp_path)})
    for method, path in CALLS:
        assert "--s3-endpoint" in failed(ask(own, method, path), 409, "ConflictException")
    own.control("POST", "reset")
    assert list(tmp_path.iterdir()) == []
