"""Objects of the built-in storage by the control API: putting, getting, listing and deleting them."""
import pytest

from support.objects import Objects, path_of
from wire import raw
from wire.object_calls import EVERY_BYTE, ask, failed, new_bucket

FOREIGN = "https://evil.example"
PAGE = "http://localhost:3000"


@pytest.fixture
def objects(emulator):
    return Objects(emulator)


@pytest.fixture
def bucket():
    return new_bucket()


def test_the_answers(emulator, bucket):
    path = path_of(bucket, "a/b.json")
    put = ask(emulator, "PUT", path, b'{"A": 1}')
    assert (put.status, put.json()) == (200, {"Bucket": bucket, "Key": "a/b.json", "Size": 8})
    got = ask(emulator, "GET", path)
    assert (got.status, got.body) == (200, b'{"A": 1}')
    listed = ask(emulator, "GET", path_of(bucket))
    assert (listed.status, listed.json()) == (200, {"Bucket": bucket, "Objects": [{"Key": "a/b.json", "Size": 8}]})
    deleted = ask(emulator, "DELETE", path)
    assert (deleted.status, deleted.json()) == (200, {})
    assert failed(ask(emulator, "GET", path), 404, "NoSuchKey") == f"There is no object s3://{bucket}/a/b.json."
    for answer in (put, listed, deleted):
        assert answer.headers["content-type"] == "application/json"
    assert got.headers["content-type"] == "application/octet-stream"
    assert len({answer.headers["x-amzn-requestid"] for answer in (put, got, listed, deleted)}) == 4


def test_head(emulator, objects, bucket):
    objects.put(bucket, "a", EVERY_BYTE)
    with raw.Connection(emulator.address) as connection:
        for path, status in ((path_of(bucket, "a"), 200), (path_of(bucket), 200), (path_of(bucket, "b"), 404)):
            connection.send(raw.request(method="HEAD", path=path))
            head = connection.read_answer(bodiless=True)
            whole = connection.exchange(raw.request(method="GET", path=path))
            assert head.status == whole.status == status
            assert head.headers["content-length"] == str(len(whole.body))
            assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("data", [b"", b"\0", EVERY_BYTE, b'{"not": "decoded"}', "é".encode(), b"\r\n\r\n", b"\xff"],
                         ids=["empty", "NUL", "bytes", "JSON", "text", "line ends", "no text"])
def test_bytes_come_back_as_they_are(objects, bucket, data):
    objects.put(bucket, "a", data)
    assert objects.get(bucket, "a") == data
    assert objects.list(bucket) == [("a", len(data))]


@pytest.mark.parametrize("second", ["", "short", "longer than the first"])
def test_a_second_put_replaces_the_first(objects, bucket, second):
    objects.put(bucket, "a", "the first one")
    objects.put(bucket, "a", second)
    assert objects.get(bucket, "a") == second.encode()
    assert objects.list(bucket) == [("a", len(second))]


def test_deleting_what_is_not_there_succeeds(objects, bucket):
    objects.put(bucket, "a/b", "x")
    for key in ("a/c", "b", "a", "a/b/c"):
        objects.delete(bucket, key)
    objects.delete("no-such-bucket", "a")
    assert objects.list(bucket) == [("a/b", 1)]


def test_a_key_can_be_what_was_a_folder_before(objects, bucket):
    objects.put(bucket, "a/b/c", "x")
    objects.delete(bucket, "a/b/c")
    objects.put(bucket, "a", "x")
    assert objects.list(bucket) == [("a", 1)]


def test_a_key_that_is_a_folder_of_others_and_one_below_an_object(emulator, objects, bucket):
    objects.put(bucket, "a/b", "x")
    messages = {key: failed(ask(emulator, "PUT", path_of(bucket, key), b"y"), 409, "ConflictException")
                for key in ("a", "a/b/c", "a/b/c/d")}
    for key, message in messages.items():
        assert f"s3://{bucket}/{key} " in message
        failed(ask(emulator, "GET", path_of(bucket, key)), 404, "NoSuchKey")
    assert objects.list(bucket) == [("a/b", 1)]


def test_buckets_are_apart(objects, bucket):
    other = new_bucket()
    objects.put(bucket, "a", "one")
    objects.put(other, "a", "other")
    objects.delete(bucket, "a")
    assert objects.list(bucket) == [] and objects.get(other, "a") == b"other"


KEYS = ["a.json", "a-b", "a/b", "a b/c", "a0", "B", "z", "é/ü.wav", "😀", "日本/語", "%41", "a+b", "q?x=1", "#1", "'\"",
        "\\", "..a", "a../b", "...", ".hidden", "line\nend", "\x7f", "colon:semicolon;"]


def test_the_list_is_in_the_order_of_the_keys_bytes(objects, bucket):
    for number, key in enumerate(KEYS):
        objects.put(bucket, key, b"x" * number)
    assert objects.list(bucket) == sorted(((key, number) for number, key in enumerate(KEYS)),
                                          key=lambda each: each[0].encode())
    for number, key in enumerate(KEYS):
        assert objects.get(bucket, key) == b"x" * number


