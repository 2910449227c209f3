"""The emulator as a service whose model is newer than the SDK's: answers have members and values that no SDK knows yet."""
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ADDED = {"Since": 2031, "Reasons": ["NEW", None], "Nested": {"Deep": True}}


def newer(value):
    """The value as a newer service would answer it."""
    if isinstance(value, dict):
        return {**{name: "ADDED_LATER" if (name, each) == ("Status", "OPTED_OUT") else newer(each)
                   for name, each in value.items()}, "AddedLater": ADDED}
    if isinstance(value, list):
        return [newer(each) for each in value]
    return value


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        emulator = http.client.HTTPConnection(self.server.emulator, timeout=60)
        emulator.request("POST", self.path, body, dict(self.headers))
        answer = emulator.getresponse()
        data = answer.read()
        emulator.close()
        if data:
            data = json.dumps(newer(json.loads(data))).encode()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() in ("content-type", "x-amzn-requestid"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class NewerService:
    """`with NewerService(emulator.url) as url:`"""

    def __init__(self, emulator_url):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.emulator = urlsplit(emulator_url).netloc
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self):
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
