"""Saved states: documents with many speakers, and the bytes that an emulator answers."""
import http.client
import json

from support import plain_http

ACCOUNT = "111122223333"


def resource_id(number):
    return f"{number:022}"


def speaker(number, **members):
    return {"CustomerSpeakerId": f"customer-{number}", "GeneratedSpeakerId": f"id#{resource_id(number)}",
            "Status": "ENROLLED", "CreatedAt": 1_800_000_000.125, "UpdatedAt": 1_800_000_001,
            "LastAccessedAt": 1_800_000_001, "Voiceprint": f"voice-{number}", **members}


def domain(number, speakers, account=ACCOUNT, region="us-east-1"):
    domain_id, watchlist = resource_id(number), resource_id(10_000 + number)
    time = 1_800_000_000
    return {"Account": account, "Region": region, "Sequence": number, "DomainId": domain_id,
            "Arn": f"arn:aws:voiceid:{region}:{account}:domain/{domain_id}",
            "Attributes": {"Name": "calls", "KmsKeyId": "k"}, "DomainStatus": "ACTIVE",
            "DefaultWatchlistId": watchlist, "CreatedAt": time, "UpdatedAt": time, "Tags": [], "LastSequences": {},
            "Watchlists": [{"WatchlistId": watchlist, "Name": "default-watchlist", "DefaultWatchlist": True,
                            "CreatedAt": time, "UpdatedAt": time}],
            "Fraudsters": [], "Sessions": [], "SpeakerEnrollmentJobs": [], "FraudsterRegistrationJobs": [],
            "Speakers": speakers}


def document(*domains):
    return {"Version": 1, "ClientTokens": [], "IntegrationAssociations": [], "Contacts": [], "Domains": list(domains)}


def exported(emulator, query=""):
    """The bytes of the state."""
    connection = http.client.HTTPConnection(*emulator.address, timeout=plain_http.SECONDS)
    connection.request("GET", f"/_voiceid/state{query}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body
    return body


def put(emulator, state, query=""):
    """Any answer."""
    return emulator.request("PUT", f"/_voiceid/state{query}", state if isinstance(state, bytes) else json.dumps(state))


def imported(emulator, state, query=""):
    answer = put(emulator, state, query)
    assert (answer.status, answer.body) == (200, {}), answer
