"""How the console's files are served. What the page does is tested in a browser: tests/clients/console."""
import gzip

import pytest

from support.emulator import ROOT, run_to_end
from wire import raw
from wire.process_test import refused_to_start

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGE = ROOT / "server/console/page"
FILES = sorted(str(path.relative_to(PAGE)) for path in PAGE.rglob("*.*"))
CONSOLE = "/_voiceid/console/"
KIB = 1024


def get(emulator, path, method="GET", bodiless=False, **headers):
    """As a browser asks, which takes gzip."""
    headers = {"Accept-Encoding": "gzip", **headers}
    request = raw.request(method=method, path=path, headers=list(headers.items()))
    return raw.once(emulator.address, request, bodiless=bodiless)


@pytest.mark.parametrize("path, headers", [("/", HTML), ("/_voiceid/console", {}), (CONSOLE, {}), (CONSOLE + "?x=1", {}),
                                           (CONSOLE + "index.html", {})], ids=str)
def test_the_page_is_where_people_look_for_it(emulator, path, headers):
    answer = get(emulator, path, **headers)
    assert answer.status == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    assert gzip.decompress(answer.body) == (PAGE / "index.html").read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_page_is_served_compressed_and_with_its_type(emulator, name):
    answer = get(emulator, CONSOLE + name)
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    kind = {"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
            "svg": "image/svg+xml"}[name.rsplit(".", 1)[1]]
    assert answer.headers["content-type"] == kind
    assert gzip.decompress(answer.body) == (PAGE / name).read_bytes()


@pytest.mark.parametrize("name", FILES + ["demo.yaml"])
def test_a_client_that_does_not_take_gzip_gets_the_same_file_plain(emulator, name):
    answer = get(emulator, CONSOLE + name, **{"Accept-Encoding": "identity"})
    assert answer.status == 200 and "content-encoding" not in answer.headers
    assert answer.body == (PAGE / name if name != "demo.yaml" else ROOT / "server/fixtures/demo.yaml").read_bytes()


def test_the_fixture_of_the_demo_comes_with_the_page(emulator):
    answer = get(emulator, CONSOLE + "demo.yaml")
    assert gzip.decompress(answer.body) == (ROOT / "server/fixtures/demo.yaml").read_bytes()


def test_the_page_is_small(emulator):
    packed = sum(len(get(emulator, CONSOLE + name).body) for name in FILES)
    assert sum((PAGE / name).stat().st_size for name in FILES) < 300 * KIB and packed < 90 * KIB


def test_the_policy_allows_nothing_but_the_page_s_own_files(emulator):
    policy = get(emulator, CONSOLE).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy


def test_a_browser_that_has_a_file_is_not_sent_it_again(emulator):
    first = get(emulator, CONSOLE + "app.js")
    again = get(emulator, CONSOLE + "app.js", bodiless=True, **{"If-None-Match": first.headers["etag"]})
    assert again.status == 304 and "content-length" not in again.headers
    assert again.headers["etag"] == first.headers["etag"]
    assert get(emulator, CONSOLE + "app.js", **{"If-None-Match": '"older"'}).status == 200


@pytest.mark.parametrize("name", ["nothing.js", "core", "core/", "core/nothing.js", "../main.cpp", "%2e%2e/console.cpp",
                                  "core/../app.js", "/app.js", "console.cpp", "page/app.js"])
def test_what_is_no_file_of_the_page_is_not_found(emulator, start_emulator, name):
    from_disk = start_emulator("--console-dir", str(PAGE))
    for each in (emulator, from_disk):
        answer = get(each, CONSOLE + name)
        assert (answer.status, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8"), answer


def test_a_file_is_only_read(emulator):
    answer = get(emulator, CONSOLE + "app.js", method="DELETE")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_folder_is_served_as_it_is_at_the_moment(start_emulator, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html>first")
    emulator = start_emulator("--console-dir", str(tmp_path))
    assert get(emulator, "/", **HTML).body == b"<!doctype html>first"
    (tmp_path / "index.html").write_text("<!doctype html>second")
    answer = get(emulator, "/", **HTML)
    assert answer.body == b"<!doctype html>second" and answer.headers["cache-control"] == "no-store"


def test_a_folder_without_a_page_is_refused(tmp_path):
    done = run_to_end("--console-dir", str(tmp_path))
    refused_to_start(done)
    assert f"--console-dir: {tmp_path} is not a folder with an index.html" in done.stderr


def test_the_console_needs_no_token_and_is_not_in_the_log_of_requests(start_emulator):
    emulator = start_emulator("--control-token", "secret")
    assert get(emulator, CONSOLE).status == 200 and get(emulator, "/", **HTML).status == 200
    listed = emulator.request("GET", "/_voiceid/requests?all", headers={"Authorization": "Bearer secret"}).body
    assert listed["Requests"] == []


def test_without_the_control_api_there_is_no_console(start_emulator):
    emulator = start_emulator("--control", "off")
    assert get(emulator, CONSOLE).status == 404
    assert b"<a href=\"/health\">" in get(emulator, "/", **HTML).body
