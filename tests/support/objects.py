"""The objects of the built-in storage, through the control API."""
import json
from urllib.parse import quote

from support import plain_http
from support.control import Refused


def path_of(bucket, key=None):
    """Percent-encodes everything except letters, digits, `_.-~` and slashes."""
    return "/_voiceid/s3/" + quote(bucket, safe="") + ("" if key is None else "/" + quote(key))


class Objects:
    """`objects.put("calls", "alice/1.wav", data)`; a failed call raises Refused."""

    def __init__(self, emulator):
        self._url = emulator.url

    def _call(self, method, path, data=None):
        """Decodes errors only: an object's bytes may look like JSON."""
        answer = plain_http.request(self._url, method, path, data, decoded=bytes)
        if answer.status != 200:
            raise Refused(answer._replace(body=plain_http.decode(answer.body)))
        return answer.body

    def put(self, bucket, key, data):
        """Replaces an existing object; text is encoded in UTF-8."""
        data = data.encode("utf-8") if isinstance(data, str) else bytes(data)
        answer = json.loads(self._call("PUT", path_of(bucket, key), data))
        assert answer == {"Bucket": bucket, "Key": key, "Size": len(data)}, answer

    def get(self, bucket, key):
        return self._call("GET", path_of(bucket, key))

    def get_json(self, bucket, key):
        return json.loads(self.get(bucket, key).decode("utf-8"))

    def delete(self, bucket, key):
        answer = json.loads(self._call("DELETE", path_of(bucket, key)))
        assert answer == {}, answer

    def list(self, bucket, prefix=""):
        """(key, size) of each, in the order of the answer."""
        query = f"?prefix={quote(prefix, safe='')}" if prefix else ""
        answer = json.loads(self._call("GET", path_of(bucket) + query))
        assert set(answer) == {"Bucket", "Objects"} and answer["Bucket"] == bucket, answer
        assert all(set(each) == {"Key", "Size"} for each in answer["Objects"]), answer
        return [(each["Key"], each["Size"]) for each in answer["Objects"]]

    def exists(self, bucket, key):
        try:
            self._call("HEAD", path_of(bucket, key))
            return True
        except Refused as refused:
            if refused.status != 404:
                raise
            return False
