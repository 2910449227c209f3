"""EvaluateSession: each decision with its members, and what makes a result be computed anew."""
import re

import pytest

from support import control, sdk

AUTHENTICATION, FRAUD = "AuthenticationResult", "FraudDetectionResult"
BOTH = {AUTHENTICATION, FRAUD}
ID_OF = {part: f"{part}Id" for part in BOTH}
TIMES = {"AudioAggregationStartedAt", "AudioAggregationEndedAt"}
FRAUDSTER = f"id#{sdk.UNKNOWN_ID}"


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


class Call:
    """What a test works with: the session call-1, its evaluation, and the speaker alice."""

    def __init__(self, emulator, client, raw, domain):
        self.emulator, self.client, self.raw, self.domain = emulator, client, raw, domain
        self.sessions = control.Sessions(emulator, domain)
        self.update, self.outcome = self.sessions.update, self.sessions.outcome

    def evaluate(self):
        answer = self.client.evaluate_session(DomainId=self.domain, SessionNameOrId="call-1")
        del answer["ResponseMetadata"]
        for part in BOTH & answer.keys():
            assert re.fullmatch(sdk.GENERATED_ID, answer[part][ID_OF[part]])
        return answer

    def results(self):
        return {part: result for part, result in self.evaluate().items() if part in BOTH}

    def authentication(self):
        return self.evaluate()[AUTHENTICATION]

    def fraud(self):
        return self.evaluate()[FRAUD]

    def decisions(self):
        return tuple(self.evaluate()[part]["Decision"] for part in (AUTHENTICATION, FRAUD))

    def watchlist(self):
        """The session's, which this botocore doesn't know of."""
        answer = self.raw("EvaluateSession", {"DomainId": self.domain, "SessionNameOrId": "call-1"})
        return answer.body[FRAUD]["Configuration"]["WatchlistId"]

    def new_watchlist(self):
        return self.raw("CreateWatchlist", {"DomainId": self.domain, "Name": "known"}).body["Watchlist"]["WatchlistId"]

    def alice(self):
        return self.client.describe_speaker(DomainId=self.domain, SpeakerId="alice")["Speaker"]

    def opt_out(self):
        sdk.opt_out(self.client, self.domain, "alice")

    def delete(self):
        self.client.delete_speaker(DomainId=self.domain, SpeakerId="alice")

    def expire(self):
        self.emulator.advance("P3Y")
        assert self.alice()["Status"] == "EXPIRED"

    def hear(self, *pieces):
        for seconds, voice in pieces:
            self.sessions.audio(seconds, voice)

    def new_stream(self):
        self.sessions.end()
        self.sessions.start()
        self.sessions.audio(31)


@pytest.fixture
def call(emulator, client, raw, domain):
    return Call(emulator, client, raw, domain)


@pytest.fixture
def enrolled(call):
    """`call`, with alice enrolled."""
    call.sessions.enroll()
    return call


@pytest.fixture
def accepted(enrolled):
    """`call`, in which alice was heard for long enough and accepted, at LOW_RISK."""
    enrolled.sessions.stream()
    assert enrolled.decisions() == ("ACCEPT", "LOW_RISK")
    return enrolled


def table(rows):
    """Named rows of a parameter table."""
    return [pytest.param(*(row if isinstance(row, tuple) else (row,)), id=name) for name, row in rows.items()]


def begin_enrollment(call):
    call.sessions.start("before", SpeakerId="alice")
    call.sessions.enrollment("before")


def enroll_and(then):
    return lambda call: (call.sessions.enroll(), then(call))


SPEAKERS = {
    "unknown": (lambda call: None, "SPEAKER_NOT_ENROLLED"),
    "pending": (begin_enrollment, "SPEAKER_NOT_ENROLLED"),
    "opted out": (Call.opt_out, "SPEAKER_OPTED_OUT"),
    "opted out after enrollment": (enroll_and(Call.opt_out), "SPEAKER_OPTED_OUT"),
    "expired": (enroll_and(Call.expire), "SPEAKER_EXPIRED"),
    "deleted": (enroll_and(Call.delete), "SPEAKER_NOT_ENROLLED"),
}


