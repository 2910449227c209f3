"""Objects of the built-in storage by the control API: answers, keys and buckets in a URL, and origins.

tests/server/objects holds which keys there can be, what a list contains, and that no key leads out of the folder.
"""
import pytest

from support import wav_files
from support.objects import Objects, path_of
from wire import raw
from wire.object_calls import EVERY_BYTE, ask, failed, new_bucket

PAGE = "http://localhost:3000"


@pytest.fixture
def objects(emulator):
    return Objects(emulator)


@pytest.fixture
def bucket():
    return new_bucket()


def test_each_call_has_its_form_of_answer(emulator, bucket):
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


def test_head_has_the_head_of_get(emulator, objects, bucket):
    objects.put(bucket, "a", EVERY_BYTE)
    with raw.Connection(emulator.address) as connection:
        for path, status in ((path_of(bucket, "a"), 200), (path_of(bucket), 200), (path_of(bucket, "b"), 404)):
            connection.send(raw.request(method="HEAD", path=path))
            head = connection.read_answer(bodiless=True)
            whole = connection.exchange(raw.request(method="GET", path=path))
            assert head.status == whole.status == status
            assert head.headers["content-length"] == str(len(whole.body))
            assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("data", [b"", EVERY_BYTE, b'{"not": "decoded"}'], ids=["empty", "bytes", "JSON"])
def test_bytes_come_back_as_they_are(objects, bucket, data):
    objects.put(bucket, "a", data)
    assert objects.get(bucket, "a") == data


def test_a_stored_recording_says_whose_voice_it_carries(emulator, bucket):
    path = path_of(bucket, "call.wav")
    put = ask(emulator, "PUT", f"{path}?voice=carol&spoofingRisk=10", wav_files.voiced("alice", 1))
    stored = put.json()
    assert (put.status, stored["Voice"], stored["SpoofingRisk"]) == (200, "carol", 10)
    for method in ("GET", "HEAD"):
        with raw.Connection(emulator.address) as connection:
            connection.send(raw.request(method=method, path=path))
            headers = connection.read_answer(bodiless=method == "HEAD").headers
        assert (headers["x-voiceid-voice"], headers["x-voiceid-spoofing-risk"]) == ("carol", "10")
        assert headers["content-length"] == str(stored["Size"])
    ask(emulator, "PUT", path, wav_files.voiced(None, 1))
    assert not [name for name in ask(emulator, "GET", path).headers if name.startswith("x-voiceid")]


@pytest.mark.parametrize("query, body", [
    ("voice=", wav_files.GOOD), ("voice=a%20b", wav_files.GOOD), ("spoofingRisk=101", wav_files.GOOD),
    ("spoofingRisk=", wav_files.GOOD), ("spoofingRisk=1.5", wav_files.GOOD), ("voice=a&voice=b", wav_files.GOOD),
    ("voice=alice", b"no recording"), ("voice=alice", wav_files.GOOD[:-1])],
                         ids=lambda each: str(each)[:20])
def test_a_label_that_cannot_be_stored_is_refused_and_nothing_stored(emulator, objects, bucket, query, body):
    failed(ask(emulator, "PUT", f"{path_of(bucket, 'a')}?{query}", body), 400, "ValidationException")
    assert objects.list(bucket) == []


KEYS = ["a b/c", "é/ü.wav", "😀", "%41", "a+b", "q?x=1", "#1", "'\"", "\\", "..a", "line\nend", "\x7f",
        "colon:semicolon;", " ", "x" * 255, "/".join("a" * 512)]


def test_keys_may_hold_any_text(objects, bucket):
    for number, key in enumerate(KEYS):
        objects.put(bucket, key, b"x" * number)
    assert objects.list(bucket) == sorted(((key, number) for number, key in enumerate(KEYS)),
                                          key=lambda each: each[0].encode())
    for number, key in enumerate(KEYS):
        assert objects.list(bucket, key) == [(key, number)]
        assert objects.get(bucket, key) == b"x" * number
        objects.delete(bucket, key)
    assert objects.list(bucket) == []


def test_a_key_may_be_percent_encoded_in_any_way(emulator, objects, bucket):
    objects.put(bucket, "a/b c~é", "x")
    for path in ("a%2Fb%20c~%C3%A9", "a%2fb%20c%7e%c3%a9", "%61/b%20c%7E%c3%a9"):
        assert ask(emulator, "GET", f"{path_of(bucket)}/{path}").body == b"x", path
    failed(ask(emulator, "GET", f"{path_of(bucket)}/a/b+c~%C3%A9"), 404, "NoSuchKey")


