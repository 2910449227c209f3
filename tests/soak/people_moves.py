"""Moves on speakers, watchlists and fraudsters."""
from soak.actor import UNKNOWN_ID
from soak.client import CONFLICT, INVALID, NOT_FOUND, OK, QUOTA
from soak.model import WATCHLISTS, Speaker


def speaker_name(actor):
    return f"speaker-{actor.random.randint(1, 12)}"


def check_speaker(actor, speaker, found):
    if speaker.generated_id is None:
        speaker.generated_id = found["GeneratedSpeakerId"]
    actor.client.same("the speaker", (speaker.customer_id, speaker.generated_id, speaker.status),
                      (found["CustomerSpeakerId"], found["GeneratedSpeakerId"], found["Status"]))


def opt_out(actor):
    domain, name = actor.domain(), speaker_name(actor)
    if not domain:
        return actor.unknown_domain("OptOutSpeaker", "OPT_OUT_SPEAKER", SpeakerId=name)
    body = actor.in_domain(domain, "OptOutSpeaker", event="OPT_OUT_SPEAKER", SpeakerId=name)
    if body:
        speaker = domain.speakers.setdefault(name, Speaker(name, "OPTED_OUT"))
        speaker.status, speaker.voice = "OPTED_OUT", None
        check_speaker(actor, speaker, body["Speaker"])
    actor.in_domain(domain, "OptOutSpeaker", NOT_FOUND, "OPT_OUT_SPEAKER", SpeakerId=f"id#{UNKNOWN_ID}")


def put_speaker(actor):
    """Of a name that no other move uses."""
    domain = actor.domain()
    if not domain:
        return
    name, status = f"put-{actor.random.randint(1, 6)}", actor.random.choice(("ENROLLED", "PENDING", "OPTED_OUT"))
    body = actor.control_in(domain, "put speaker", "PUT", f"speakers/{name}", {"Status": status})
    if body:
        speaker = domain.speakers.setdefault(name, Speaker(name, status))
        speaker.status, speaker.voice, speaker.accessed = status, None, actor.account.now
        check_speaker(actor, speaker, body["Speaker"])


def describe_speaker(actor):
    domain = actor.domain()
    if not domain:
        return
    name = actor.choose(domain.speakers, "nobody")
    found = actor.in_domain(domain, "DescribeSpeaker", domain.present(name), SpeakerId=name)
    if found:
        check_speaker(actor, domain.speakers[name], found["Speaker"])
        by_id = actor.in_domain(domain, "DescribeSpeaker", SpeakerId=found["Speaker"]["GeneratedSpeakerId"])
        actor.client.same("the speaker by its other id", found, by_id)


def list_speakers(actor):
    domain = actor.domain()
    found = domain and actor.pages("ListSpeakers", "SpeakerSummaries", 100, domain)
    if found is not None and domain:
        actor.client.same("the speakers in order",
                          [(each.customer_id, each.status) for each in domain.speakers.values()],
                          [(each["CustomerSpeakerId"], each["Status"]) for each in found])


def delete_speaker(actor):
    domain = actor.domain()
    if not domain:
        return
    name = actor.choose(domain.speakers, "nobody")
    outcome = domain.present(name)
    actor.in_domain(domain, "DeleteSpeaker", outcome, "DELETE_SPEAKER", SpeakerId=name)
    if domain.outcome(outcome) == OK:
        del domain.speakers[name]


def create_watchlist(actor):
    domain = actor.domain()
    if not domain:
        return
    name = f"list-{actor.number()}"
    full = len(domain.watchlists) >= WATCHLISTS
    body = actor.in_domain(domain, "CreateWatchlist", QUOTA if full else OK, Name=name)
    if body:
        domain.watchlists[body["Watchlist"]["WatchlistId"]] = name


def describe_watchlist(actor):
    domain = actor.domain()
    if not domain:
        return
    watchlist = actor.choose(domain.watchlists, UNKNOWN_ID)
    known = watchlist in domain.watchlists
    body = actor.in_domain(domain, "DescribeWatchlist", OK if known else NOT_FOUND, WatchlistId=watchlist)
    if body:
        actor.client.same("the watchlist", (domain.watchlists[watchlist], watchlist == domain.default_watchlist),
                          (body["Watchlist"]["Name"], body["Watchlist"].get("DefaultWatchlist", False)))


def list_watchlists(actor):
    domain = actor.domain()
    found = domain and actor.pages("ListWatchlists", "WatchlistSummaries", 100, domain)
    if found is not None and domain:
        actor.client.same("the watchlists in order", list(domain.watchlists.items()),
                          [(each["WatchlistId"], each["Name"]) for each in found])