@pytest.mark.parametrize("seconds", [None, 31], ids=["silence", "speech"])
@pytest.mark.parametrize("prepare, decision", table(SPEAKERS))
def test_a_speaker_without_voiceprint_is_not_scored(call, prepare, decision, seconds):
    prepare(call)
    call.sessions.start(SpeakerId="alice")
    call.outcome(AuthenticationScore=100)
    if seconds:
        call.sessions.audio(seconds)
    result = call.authentication()
    known = {each["CustomerSpeakerId"]: {"GeneratedSpeakerId": each["GeneratedSpeakerId"]}
             for each in call.client.list_speakers(DomainId=call.domain)["SpeakerSummaries"]}
    assert result == {"AuthenticationResultId": result["AuthenticationResultId"], "Decision": decision,
                      "Configuration": {"AcceptanceThreshold": 90}, "CustomerSpeakerId": "alice",
                      **known.get("alice", {})}


@pytest.mark.parametrize("speaker, decision", table({
    "none": ({}, "SPEAKER_ID_NOT_PROVIDED"),
    "an unknown generated id": ({"SpeakerId": sdk.UNKNOWN_SPEAKER}, "SPEAKER_NOT_ENROLLED")}))
def test_a_speaker_who_has_no_known_id_is_not_named(call, speaker, decision):
    call.sessions.start(**speaker)
    call.sessions.audio(31)
    result = call.authentication()
    assert result == {"AuthenticationResultId": result["AuthenticationResultId"], "Decision": decision,
                      "Configuration": {"AcceptanceThreshold": 90}}


def test_without_enough_speech_there_are_neither_scores_nor_times(enrolled):
    enrolled.sessions.stream(seconds=9.999)
    enrolled.outcome(AuthenticationScore=100, VoiceSpoofingRisk={"RiskScore": 100})
    answer, alice = enrolled.evaluate(), enrolled.alice()
    assert answer[AUTHENTICATION] == {
        "AuthenticationResultId": answer[AUTHENTICATION]["AuthenticationResultId"], "Decision": "NOT_ENOUGH_SPEECH",
        "Configuration": {"AcceptanceThreshold": 90}, "CustomerSpeakerId": "alice",
        "GeneratedSpeakerId": alice["GeneratedSpeakerId"]}
    assert answer[FRAUD] == {
        "FraudDetectionResultId": answer[FRAUD]["FraudDetectionResultId"], "Decision": "NOT_ENOUGH_SPEECH",
        "Configuration": {"RiskThreshold": 50}}


@pytest.mark.parametrize("minimum, seconds, decisions", [
    (None, 9.999, ("NOT_ENOUGH_SPEECH", "NOT_ENOUGH_SPEECH")), (None, 10, ("ACCEPT", "LOW_RISK")),
    (10, 9.999, ("NOT_ENOUGH_SPEECH", "NOT_ENOUGH_SPEECH")), (10, 10, ("ACCEPT", "LOW_RISK")),
    (5, 4.999, ("NOT_ENOUGH_SPEECH", "NOT_ENOUGH_SPEECH")), (5, 5, ("ACCEPT", "NOT_ENOUGH_SPEECH")),
    (5, 9.999, ("ACCEPT", "NOT_ENOUGH_SPEECH")), (5, 10, ("ACCEPT", "LOW_RISK"))])
def test_speech_needed(enrolled, minimum, seconds, decisions):
    settings = {"StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": minimum}} if minimum else {}
    enrolled.sessions.stream(seconds=seconds, **settings)
    assert enrolled.decisions() == decisions


def test_no_audio_at_all_is_not_enough_speech(enrolled):
    enrolled.sessions.start(SpeakerId="alice")
    assert enrolled.decisions() == ("NOT_ENOUGH_SPEECH", "NOT_ENOUGH_SPEECH")


