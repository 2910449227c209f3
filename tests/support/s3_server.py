"""A real S3 server, s3rver from the packages of the JavaScript tests, and its objects through boto3."""
import hashlib
import json
import re
import subprocess
import tempfile

from botocore.config import Config

from support import sdk
from support.emulator import ROOT
from support.output import Output
from support.patience import PATIENCE_SECONDS, until

CLIENTS = ROOT / "tests/clients"
READY = re.compile(r"^S3rver listening on (\S+:\d+)$")
ACCESS_KEY = SECRET_KEY = "S3RVER"
KEYS = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
INSTALL_SECONDS = 300


def install():
    done = subprocess.run([CLIENTS / "install-node"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=INSTALL_SECONDS)
    assert done.returncode == 0, done


class S3Server:
    """`with S3Server() as server: server.objects.put("calls", "alice.wav", data)`, in a temporary folder."""

    def __init__(self):
        install()
        self._folder = tempfile.TemporaryDirectory(prefix="s3rver-")
        command = [CLIENTS / "node/node_modules/.bin/s3rver", "--directory", self._folder.name, "--address",
                   "127.0.0.1", "--port", "0", "--no-vhost-buckets", "--silent"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=subprocess.STDOUT)
        self._output = Output(self._process.stdout)
        line = self._output.wait_for(READY, PATIENCE_SECONDS)
        if line is None:
            self.stop()
            raise AssertionError(f"s3rver did not get ready:\n{self._output.text()}")
        self.url = f"http://{READY.match(line).group(1)}"
        self.objects = S3Objects(self.url)

    def stop(self):
        self._process.terminate()
        self._process.wait()
        self._output.close()
        self._folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class S3Objects:
    """Like `support.objects.Objects`, through boto3."""

    def __init__(self, url):
        config = Config(signature_version="s3v4", s3={"addressing_style": "path"}, connect_timeout=10, read_timeout=20)
        self.client = sdk._session().client("s3", endpoint_url=url, region_name="us-east-1", config=config,
                                            aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY)
        self._buckets = set()

    def make_bucket(self, bucket):
        self.client.create_bucket(Bucket=bucket)
        self._buckets.add(bucket)

    def put(self, bucket, key, data):
        """Creates the bucket if necessary."""
        if bucket not in self._buckets:
            self.make_bucket(bucket)
        self.client.put_object(Bucket=bucket, Key=key, Body=data.encode("utf-8") if isinstance(data, str) else data)
        self.get(bucket, key)

    def get(self, bucket, key):
        """The whole object: s3rver answers a PUT a little before the last bytes are in its file."""
        def whole():
            answer = self.client.get_object(Bucket=bucket, Key=key)
            data = answer["Body"].read()
            return (data,) if answer["ETag"] == f'"{hashlib.md5(data).hexdigest()}"' else None
        return until(whole)[0]

    def get_json(self, bucket, key):
        return json.loads(self.get(bucket, key))

    def list(self, bucket, prefix=""):
        """(key, size) of each, in order of the key."""
        answer = self.client.list_objects_v2(Bucket=bucket, Prefix=prefix)
        return [(each["Key"], each["Size"]) for each in answer.get("Contents", [])]
