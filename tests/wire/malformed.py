"""Malformed requests, the same for the same seed."""
import json
import random

from wire import raw, samples

ARN = samples.valid_text("AmazonResourceName")
# None of these creates a resource that the server would have to keep.
DOCUMENTS = {
    "DescribeSpeaker": {"DomainId": samples.ID, "SpeakerId": "speaker"},
    "ListSpeakers": {"DomainId": samples.ID, "MaxResults": 5, "NextToken": "abc"},
    "TagResource": {"ResourceArn": ARN, "Tags": [{"Key": "k", "Value": "v"}] * 3},
    "UntagResource": {"ResourceArn": ARN, "TagKeys": ["k", "ü", "😀"]},
    "StartSpeakerEnrollmentJob": {
        "DomainId": samples.ID, "DataAccessRoleArn": "arn:aws:iam::000000000000:role/r",
        "EnrollmentConfig": {"FraudDetectionConfig": {"RiskThreshold": 5, "WatchlistIds": [samples.ID]}},
        "InputDataConfig": {"S3Uri": "s3://calls/x"}, "OutputDataConfig": {"S3Uri": "s3://results/y"}},
}
FRAGMENTS = [b"\0", b"\r\n", b"\r\n\r\n", b"\n", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\u", b"\\ud800",
             b"\xff", b"\xc3", b"\xed\xa0\x80", b"-1", b"1e400", b"99999999999999999999", b"null", b"true",
             b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"HTTP/1.1", b"Expect: 100-continue\r\n",
             b";", b"%00", b"\t" * 100, b"A" * 5000]
ANYTHING = [None, True, [], {}, "", "x" * 9000, 5.5, -1, 2**70, [None], [[]], {"Key": {}}, "😀"]


class Malformer:
    def __init__(self, seed):
        self._random = random.Random(seed)
        self._kinds = [self.noise, self.cut, self.wrong_length, self.deep, self.mutated, self.mutated_body,
                       self.odd_types, self.bad_chunks]

    def __iter__(self):
        while True:
            yield self._random.choice(self._kinds)()

    def _body(self):
        operation = self._random.choice(list(DOCUMENTS))
        return f"VoiceID.{operation}", json.dumps(DOCUMENTS[operation], ensure_ascii=False).encode()

    def _request(self):
        target, body = self._body()
        return raw.api(body, target)

    def _mutate(self, data):
        data = bytearray(data)
        for _ in range(self._random.choice((1, 1, 2, 5, 20))):
            at = self._random.randrange(len(data) + 1)
            cut, inserted = self._random.choice((
                (self._random.choice((1, 4, 50)), b""), (0, self._random.choice(FRAGMENTS)),
                (1, self._random.randbytes(1)), (0, data[at:at + 30] * self._random.choice((1, 2, 20)))))
            data[at:at + cut] = inserted
        return bytes(data)

    def noise(self):
        return self._random.randbytes(self._random.choice((1, 10, 100, 1000, 20_000)))

    def cut(self):
        request = self._request()
        return request[:self._random.randrange(len(request))]

    def wrong_length(self):
        target, body = self._body()
        length = self._random.choice((0, 1, len(body) - 1, len(body) + 1, 2**20, 2**20 + 1, 2**31, 2**32, 2**63, 2**64,
                                      -1, -len(body)))
        return raw.head(f"Content-Length: {length}", target=target) + body

    def deep(self):
        opening, closing = self._random.choice((("[", "]"), ('{"a":', "}"), ('{"DomainId":', "}"), ('{"Tags":[', "]}")))
        levels = self._random.choice((31, 32, 33, 100, 5000, 50_000))
        return raw.api(opening * levels + closing * self._random.choice((0, levels - 1, levels, levels + 1)))

    def mutated(self):
        return self._mutate(self._request() * self._random.choice((1, 1, 3)))

    def mutated_body(self):
        target, body = self._body()
        return raw.api(self._mutate(body), target)

    def odd_types(self):
        operation = self._random.choice(list(DOCUMENTS))
        document = {name: self._random.choice(ANYTHING) for name in (*DOCUMENTS[operation], "Unknown")}
        return raw.api(document, f"VoiceID.{operation}")

    def bad_chunks(self):
        target, body = self._body()
        chunks = raw.chunked(body, self._random.randrange(1, 60), self._random.choice((b"", b";a=b")))
        return raw.head("Transfer-Encoding: chunked", target=target) + self._mutate(chunks)