def test_speech_adds_up_and_each_window_has_its_times(enrolled):
    enrolled.sessions.start(SpeakerId="alice",
                            StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": 5})
    heard = []
    for seconds in (4.999, 0.001, 4.999, 0.001, 50):
        enrolled.emulator.advance("PT1.5S")
        heard.append(control.now(enrolled.emulator))
        enrolled.sessions.audio(seconds)
    answer = enrolled.evaluate()
    assert {each: answer[AUTHENTICATION][each] for each in TIMES} == {
        "AudioAggregationStartedAt": heard[0], "AudioAggregationEndedAt": heard[1]}
    assert {each: answer[FRAUD][each] for each in TIMES} == {
        "AudioAggregationStartedAt": heard[0], "AudioAggregationEndedAt": heard[3]}


@pytest.mark.parametrize("pieces, decision", table({
    "alone": ([(10, "alice")], "ACCEPT"),
    "somebody else": ([(10, "bob")], "REJECT"),
    "most of the window": ([(4, "bob"), (6, "alice")], "ACCEPT"),
    "in two parts": ([(3, "alice"), (4, "bob"), (3, "alice")], "ACCEPT"),
    "less of the window": ([(6, "bob"), (4, "alice")], "REJECT"),
    "tie, first": ([(5, "alice"), (5, "bob")], "ACCEPT"),
    "tie, second": ([(5, "bob"), (5, "alice")], "REJECT"),
    "then somebody else for long": ([(10, "alice"), (100, "bob")], "ACCEPT"),
    "for long, but too late": ([(6, "bob"), (100, "alice")], "REJECT")}))
def test_the_voice_with_most_of_the_window_counts(enrolled, pieces, decision):
    enrolled.sessions.start(SpeakerId="alice")
    enrolled.hear(*pieces)
    result = enrolled.authentication()
    assert result["Decision"] == decision
    assert result["Score"] in (range(95, 101) if decision == "ACCEPT" else range(41))


@pytest.mark.parametrize("threshold, score, decision", [
    (None, 89, "REJECT"), (None, 90, "ACCEPT"), (90, 89, "REJECT"), (0, 0, "ACCEPT"), (1, 0, "REJECT"),
    (100, 99, "REJECT"), (100, 100, "ACCEPT"), (41, 41, "ACCEPT")])
def test_a_score_as_high_as_the_threshold_is_accepted(enrolled, threshold, score, decision):
    settings = {} if threshold is None else {"AuthenticationConfiguration": {"AcceptanceThreshold": threshold}}
    enrolled.sessions.stream(**settings)
    enrolled.outcome(AuthenticationScore=score)
    result = enrolled.authentication()
    assert (result["Decision"], result["Score"]) == (decision, score)
    assert result["Configuration"] == {"AcceptanceThreshold": 90 if threshold is None else threshold}
    assert TIMES <= result.keys()


def test_the_same_pair_of_voices_always_scores_the_same(enrolled):
    scores = set()
    for _ in range(2):
        enrolled.sessions.stream(voice="bob")
        scores.add(enrolled.authentication()["Score"])
        enrolled.sessions.end()
    assert len(scores) == 1


def known(score, fraudster=None):
    more = {"GeneratedFraudsterId": fraudster} if fraudster else {}
    return {"KnownFraudsterRisk": {"RiskScore": score, **more}}


def spoofing(score):
    return {"VoiceSpoofingRisk": {"RiskScore": score}}


NO_RISK = {**known(0), **spoofing(0)}
RISKS = {  # threshold, scripted outcome, reasons
    "none": (50, {}, []),
    "fraudster as high as the threshold": (50, known(50), []),
    "fraudster above it": (50, known(51), ["KNOWN_FRAUDSTER"]),
    "fraudster above it by name": (50, known(51, FRAUDSTER), ["KNOWN_FRAUDSTER"]),
    "fraudster below it by name": (50, known(1, FRAUDSTER), []),
    "spoofing as high as the threshold": (50, spoofing(50), []),
    "spoofing above it": (50, spoofing(51), ["VOICE_SPOOFING"]),
    "both": (50, {**known(100), **spoofing(51)}, ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"]),
    "least threshold, no risk": (0, {}, []),
    "least threshold, least risks": (0, {**known(1), **spoofing(1)}, ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"]),
    "highest threshold": (100, {**known(100), **spoofing(100)}, []),
}


@pytest.mark.parametrize("threshold, scripted, reasons", table(RISKS))
def test_a_risk_higher_than_the_threshold_is_a_reason(call, threshold, scripted, reasons):
    call.sessions.stream(FraudDetectionConfiguration={"RiskThreshold": threshold})
    if scripted:
        call.outcome(**scripted)
    result, now = call.fraud(), control.now(call.emulator)
    assert result == {
        "FraudDetectionResultId": result["FraudDetectionResultId"], "RiskDetails": {**NO_RISK, **scripted},
        "Configuration": {"RiskThreshold": threshold}, **dict.fromkeys(TIMES, now),
        **({"Decision": "HIGH_RISK", "Reasons": reasons} if reasons else {"Decision": "LOW_RISK"})}


@pytest.mark.parametrize("pieces, scripted, risk", table({
    "heard": ([(10, 51)], {}, 51),
    "highest of the window": ([(4, 30), (2, 60), (4, 20)], {}, 60),
    "after the window": ([(10, 20), (10, 60)], {}, 20),
    "scripted wins": ([(10, 60)], spoofing(10), 10),
    "scripted wins with 0": ([(10, 60)], spoofing(0), 0),
    "another risk scripted": ([(10, 60)], known(10), 60)}))
def test_spoofing_risk_of_the_audio(call, pieces, scripted, risk):
    call.sessions.start()
    for seconds, heard in pieces:
        call.sessions.audio(seconds, SpoofingRisk=heard)
    if scripted:
        call.outcome(**scripted)
    result = call.fraud()
    assert result["RiskDetails"] == {**NO_RISK, **scripted, **spoofing(risk)}
    assert result.get("Reasons") == (["VOICE_SPOOFING"] if risk > 50 else None)


def test_the_watchlist_is_the_domains_default_one_unless_named(call, raw, domain):
    call.sessions.start()
    described = raw("DescribeDomain", {"DomainId": domain}).body["Domain"]
    assert call.watchlist() == described["WatchlistDetails"]["DefaultWatchlistId"]
    other = call.new_watchlist()
    call.update(FraudDetectionConfiguration={"WatchlistId": other})
    assert call.watchlist() == other


@pytest.mark.parametrize("settings, parts", table({
    "both on": ({}, BOTH),
    "authentication off": ({"AuthenticationConfiguration": False}, {FRAUD}),
    "fraud detection off": ({"FraudDetectionConfiguration": False}, {AUTHENTICATION}),
    "both off": ({"AuthenticationConfiguration": False, "FraudDetectionConfiguration": False}, set()),
    "not settled yet": ({"StreamingStatus": "PENDING_CONFIGURATION"}, set())}))
@pytest.mark.parametrize("later", [False, True], ids=["at the start", "later"])
def test_results_that_are_left_out(enrolled, domain, settings, parts, later):
    session = enrolled.sessions.start(SpeakerId="alice", **({} if later else settings))
    enrolled.sessions.audio(31)
    if later:
        enrolled.evaluate()
        enrolled.update(**settings)
    answer = enrolled.evaluate()
    assert BOTH & answer.keys() == parts
    assert {name: value for name, value in answer.items() if name not in BOTH} == {
        "DomainId": domain, "SessionId": session["SessionId"], "SessionName": "call-1",
        "StreamingStatus": settings.get("StreamingStatus", "ONGOING")}


def test_results_appear_once_the_configuration_is_settled(enrolled):
    enrolled.sessions.stream(StreamingStatus="PENDING_CONFIGURATION")
    assert enrolled.results() == {}
    enrolled.update(StreamingStatus="ONGOING")
    assert enrolled.decisions() == ("ACCEPT", "LOW_RISK")


def there_and_back(there, back):
    return lambda call: (call.update(**there), call.update(**back))


def acceptance(threshold):
    return {"AuthenticationConfiguration": {"AcceptanceThreshold": threshold}}


def risk(threshold):
    return {"FraudDetectionConfiguration": {"RiskThreshold": threshold}}


def watchlist_there_and_back(call):
    first = call.watchlist()
    for each in (call.new_watchlist(), first):
        call.update(FraudDetectionConfiguration={"WatchlistId": each})


OFF = {"AuthenticationConfiguration": False, "FraudDetectionConfiguration": False}
KEEPING = {
    "nothing": lambda call: None,
    "time": lambda call: call.emulator.advance("P1M"),
    "the end of the stream": lambda call: call.sessions.end(),
    "audio in closed windows": lambda call: call.sessions.audio(60, "mallory", SpoofingRisk=100),
    "the acceptance threshold it has": lambda call: call.update(**acceptance(90)),
    "the acceptance threshold there and back": there_and_back(acceptance(80), acceptance(90)),
    "the risk threshold it has": lambda call: call.update(**risk(50)),
    "the risk threshold there and back": there_and_back(risk(0), risk(50)),
    "the watchlist there and back": watchlist_there_and_back,
    "the speaker it has": lambda call: call.update(SpeakerId="alice"),
    "the speaker there and back": there_and_back({"SpeakerId": "bob"}, {"SpeakerId": "alice"}),
    "the speaker away and back": there_and_back({"SpeakerId": None}, {"SpeakerId": "alice"}),
    "both parts off and on": there_and_back(OFF, {**acceptance(90), **risk(50)}),
    "not settled and settled again": there_and_back({"StreamingStatus": "PENDING_CONFIGURATION"},
                                                    {"StreamingStatus": "ONGOING"}),
    "minimum speech": lambda call: call.update(StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": 5}),
    "taking away an outcome that is not there": lambda call: call.sessions.remove_outcome(),
    "opting out": Call.opt_out,
    "deleting": Call.delete,
    "expiring": Call.expire,
    "enrolling another voice": lambda call: call.sessions.enroll(voice="bob"),
    "an enrollment asked for": lambda call: call.sessions.enrollment(),
}


@pytest.mark.parametrize("change", table(KEEPING))
def test_results_stay_the_very_same_after(accepted, change):
    before = accepted.results()
    change(accepted)
    assert accepted.results() == before


RENEWING = {
    "another acceptance threshold": (lambda call: call.update(**acceptance(89)), {AUTHENTICATION}),
    "another speaker": (lambda call: call.update(SpeakerId="bob"), {AUTHENTICATION}),
    "the speaker's other id": (lambda call: call.update(SpeakerId=call.alice()["GeneratedSpeakerId"]),
                               {AUTHENTICATION}),
    "no speaker": (lambda call: call.update(SpeakerId=None), {AUTHENTICATION}),
    "another risk threshold": (lambda call: call.update(**risk(51)), {FRAUD}),
    "another watchlist": (lambda call: call.update(FraudDetectionConfiguration={"WatchlistId": call.new_watchlist()}),
                          {FRAUD}),
    "a score": (lambda call: call.outcome(AuthenticationScore=95), BOTH),
    "a risk": (lambda call: call.outcome(**known(10)), BOTH),
    "a new stream": (Call.new_stream, BOTH),
}


@pytest.mark.parametrize("change, parts", table(RENEWING))
def test_a_new_result_has_a_new_id_after(accepted, change, parts):
    before = accepted.results()
    change(accepted)
    after = accepted.results()
    assert {part for part in BOTH if after[part] != before[part]} == parts
    assert {part for part in BOTH if after[part][ID_OF[part]] != before[part][ID_OF[part]]} == parts
    assert accepted.results() == after


@pytest.mark.parametrize("part, settings", [(AUTHENTICATION, acceptance(80)), (FRAUD, risk(60))])
def test_a_new_threshold_judges_the_same_audio(accepted, part, settings):
    before = accepted.evaluate()[part]
    accepted.emulator.advance("PT1M")
    accepted.update(**settings)
    after = accepted.evaluate()[part]
    [configuration] = settings.values()
    assert after == {**before, ID_OF[part]: after[ID_OF[part]], "Configuration": configuration}


@pytest.mark.parametrize("part, settings, default", [(AUTHENTICATION, acceptance, 90), (FRAUD, risk, 50)])
def test_a_threshold_that_was_evaluated_in_between_has_changed(accepted, part, settings, default):
    ids = [accepted.evaluate()[part][ID_OF[part]]]
    for threshold in (20, default):
        accepted.update(**settings(threshold))
        ids.append(accepted.evaluate()[part][ID_OF[part]])
    assert len(set(ids)) == 3


def test_a_scripted_outcome_counts_as_streaming_activity_each_time(accepted):
    seen = [accepted.results()]
    for act in (lambda: accepted.outcome(AuthenticationScore=10), lambda: accepted.outcome(AuthenticationScore=10),
                accepted.sessions.remove_outcome):
        act()
        seen.append(accepted.results())
        assert all(seen[-1][part][ID_OF[part]] != seen[-2][part][ID_OF[part]] for part in BOTH)
    assert [each[AUTHENTICATION]["Decision"] for each in seen] == ["ACCEPT", "REJECT", "REJECT", "ACCEPT"]


@pytest.mark.parametrize("speaker, minimum, seconds, parts, decision", table({
    "silence, then some": ("alice", 10, (0, 3), BOTH, "NOT_ENOUGH_SPEECH"),
    "some, then more": ("alice", 10, (5, 3), BOTH, "NOT_ENOUGH_SPEECH"),
    "some, then enough": ("alice", 10, (5, 5), BOTH, "ACCEPT"),
    "enough, then more": ("alice", 10, (10, 3), set(), "ACCEPT"),
    "enough for authentication alone, then more": ("alice", 5, (5, 3), {FRAUD}, "ACCEPT"),
    "some of a speaker not enrolled, then more": ("bob", 10, (5, 3), BOTH, "SPEAKER_NOT_ENROLLED"),
    "enough of a speaker not enrolled, then more": ("bob", 10, (10, 3), set(), "SPEAKER_NOT_ENROLLED")}))
def test_audio_counts_while_the_window_is_open(enrolled, speaker, minimum, seconds, parts, decision):
    enrolled.sessions.start(SpeakerId=speaker,
                            StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": minimum})
    results = []
    for each in seconds:
        if each:
            enrolled.sessions.audio(each)
        results.append(enrolled.results())
    before, after = results
    assert {part for part in BOTH if after[part][ID_OF[part]] != before[part][ID_OF[part]]} == parts
    assert after[AUTHENTICATION]["Decision"] == decision
    assert enrolled.results() == after


def test_enrolling_the_speaker_does_not_renew_a_result(call):
    call.sessions.stream()
    before = call.authentication()
    call.sessions.enroll()
    assert call.authentication() == before
    call.new_stream()
    assert call.authentication()["Decision"] == "ACCEPT"


def test_only_a_newly_computed_accept_is_an_access(call):
    control.set_clock(call.emulator, "2090-01-02T09:59:59.999Z")
    call.sessions.enroll()
    ended = call.alice()

    def accessed():
        alice = call.alice()
        assert {**alice, "LastAccessedAt": ended["LastAccessedAt"]} == ended
        return alice["LastAccessedAt"].timestamp() % 86400 / 3600

    assert accessed() == 10
    call.sessions.stream()
    control.set_clock(call.emulator, "2090-01-02T11:59:59.999Z")
    assert accessed() == 10
    call.outcome(AuthenticationScore=10)
    assert (call.authentication()["Decision"], accessed()) == ("REJECT", 10)
    call.sessions.remove_outcome()
    assert (call.authentication()["Decision"], accessed()) == ("ACCEPT", 11)
    call.emulator.advance("PT2H")
    assert (call.authentication()["Decision"], accessed()) == ("ACCEPT", 11)


@pytest.mark.parametrize("steps, status", table({
    "not evaluated": (["P3Y"], "EXPIRED"),
    "accepted in between": (["P2Y", "P1Y"], "ENROLLED"),
    "accepted at once, then from the cache": (["PT0S", "P2Y", "P1Y"], "EXPIRED")}))
def test_an_access_puts_off_expiry(enrolled, steps, status):
    enrolled.sessions.stream()
    for step in steps[:-1]:
        enrolled.emulator.advance(step)
        assert enrolled.authentication()["Decision"] == "ACCEPT"
    enrolled.emulator.advance(steps[-1])
    assert enrolled.alice()["Status"] == status
