"""Keys and buckets at their edges: which there can be, and that none of them leads out of the folder of objects."""
import pytest

from support.objects import Objects, path_of
from wire.object_calls import ask, failed, new_bucket

METHODS = pytest.mark.parametrize("method", ["PUT", "GET", "DELETE"])
PART = "a part of 256 bytes"
DOTS, DOT = "the part '..'", "the part '.'"
TEMPORARY = "a part that begins with '.voiceid-'"
EMPTY = "an empty part"
NO_URL = "not valid percent-encoded UTF-8"
# As they stand in the path, and what the message says of them.
BAD_KEYS = {
    "nothing": ("", "names no object"),
    "slash": ("/", EMPTY), "slash first": ("/a", EMPTY), "slash last": ("a/", EMPTY), "two slashes": ("a//b", EMPTY),
    "encoded slash first": ("%2Fetc/passwd", EMPTY), "encoded slash last": ("a%2f", EMPTY),
    "dot": (".", DOT), "dot first": ("./a", DOT), "dot last": ("a/.", DOT), "encoded dot": ("a/%2e/b", DOT),
    "dots": ("..", DOTS), "dots first": ("../a", DOTS), "dots last": ("a/..", DOTS), "dots inside": ("a/../b", DOTS),
    "encoded dots": ("%2e%2e/a", DOTS), "half encoded dots": (".%2E/a", DOTS), "slash encoded": ("..%2Fa", DOTS),
    "all encoded": ("%2e%2e%2fa", DOTS), "far up": ("../" * 60 + "etc/passwd", DOTS),
    "NUL": ("%00", "has a NUL"), "NUL inside": ("a%00b", "has a NUL"), "NUL behind dots": ("..%00/a", "has a NUL"),
    "long part": ("x" * 256, PART), "long part inside": ("a/" + "x" * 256 + "/b", PART),
    "long part of two bytes each": ("%C3%A9" * 128, PART),
    "long key": ("a/" * 512 + "a", "has 1025 bytes; it may have at most 1024"),
    "very long key": ("a/" * 5000 + "a", "has 10001 bytes; it may have at most 1024"),
    "temporary file": (".voiceid-0123456789abcdef", TEMPORARY), "temporary folder": ("a/.voiceid-/b", TEMPORARY),
    "no UTF-8": ("a%ff", NO_URL), "overlong dots": ("%c0%ae%c0%ae/a", NO_URL), "surrogate": ("%ED%A0%80", NO_URL),
    "cut encoding": ("a%2", NO_URL), "no encoding": ("a%zz", NO_URL), "bare percent": ("%", NO_URL),
}
BAD_BUCKETS = ["ab", "a" * 64, "Bucket", "bucket_a", "-bucket", "bucket-", ".bucket", "bucket.", "..", ".", "...",
               "%2e%2e", "b%C3%BCcket", "bucket%2Fa", "%2e%2e%2fbucket", "bucket%00", "%00bucket", "bucket%20", "%20",
               "bucket%0a", "bucket:80", "*"]
# Odd, but names of files like any other.
GOOD_KEYS = ["...", "..a", "a..", "~", "*", "a b", " ", "-rf", "con", "é" * 127, "x" * 255, "\x01", "\n",
             "\\", "%2e%2e", ".voiceid", ".voiceidx", "voiceid-a", "/".join(["é" * 100] * 5 + ["x" * 19]),
             "/".join("a" * 512)]


@METHODS
@pytest.mark.parametrize("key, says", BAD_KEYS.values(), ids=BAD_KEYS)
def test_bad_keys(emulator, method, key, says):
    assert says in failed(ask(emulator, method, f"/_voiceid/s3/bucket/{key}", b""), 400, "ValidationException")


@METHODS
@pytest.mark.parametrize("bucket", BAD_BUCKETS)
def test_bad_buckets(emulator, method, bucket):
    message = failed(ask(emulator, method, f"/_voiceid/s3/{bucket}/a", b""), 400, "ValidationException")
    assert "The name of a bucket has 3 to 63" in message


@pytest.mark.parametrize("bucket", BAD_BUCKETS)
def test_bad_buckets_have_no_list(emulator, bucket):
    failed(ask(emulator, "GET", f"/_voiceid/s3/{bucket}"), 400, "ValidationException")


