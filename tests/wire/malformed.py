"""Malformed requests, the same for the same seed."""
import json
import random

from wire import raw, samples

# None of these creates a resource that the server would have to keep.
DOCUMENTS = {
    "DescribeDomain": {"DomainId": samples.ID},
    "DescribeSpeaker": {"DomainId": samples.ID, "SpeakerId": "speaker"},
    "OptOutSpeaker": {"DomainId": samples.ID, "SpeakerId": "speaker"},
    "ListSpeakers": {"DomainId": samples.ID, "MaxResults": 5, "NextToken": "abc"},
    "UpdateDomain": {"DomainId": samples.ID, "Name": "n", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}},
    "TagResource": {"ResourceArn": samples.valid_text("AmazonResourceName"), "Tags": [{"Key": "k", "Value": "v"}] * 3},
    "UntagResource": {"ResourceArn": samples.valid_text("AmazonResourceName"), "TagKeys": ["k", "ü", "😀"]},
    "StartSpeakerEnrollmentJob": {
        "DomainId": samples.ID, "DataAccessRoleArn": "arn:aws:iam::000000000000:role/r",
        "EnrollmentConfig": {"FraudDetectionConfig": {"RiskThreshold": 5, "WatchlistIds": [samples.ID]}},
        "InputDataConfig": {"S3Uri": "s3://calls/x"}, "OutputDataConfig": {"S3Uri": "s3://results/y"}},
}
FRAGMENTS = [b"\0", b"\r\n", b"\r\n\r\n", b"\n", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\u", b"\\ud800",
             b"\xff", b"\xc3", b"\xed\xa0\x80", b"-1", b"1e400", b"99999999999999999999", b"null", b"true", b"Content-Length: 5\r\n",
             b"Transfer-Encoding: chunked\r\n", b"HTTP/1.1", b"Expect: 100-continue\r\n", b";", b"%00", b"\t" * 100,
             b"A" * 5000]


class Malformer:
    def __init__(self, seed):
        self._random = random.Random(seed)
        self._kinds = [self.noise, self.cut, self.wrong_length, self.deep, self.bad_utf8, self.mutated,
                       self.mutated_body, self.odd_types, self.bad_chunks, self.bad_lines]

    def __iter__(self):
        while True:
            yield self._random.choice(self._kinds)()

    def _body(self):
        operation = self._random.choice(list(DOCUMENTS))
        return operation, json.dumps(DOCUMENTS[operation], ensure_ascii=False).encode()

    def _request(self):
        operation, body = self._body()
        return raw.api(body, f"VoiceID.{operation}")

    def noise(self):
        return self._random.randbytes(self._random.choice((1, 10, 100, 1000, 20_000)))

    def cut(self):
        request = self._request()
        return request[:self._random.randrange(len(request))]

    def wrong_length(self):
        operation, body = self._body()
        length = self._random.choice((0, 1, len(body) - 1, len(body) + 1, 2**20, 2**20 + 1, 2**31, 2**32, 2**63, 2**64,
                                      -1, -len(body)))
        return raw.head(f"Content-Length: {length}", target=f"VoiceID.{operation}") + body

    def deep(self):
        opening, closing = self._random.choice((("[", "]"), ('{"a":', "}"), ('{"DomainId":', "}"), ('{"Tags":[', "]}")))
        levels = self._random.choice((31, 32, 33, 100, 5000, 50_000))
        closed = closing * self._random.choice((0, levels - 1, levels, levels + 1))
        return raw.api(opening * levels + closed, f"VoiceID.{self._random.choice(list(DOCUMENTS))}")

    def bad_utf8(self):
        operation, body = self._body()
        at = self._random.randrange(len(body))
        bad = self._random.choice((b"\x80", b"\xc0\xaf", b"\xed\xb0\x80", b"\xf5\x80\x80\x80", b"\xf0\x9f", b"\xff"))
        return raw.api(body[:at] + bad + body[at:], f"VoiceID.{operation}")

    def _mutate(self, data):
        data = bytearray(data)
        for _ in range(self._random.choice((1, 1, 2, 5, 20))):
            at = self._random.randrange(len(data) + 1)
            change = self._random.randrange(4)
            if change == 0:
                data[at:at + self._random.choice((1, 1, 4, 50))] = b""
            elif change == 1:
                data[at:at] = self._random.choice(FRAGMENTS)
            elif change == 2:
                data[at:at + 1] = bytes([self._random.randrange(256)])
            else:
                data[at:at] = data[at:at + 30] * self._random.choice((1, 2, 20))
        return bytes(data)

    def mutated(self):
        return self._mutate(self._request() * self._random.choice((1, 1, 3)))

    def mutated_body(self):
        operation, body = self._body()
        return raw.api(self._mutate(body), f"VoiceID.{operation}")

    def odd_types(self):
        operation = self._random.choice(list(DOCUMENTS))
        anything = [None, True, [], {}, "", "x" * 9000, 5.5, -1, 2**70, [None], [[]], {"Key": {}}, "😀"]
        document = {name: self._random.choice(anything) for name in (*DOCUMENTS[operation], "Unknown")}
        return raw.api(document, f"VoiceID.{operation}")

    def bad_chunks(self):
        operation, body = self._body()
        chunks = raw.chunked(body, self._random.randrange(1, 60), self._random.choice((b"", b";a=b")))
        return raw.head("Transfer-Encoding: chunked", target=f"VoiceID.{operation}") + self._mutate(chunks)

    def bad_lines(self):
        request = self._request().split(b"\r\n")
        request.insert(self._random.randrange(len(request)), self._random.choice(FRAGMENTS) + self._random.randbytes(5))
        return b"\r\n".join(request)