def update_watchlist(actor):
    domain = actor.domain()
    if not domain:
        return
    watchlist, name = actor.choose(domain.watchlists, UNKNOWN_ID), f"list-{actor.number()}"
    outcome = INVALID if watchlist == domain.default_watchlist else OK if watchlist in domain.watchlists else NOT_FOUND
    if actor.in_domain(domain, "UpdateWatchlist", outcome, WatchlistId=watchlist, Name=name):
        domain.watchlists[watchlist] = name


def delete_watchlist(actor):
    domain = actor.domain()
    if not domain:
        return
    watchlist = actor.choose(domain.watchlists, UNKNOWN_ID)
    outcome = INVALID if watchlist == domain.default_watchlist else OK if watchlist in domain.watchlists else NOT_FOUND
    if outcome == OK and any(watchlist in lists for lists in domain.memberships.values()):
        outcome = CONFLICT
    actor.in_domain(domain, "DeleteWatchlist", outcome, WatchlistId=watchlist)
    if domain.outcome(outcome) == OK:
        del domain.watchlists[watchlist]


def check_fraudster(actor, domain, found):
    fraudster = found["GeneratedFraudsterId"]
    actor.client.same("the fraudster's watchlists", domain.memberships[fraudster], found["WatchlistIds"])


def describe_fraudster(actor):
    domain = actor.domain()
    if not domain:
        return
    fraudster = actor.choose(domain.memberships, f"id#{UNKNOWN_ID}")
    known = fraudster in domain.memberships
    body = actor.in_domain(domain, "DescribeFraudster", OK if known else NOT_FOUND, FraudsterId=fraudster)
    if body:
        check_fraudster(actor, domain, body["Fraudster"])


def list_fraudsters(actor):
    domain = actor.domain()
    if not domain:
        return
    watchlist = actor.choose(domain.watchlists, None, 0.5)
    of_list = {"WatchlistId": watchlist} if watchlist else {}
    found = actor.pages("ListFraudsters", "FraudsterSummaries", 100, domain, **of_list)
    if found is None:
        return
    known = [each for each, lists in domain.memberships.items() if watchlist in (None, *lists)]
    # A watchlist lists them in order of association.
    listed = [each["GeneratedFraudsterId"] for each in found]
    actor.client.same("the fraudsters", sorted(known) if watchlist else known, sorted(listed) if watchlist else listed)
    for each in found:
        check_fraudster(actor, domain, each)


def associate(actor):
    domain = actor.domain()
    if not domain:
        return
    fraudster = actor.choose(domain.memberships, f"id#{UNKNOWN_ID}")
    watchlist = actor.choose(domain.watchlists, UNKNOWN_ID)
    known = fraudster in domain.memberships and watchlist in domain.watchlists
    body = actor.in_domain(domain, "AssociateFraudster", OK if known else NOT_FOUND, FraudsterId=fraudster,
                           WatchlistId=watchlist)
    if body:
        if watchlist not in domain.memberships[fraudster]:
            domain.memberships[fraudster].append(watchlist)
        check_fraudster(actor, domain, body["Fraudster"])


def disassociate(actor):
    domain = actor.domain()
    if not domain:
        return
    fraudster = actor.choose(domain.memberships, f"id#{UNKNOWN_ID}")
    watchlist = actor.choose(domain.watchlists, UNKNOWN_ID)
    lists = domain.memberships.get(fraudster, [])
    outcome = OK if fraudster in domain.memberships and watchlist in domain.watchlists else NOT_FOUND
    if outcome == OK and lists == [watchlist]:
        outcome = CONFLICT
    body = actor.in_domain(domain, "DisassociateFraudster", outcome, FraudsterId=fraudster, WatchlistId=watchlist)
    if body:
        if watchlist in lists:
            lists.remove(watchlist)
        check_fraudster(actor, domain, body["Fraudster"])


def delete_fraudster(actor):
    domain = actor.domain()
    if not domain:
        return
    fraudster = actor.choose(domain.memberships, f"id#{UNKNOWN_ID}", 0.3)
    outcome = OK if fraudster in domain.memberships else NOT_FOUND
    actor.in_domain(domain, "DeleteFraudster", outcome, "DELETE_FRAUDSTER", FraudsterId=fraudster)
    if domain.outcome(outcome) == OK:
        del domain.memberships[fraudster], domain.voices[fraudster]


MOVES = {opt_out: 3, put_speaker: 2, describe_speaker: 6, list_speakers: 3, delete_speaker: 3, create_watchlist: 2,
         describe_watchlist: 2, list_watchlists: 2, update_watchlist: 2, delete_watchlist: 2, describe_fraudster: 3,
         list_fraudsters: 3, associate: 4, disassociate: 3, delete_fraudster: 1}
