"""Debian's AWS CLI, run as a user would, without the machine's AWS settings."""
import json
import os
import subprocess

AWS = "/usr/bin/aws"


class AwsCli:
    """`environment` adds variables; None removes one."""

    def __init__(self, url, access_key, region="us-east-1", **environment):
        self._command = [AWS, "--endpoint-url", url, "--cli-connect-timeout", "60", "--cli-read-timeout", "60",
                         "voice-id"]
        kept = {k: v for k, v in os.environ.items() if not k.startswith("AWS_") and not k.lower().endswith("_proxy")}
        given = {**kept, "AWS_ACCESS_KEY_ID": access_key, "AWS_SECRET_ACCESS_KEY": "any-secret",
                 "AWS_DEFAULT_REGION": region, "AWS_PAGER": "", "AWS_MAX_ATTEMPTS": "1",
                 "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                 "AWS_EC2_METADATA_DISABLED": "true", **environment}
        self._environment = {name: value for name, value in given.items() if value is not None}

    def run(self, *arguments):
        """Returns returncode, stdout, stderr."""
        return subprocess.run([*self._command, *map(str, arguments)], env=self._environment, timeout=180,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")

    def __call__(self, *arguments):
        """Must succeed; returns the parsed answer, or None if it is empty."""
        done = self.run(*arguments)
        assert done.returncode == 0, done
        assert done.stderr == ""
        return json.loads(done.stdout) if done.stdout.strip() else None
