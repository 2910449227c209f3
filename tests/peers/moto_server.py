"""moto's server: EventBridge, SQS and S3 as other programs' tests have them, with boto3 as its client."""
import contextlib
import itertools
import json
import logging

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

# moto has one account; calls of the emulator use it too, so that events are of the account whose bus they are on.
ACCOUNT, REGION = "123456789012", "eu-west-1"
# The whole event, as EventBridge sends it; moto's own default leaves out the account.
WHOLE = {"InputPathsMap": {"id": "$.id"}, "InputTemplate": "<aws.events.event.json>"}
_numbers = itertools.count(1)


def client(service, url):
    return boto3.client(service, endpoint_url=url, region_name=REGION, aws_access_key_id=ACCOUNT, aws_secret_access_key="any",
                        config=Config(retries={"total_max_attempts": 1}))


class Moto:
    """`with Moto() as moto:`"""

    def __init__(self):
        self._server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)

    def __enter__(self):
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._server.start()
        self.url = "http://%s:%d" % self._server.get_host_and_port()
        self.events, self.sqs, self.s3 = (client(service, self.url) for service in ("events", "sqs", "s3"))
        # For the emulator.
        self.environment = {"AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": REGION}
        return self

    def __exit__(self, *_):
        self._server.stop()

    @contextlib.contextmanager
    def queue_of(self, pattern):
        """A queue that is the target of a rule with that pattern, on the default bus."""
        name = f"voice-id-{next(_numbers)}"
        url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        self.events.put_rule(Name=name, EventPattern=json.dumps(pattern))
        self.events.put_targets(Rule=name, Targets=[{"Id": "queue", "Arn": arn, "InputTransformer": WHOLE}])
        try:
            yield Queue(self.sqs, url)
        finally:
            self.events.remove_targets(Rule=name, Ids=["queue"])
            self.events.delete_rule(Name=name)
            self.sqs.delete_queue(QueueUrl=url)

    def bucket(self):
        name = f"calls-{next(_numbers)}"
        self.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return name


class Queue:
    def __init__(self, sqs, url):
        self._sqs, self._url = sqs, url

    def events(self):
        """All that came since the last call, oldest first."""
        found = []
        while messages := self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                found.append(json.loads(message["Body"]))
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return found