def test_the_target_may_be_in_absolute_form(emulator, objects, bucket):
    objects.put(bucket, "a", "x")
    assert ask(emulator, "GET", f"http://localhost{path_of(bucket, 'a')}").body == b"x"
    failed(ask(emulator, "GET", f"http://localhost{path_of(bucket)}/../a"), 400, "ValidationException")


NO_URL = "not valid percent-encoded UTF-8"
# As the path has them, and what the message says of them.
BAD_KEYS = {
    "bucket/": "names no object", "bucket/a//b": "an empty part", "bucket/%2Fetc/passwd": "an empty part",
    "bucket/a/../b": "the part '..'", "bucket/.%2E/a": "the part '..'", "bucket/%2e%2e%2fa": "the part '..'",
    "bucket/a%00b": "has a NUL", "bucket/" + "%C3%A9" * 128: "a part of 256 bytes", "bucket/a%ff": NO_URL,
    "bucket/%c0%ae%c0%ae/a": NO_URL, "bucket/%ED%A0%80": NO_URL, "bucket/a%2": NO_URL, "bucket/a%zz": NO_URL,
    **dict.fromkeys(["Bucket/a", "%2e%2e/a", "b%C3%BCcket/a", "bucket%2Fa/a", "bucket%00/a", "bucket%20/a"],
                    "A bucket name has 3 to 63"),
}


@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE"])
@pytest.mark.parametrize("key, says", BAD_KEYS.items(), ids=lambda each: each[:20])
def test_a_key_or_bucket_that_cannot_exist_is_refused(emulator, method, key, says):
    assert says in failed(ask(emulator, method, f"/_voiceid/s3/{key}"), 400, "ValidationException")


def test_a_list_needs_a_bucket_that_can_exist(emulator):
    failed(ask(emulator, "GET", "/_voiceid/s3/Bucket"), 400, "ValidationException")


WAYS_OUT = ["bucket/../../secret", "bucket/%2e%2e/%2e%2e/secret", "bucket/..%2f..%2fsecret", "../secret",
            "../bucket/secret", "..%2fsecret/a", "bucket//secret", "bucket/folder/%00/../../../secret",
            "bucket/..%5c..%5csecret", "bucket%2f..%2f..%2fsecret/a", "bucket%00/../secret", "./../secret",
            "bucket/%252e%252e/%252e%252e/secret", "bucket/%c0%ae%c0%ae/%c0%ae%c0%ae/secret", "bucket/..;/..;/secret",
            "bucket/?/../../secret", "bucket/#/../../secret", "bucket/{outside}/secret", "{outside}/secret",
            "bucket/%2f{outside}/secret", "%2f{outside}/secret/a"]


def content(folder):
    return {str(path.relative_to(folder)): path.read_text("ascii") for path in folder.rglob("*") if path.is_file()}


def test_no_key_leads_out_of_the_folder(start_emulator, tmp_path):
    for name in ("root/bucket/folder/inside", "secret", "bucket/secret"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "ascii")
    emulator = start_emulator("--s3-root", tmp_path / "root")
    before = content(tmp_path)
    for way in WAYS_OUT:
        path = f"/_voiceid/s3/{way}".format(outside=tmp_path)
        assert ask(emulator, "GET", path).status in (400, 404), way
        for method in ("DELETE", "PUT"):
            ask(emulator, method, path, b"{}")
    # Names that only look like a way out are files of the bucket.
    after = content(tmp_path)
    assert before == {name: after[name] for name in after if name in before or not name.startswith("root/bucket/")}


@pytest.mark.parametrize("query", ["?x=1", "?prefix=a&max-keys=1", "?prefix=a&prefix=b", "?prefix=%zz", "?prefix=%ff"])
def test_a_list_takes_one_prefix_alone(emulator, bucket, query):
    failed(ask(emulator, "GET", path_of(bucket) + query), 400, "ValidationException")


def test_an_allowed_origin_and_no_other_may_read_every_answer(emulator, bucket):
    for method, key, status in (("PUT", "a", 200), ("GET", "a", 200), ("GET", "b", 404), ("PUT", "a//b", 400),
                                ("DELETE", "a", 200)):
        answer = ask(emulator, method, path_of(bucket, key), b"", [("Origin", PAGE)])
        assert answer.status == status and answer.headers["access-control-allow-origin"] == PAGE
    foreign = ask(emulator, "GET", path_of(bucket, "b"), b"", [("Origin", "https://evil.example")])
    assert not [name for name in foreign.headers if name.startswith("access-control-")]