@pytest.mark.parametrize("bucket", ["abc", "a" * 63, "0-9", "my.bucket", "a..b", "a-.b"])
def test_good_buckets(emulator, bucket):
    objects = Objects(emulator)
    objects.put(bucket, "a", "x")
    assert objects.list(bucket) == [("a", 1)]


@pytest.mark.parametrize("key", GOOD_KEYS)
def test_good_keys(emulator, key):
    objects, bucket = Objects(emulator), new_bucket()
    objects.put(bucket, key, "x")
    assert objects.get(bucket, key) == b"x" and objects.list(bucket) == [(key, 1)]
    objects.delete(bucket, key)
    assert objects.list(bucket) == []


def test_percent_encoding_says_the_same_otherwise(emulator):
    objects, bucket = Objects(emulator), new_bucket()
    objects.put(bucket, "a/b c~é", "x")
    for path in ("a%2Fb%20c~%C3%A9", "a%2fb%20c%7e%c3%a9", "%61/b%20c%7E%c3%A9"):
        assert ask(emulator, "GET", f"{path_of(bucket)}/{path}").body == b"x", path
    failed(ask(emulator, "GET", f"{path_of(bucket)}/a/b+c~%C3%A9"), 404, "NoSuchKey")


def test_the_target_of_a_proxys_client(emulator):
    objects, bucket = Objects(emulator), new_bucket()
    objects.put(bucket, "a", "x")
    assert ask(emulator, "GET", f"http://localhost{path_of(bucket, 'a')}").body == b"x"
    failed(ask(emulator, "GET", f"http://localhost{path_of(bucket)}/../a"), 400, "ValidationException")


@pytest.fixture
def house(tmp_path):
    """A folder of objects, and beside it what nobody may reach."""
    root = tmp_path / "root"
    (root / "bucket" / "folder").mkdir(parents=True)
    (root / "bucket" / "folder" / "inside").write_text("inside", "ascii")
    (tmp_path / "secret").write_text("secret", "ascii")
    (tmp_path / "bucket").mkdir()
    (tmp_path / "bucket" / "secret").write_text("secret", "ascii")
    return root


def content(folder):
    return {str(path.relative_to(folder)): path.read_text("ascii") for path in folder.rglob("*") if path.is_file()}


WAYS_OUT = ["bucket/../../secret", "bucket/%2e%2e/%2e%2e/secret", "bucket/..%2f..%2fsecret", "../secret",
            "%2e%2e/secret", "../bucket/secret", "..%2fsecret/a", "bucket/folder/../../../secret",
            "bucket/./../../secret", "bucket//secret", "bucket/folder/%00/../../../secret", "bucket/..%5c..%5csecret",
            "bucket/..\\..\\secret", "bucket%2f..%2f..%2fsecret/a", "bucket%00/../secret", "./../secret",
            "bucket/folder/..%00/secret", "bucket/%252e%252e/%252e%252e/secret",
            "bucket/%c0%ae%c0%ae/%c0%ae%c0%ae/secret", "bucket/..;/..;/secret", "bucket/.../...//secret",
            "bucket/%u002e%u002e/secret", "bucket/?/../../secret", "bucket/#/../../secret"]


def leads_nowhere(emulator, house, ways):
    before = content(house.parent)
    for way in ways:
        path = f"/_voiceid/s3/{way}"
        assert ask(emulator, "GET", path).status in (400, 404), way
        for method in ("DELETE", "PUT"):
            ask(emulator, method, path, b"{}")
    after = content(house.parent)
    assert after["root/bucket/folder/inside"] == "inside"
    # Names that only look like a way out are files of the bucket.
    new = {name for name in after if name.startswith("root/bucket/")} - set(before)
    assert before == {name: text for name, text in after.items() if name not in new}


def test_no_key_leads_out(start_emulator, house):
    leads_nowhere(start_emulator("--s3-root", house), house, WAYS_OUT)


def test_no_key_leads_to_an_absolute_path(start_emulator, house):
    outside = house.parent
    ways = [f"bucket/{outside}/secret", f"{outside}/secret", f"bucket/%2f{outside}/secret", f"%2f{outside}/secret/a"]
    leads_nowhere(start_emulator("--s3-root", house), house, ways)