@pytest.mark.parametrize("prefix", ["", "a", "a/", "a-", "a b/", "a b/c", "a b/c/", "b", "B", "é", "é/", "%41", "%4",
                                    "a+", "#", "q?x=1", "/", "..", "a.", "none", "a/../a"])
def test_a_prefix_is_one_of_the_key_as_text(objects, prefix):
    if not objects.list("prefixes"):
        for key in KEYS:
            objects.put("prefixes", key, "x")
    expected = sorted(key for key in KEYS if key.startswith(prefix))
    assert sorted(key for key, _ in objects.list("prefixes", prefix)) == expected


def test_an_unknown_bucket_has_no_objects(emulator, objects):
    assert objects.list("no-such-bucket") == objects.list("no-such-bucket", "a/b") == []
    failed(ask(emulator, "GET", path_of("no-such-bucket", "a")), 404, "NoSuchKey")


@pytest.mark.parametrize("method", ["POST", "PATCH", "OPTIONS", "get"])
def test_methods_that_an_object_does_not_take(emulator, bucket, method):
    answer = ask(emulator, method, path_of(bucket, "a"))
    failed(answer, 405, "MethodNotAllowed")
    assert set(answer.headers["allow"].split(", ")) == {"PUT", "GET", "DELETE"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_methods_that_a_bucket_does_not_take(emulator, bucket, method):
    answer = ask(emulator, method, path_of(bucket))
    failed(answer, 405, "MethodNotAllowed")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("path", ["s3", "s3/", "s3//a", "s3x/bucket/a", "S3/bucket/a", "s3%2Fbucket%2Fa"])
def test_other_paths(emulator, path):
    failed(ask(emulator, "GET", f"/_voiceid/{path}"), 404, "NotFound")


@pytest.mark.parametrize("method, path", [("PUT", "/a?x=1"), ("GET", "/a?x=1"), ("GET", "/a?prefix=a"), ("GET", "?x=1"),
                                          ("DELETE", "/a?versionId=1"), ("GET", "?prefix=a&max-keys=1"),
                                          ("GET", "?prefix=a&prefix=b"), ("GET", "?prefix=%zz"),
                                          ("GET", "?prefix=%ff")])
def test_other_query_parameters(emulator, objects, bucket, method, path):
    objects.put(bucket, "a", "x")
    failed(ask(emulator, method, path_of(bucket) + path), 400, "ValidationException")
    assert objects.get(bucket, "a") == b"x"


def test_bodies_of_calls_that_take_none(emulator, objects, bucket):
    objects.put(bucket, "a", "x")
    for method, path in (("GET", path_of(bucket)), ("GET", path_of(bucket, "a")), ("DELETE", path_of(bucket, "b"))):
        assert ask(emulator, method, path, b"{}").status == 200
        failed(ask(emulator, method, path, b'{"Key": "a"}'), 400, "ValidationException")
        failed(ask(emulator, method, path, b"["), 400, "SerializationException")
        failed(ask(emulator, method, path, b" " * (1024 * 1024 + 1)), 413, "RequestEntityTooLargeException")


def test_a_foreign_origin_changes_nothing(emulator, objects, bucket):
    objects.put(bucket, "a", "x")
    for method in ("PUT", "DELETE"):
        failed(ask(emulator, method, path_of(bucket, "a"), b"", [("Origin", FOREIGN)]), 403, "AccessDeniedException")
    got = ask(emulator, "GET", path_of(bucket, "a"), b"", [("Origin", FOREIGN)])
    assert (got.status, got.body) == (200, b"x")
    assert not [name for name in got.headers if name.startswith("access-control-")]


def test_an_allowed_origin_may_read_every_answer(emulator, bucket):
    for method, key, status in (("PUT", "a", 200), ("GET", "a", 200), ("GET", "b", 404), ("PUT", "a//b", 400),
                                ("DELETE", "a", 200)):
        answer = ask(emulator, method, path_of(bucket, key), b"", [("Origin", PAGE)])
        assert answer.status == status and answer.headers["access-control-allow-origin"] == PAGE
    asked = [("Origin", PAGE), ("Access-Control-Request-Method", "PUT")]
    preflight = ask(emulator, "OPTIONS", path_of(bucket, "a"), b"", asked, bodiless=True)
    assert preflight.status == 204 and "PUT" in preflight.headers["access-control-allow-methods"]


def test_without_control_there_are_no_objects(start_emulator):
    emulator = start_emulator("--control", "off")
    for method, path in (("PUT", path_of("bucket", "a")), ("GET", path_of("bucket", "a")),
                         ("DELETE", path_of("bucket", "a")), ("GET", path_of("bucket"))):
        failed(ask(emulator, method, path), 404, "NotFound")
