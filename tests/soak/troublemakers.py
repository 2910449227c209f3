"""Clients that misbehave: nothing is predicted for them, except that the emulator answers and never with a 5xx."""
import contextlib
import json
import re
import select

from soak.client import Fault, ServerFault, no_room, short
from support.wav_files import pcm, tone, voiced
from wire import raw
from wire.malformed import Malformer
from wire.web_socket import BINARY, CONTINUATION, PING, frame, handshake

STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
SAMPLES = pcm(tone(0.1))
# What a connection may come to in the hands of such a client.
EXPECTED = (OSError, raw.Closed, TimeoutError)
PARTS = (b"POST / HT", raw.api("{}")[:-1], raw.head("Transfer-Encoding: chunked") + b"5\r\n{",
         raw.head("Content-Length: 5", "Expect: 100-continue"), b"\x16\x03\x01\x02\x00\x01",
         b"GET /health HTTP/1.1\r\n")


class Troublemaker:
    """One thread's worth of trouble; `stop` is an event. Every client has the account 999999999999."""

    def __init__(self, address, random, counts, stop):
        self.address, self.random, self.counts, self.stop = address, random, counts, stop
        self._malformed = iter(Malformer(random.randrange(1 << 32)))
        self._kinds = [self.malformed, self.malformed, self.stall, self.trickle, self.upload_halfway,
                       self.download_halfway, self.listen, self.wait, self.pipeline, self.audio, self.crowd,
                       self.opt_out, self.slow_job, self.fault]

    def run(self):
        while not self.stop.is_set():
            kind = self.random.choice(self._kinds)
            self.counts[f"trouble: {kind.__name__}"] += 1
            with contextlib.suppress(*EXPECTED):
                kind()

    def check(self, sent, received):
        """No answer in the bytes is a 5xx, unless all places are taken."""
        for status in map(int, STATUS.findall(received)):
            if status >= 500 and not no_room(status, received):
                raise ServerFault(f"{short(sent)}\n  expected: no 5xx\n  answer:   {short(received)}")

    def connect(self):
        connection = raw.Connection(self.address)
        # Whoever is not answered in that time was made to wait by itself.
        connection.socket.settimeout(5)
        return connection

    def exchange(self, data):
        """Sends, ends its side, and reads what comes."""
        with self.connect() as connection:
            connection.try_to_send(data)
            connection.finish_sending()
            received = connection.read_to_end()
            self.check(data, received)
            return received

    def pause(self, most=0.2):
        self.stop.wait(self.random.random() * most)

    def leave(self, connection):
        connection.leave(reset=self.random.random() < 0.5)

    def domain(self):
        """Its id; a reset may have taken it."""
        received = self.exchange(self.signed("CreateDomain", {
            "Name": "trouble", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}}))
        _, _, body = received.partition(b"\r\n\r\n")
        return json.loads(body)["Domain"]["DomainId"] if b" 200 " in received else "x" * 22

    @staticmethod
    def signed(operation, body):
        scope = "Credential=999999999999/20261121/us-east-1/voiceid/aws4_request"
        return raw.api(body, f"VoiceID.{operation}",
                       headers=[("Authorization", f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0")])

    def malformed(self):
        self.exchange(next(self._malformed))

    def stall(self):
        connections = [self.connect() for _ in range(self.random.randint(1, 8))]
        for connection in connections:
            connection.try_to_send(self.random.choice(PARTS))
        self.pause(2)
        for connection in connections:
            self.leave(connection)

    def trickle(self):
        data = raw.api({"MaxResults": 5})
        with self.connect() as connection:
            for byte in data:
                connection.send(bytes([byte]))
                self.stop.wait(0.001)
            answer = connection.read_answer()
            if answer.status != 200 and not no_room(answer.status, answer.body):
                raise Fault(f"a trickled request\n  expected: 200\n  answer:   {answer}")

    def upload_halfway(self):
        size = self.random.choice((1_000, 300_000, 5_000_000))
        connection = self.connect()
        connection.try_to_send(raw.head(f"Content-Length: {size}", method="PUT", path="/_voiceid/s3/trouble/part"))
        connection.try_to_send(bytes(self.random.randrange(size)))
        self.leave(connection)

    def download_halfway(self):
        self.exchange(raw.request(bytes(2_000_000), method="PUT", path="/_voiceid/s3/trouble/whole"))
        connection = self.connect()
        connection.send(raw.request(method="GET", path="/_voiceid/s3/trouble/whole"))
        connection.socket.recv(self.random.choice((1, 1000, 100_000)))
        self.pause()
        self.leave(connection)

    def listen(self):
        connection = self.connect()
        connection.send(raw.request(method="GET", path="/_voiceid/events/stream?after=1"))
        for _ in range(self.random.randint(0, 5)):
            if select.select([connection.socket], [], [], 0.2)[0]:
                self.check("a feed", connection.socket.recv(65536))
        self.leave(connection)

    def wait(self):
        """Long polls for events of nobody, most of which are left before they are over."""
        what = self.random.choice(("events", "requests"))
        path = f"/_voiceid/{what}?account=000000000001&wait={self.random.choice((0.1, 5, 60))}"
        connections = [self.connect() for _ in range(self.random.randint(1, 10))]
        for connection in connections:
            connection.try_to_send(raw.request(method="GET", path=path))
        self.pause()
        for connection in connections:
            self.leave(connection)

    def pipeline(self):
        """Many requests at once, whose answers are read late or never."""
        connection = self.connect()
        connection.socket.settimeout(1)
        with contextlib.suppress(OSError):
            connection.send(raw.api("{}") * self.random.choice((10, 1_000)))
            self.pause()
            self.check("pipelined requests", connection.socket.recv(1 << 20))
        self.leave(connection)

    def audio(self):
        """A WebSocket that breaks off in a frame, in a message, or between them."""
        domain = self.domain()
        self.exchange(raw.request({"SessionName": "call"}, method="POST", path=f"/_voiceid/domains/{domain}/sessions"))
        wav = raw.request(voiced("a", 1), method="POST", path=f"/_voiceid/domains/{domain}/sessions/call/audio",
                          headers=[("Content-Type", "audio/wav")])
        self.exchange(wav[:self.random.randint(1, len(wav))])
        connection = self.connect()
        connection.send(handshake(f"/_voiceid/domains/{domain}/sessions/call/audio?voice=a"))
        ends = (b"", frame(BINARY, SAMPLES)[:7], frame(BINARY, SAMPLES, final=False), frame(BINARY, b"odd"),
                frame(PING, b"x") * 50, frame(CONTINUATION, SAMPLES), frame(BINARY, SAMPLES, mask=False))
        connection.try_to_send(frame(BINARY, SAMPLES) * self.random.randint(0, 20) + self.random.choice(ends))
        self.pause()
        self.leave(connection)

    def crowd(self):
        """More connections than there are places."""
        connections = []
        with contextlib.suppress(OSError):
            for _ in range(self.random.choice((20, 150))):
                connections.append(self.connect())
        for connection in connections[-5:]:
            connection.try_to_send(raw.api("{}"))
            with contextlib.suppress(*EXPECTED):
                answer = connection.read_answer()
                self.check("one of a crowd", b"HTTP/1.1 %d %s" % (answer.status, answer.body))
        for connection in connections:
            self.leave(connection)

    def opt_out(self):
        domain = self.domain()
        self.exchange(b"".join(self.signed("OptOutSpeaker", {"DomainId": domain, "SpeakerId": f"s-{number}"})
                               for number in range(50)))

    def slow_job(self):
        """A job that a reset, the end of the domain, or of the process stops."""
        domain = self.domain()
        for key, data in (("v.wav", voiced("v")), ("m.json", json.dumps({
                "Version": "1.0", "SpeakerEnrollmentRequests": [
                    {"RequestId": f"r-{number}", "SpeakerId": f"s-{number}", "AudioSpecifications": [
                        {"S3Uri": "s3://trouble/v.wav", "ChannelId": 0}] * 10} for number in range(20)]}))):
            self.exchange(raw.request(data, method="PUT", path=f"/_voiceid/s3/trouble/{key}"))
        self.exchange(self.signed("StartSpeakerEnrollmentJob", {
            "DomainId": domain, "DataAccessRoleArn": "arn:aws:iam::111122223333:role/voice-id",
            "InputDataConfig": {"S3Uri": "s3://trouble/m.json"}, "OutputDataConfig": {"S3Uri": "s3://trouble/out"}}))
        if self.random.random() < 0.5:
            self.exchange(self.signed("DeleteDomain", {"DomainId": domain}))

    def fault(self):
        """A fault that strikes this client once, and may outlast it."""
        effect = self.random.choice(({"Error": "ThrottlingException"}, {"LatencyMs": self.random.choice((1, 60_000))},
                                     {"Connection": "reset"}, {"Connection": "cut"}, {"Connection": "hang"}))
        self.exchange(raw.request({"Operation": "ListDomains", "Count": 1, **effect}, method="POST",
                                  path="/_voiceid/faults?account=999999999999"))
        connection = self.connect()
        connection.try_to_send(self.signed("ListDomains", {}))
        self.pause()
        self.leave(connection)
