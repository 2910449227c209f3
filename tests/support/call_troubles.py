"""Troubles of single calls, and of events."""
from support.http_receiver import Exchange, HttpReceiver
from support.session_calls import KMS
from support.troubles import PROVOKED, provokes, with_mallory


def in_a_domain(operation, **members):
    return lambda scene: scene.call(operation, {"DomainId": scene.domain(), **members})


def of_the_default_watchlist(operation):
    def provoke(scene):
        batch, mallory = with_mallory(scene)
        return batch.ask(operation, FraudsterId=mallory, WatchlistId=batch.default_watchlist).body["Message"]
    return provoke


PROVOKED.update({
    "The requested domain does not exist.":
        lambda scene: scene.call("DescribeDomain", {"DomainId": scene.domain()}, region="eu-west-1"),
    "The requested speaker does not exist.": in_a_domain("DescribeSpeaker", SpeakerId="alice"),
    "The requested session does not exist.": in_a_domain("EvaluateSession", SessionNameOrId="call-1"),
    "… validation error detected: …": lambda scene: scene.call("ListDomains", {"MaxResults": 0}),
    "STRING_VALUE cannot be converted to Integer": lambda scene: scene.call("ListDomains", {"MaxResults": "ten"}),
    "The NextToken is not valid for this request or has expired.":
        lambda scene: scene.call("ListDomains", {"NextToken": "abc"}),
    "The request body is not valid JSON in UTF-8, at byte ….":
        lambda scene: scene.control("POST", "clock/advance", b"{By: PT1S}"),
    "The request body may have at most 1 MiB, a fixture 16 MiB, audio 20 MB, an object 64 MB, a state 4 GiB.":
        lambda scene: scene.control("POST", "clock/advance", b" " * (1 << 20) + b"{}"),
    "The fraudster is on no other watchlist; associate another one first, or delete the fraudster.":
        of_the_default_watchlist("DisassociateFraudster"),
    "The default watchlist of a domain cannot be deleted.": of_the_default_watchlist("DeleteWatchlist"),
})


@provokes("The domain is not active.")
def a_deleted_domain(scene):
    domain = scene.domain()
    scene.emulator.call("DeleteDomain", {"DomainId": domain}, account=scene.account)
    return scene.call("ListSpeakers", {"DomainId": domain})


@provokes("The ClientToken was used within the last 24 hours with other parameters.")
def a_used_client_token(scene):
    bodies = [{"Name": name, "ServerSideEncryptionConfiguration": KMS, "ClientToken": "once"} for name in ("a", "b")]
    return [scene.call("CreateDomain", body) for body in bodies][-1]


@provokes("The quota … is exceeded; start the emulator with --quota … to change it.")
def a_full_quota(scene):
    small = scene.start("--quota", "speakers=0")
    return scene.call("OptOutSpeaker", {"DomainId": scene.domain(small), "SpeakerId": "alice"}, emulator=small)


@provokes("The control API has no such path; GET /_voiceid/ lists its calls.")
def a_wrong_path(scene):
    assert scene.control("PATCH", "clock") == "The path does not take this method."
    return scene.control("GET", "clocks")


@provokes("The control API is switched off by --control off.")
def without_control(scene):
    small = scene.start("--control", "off")
    assert small.request("GET", "/readyz").status == 200
    return small.request("GET", "/_voiceid/clock").body["Message"]


@provokes("The domain is being encrypted with another key; wait until this has completed.")
def two_keys_at_once(scene):
    frozen = scene.start()
    frozen.control("PUT", "clock", {"Frozen": True})
    body = {"DomainId": scene.domain(frozen), "Name": "calls"}
    return [scene.call("UpdateDomain", {**body, "ServerSideEncryptionConfiguration": {"KmsKeyId": key}}, frozen)
            for key in ("second", "third")][-1]


@provokes("The watchlist has fraudsters in it; disassociate or delete them first.")
def a_full_watchlist(scene):
    batch, mallory = with_mallory(scene)
    watchlist = batch.new_watchlist()
    batch.call("AssociateFraudster", FraudsterId=mallory, WatchlistId=watchlist)
    assert batch.fraudsters(WatchlistId=watchlist) == [mallory]
    return batch.ask("DeleteWatchlist", WatchlistId=watchlist).body["Message"]


@provokes("The … sink dropped …")
def a_dead_webhook(scene):
    class Refusing(Exchange):
        def serve(self, body, flaw):
            self.answer(500)

    with HttpReceiver(Refusing) as receiver:
        emulator = scene.start("--event-webhook", receiver.url)
        assert scene.call("OptOutSpeaker", {"DomainId": scene.domain(emulator), "SpeakerId": "a"}, emulator) is None
        emulator.stop()
    return emulator.stderr.text().split("warning ", 1)[1]
