"""Troubles with sessions and batch jobs."""
from support.batch_jobs import Batch
from support.session_calls import SessionCalls
from support.troubles import PROVOKED, provokes, with_mallory
from support.wav_files import AT_44_KHZ

SPEAKS = ("POST", "/call-1/audio", {"Voice": "alice", "SpeechSeconds": 31, "SpoofingRisk": 90})
IS_ALICE = ("PATCH", "/call-1", {"SpeakerId": "alice"})
ENROLLS = ("POST", "/call-1/enrollment", {})


def session(*steps):
    """The message of the last of these steps on a session that has begun."""
    def provoke(scene):
        root = f"domains/{scene.domain()}/sessions"
        assert scene.control("POST", root, {"SessionName": "call-1"}) is None
        return [scene.control(method, root + path, body) for method, path, body in steps][-1]
    return provoke


def decision(**call):
    """What a call decides in which alice claims to speak."""
    def provoke(scene):
        calls = SessionCalls(scene.start("--enrollment-seconds", "0"))
        calls.enrolled()
        calls.stream(**call)
        return calls.evaluate()["AuthenticationResult"]["Decision"]
    return provoke


PROVOKED.update({
    "The member 'SpeechSecond' is unknown; did you mean 'SpeechSeconds'?":
        session(("POST", "/call-1/audio", {"Voice": "alice", "SpeechSecond": 5})),
    "The session has an active stream; end it before a new one.": session(("POST", "", {"SessionName": "call-1"})),
    "The stream of the session has ended, so it takes no more audio; start the session again for a new stream.":
        session(("POST", "/call-1/end", {}), ("POST", "/call-1/audio", {"Voice": "alice", "SpeechSeconds": 5})),
    "You must set the speaker ID before requesting an enrollment.": session(ENROLLS),
    "There is already an enrollment for this session.": session(IS_ALICE, ENROLLS, ENROLLS),
    "You cannot change the speaker ID after an enrollment has been requested.":
        session(IS_ALICE, ENROLLS, ("PATCH", "/call-1", {"SpeakerId": "bob"})),
    "NOT_ENOUGH_SPEECH": decision(seconds=9),
    "REJECT": decision(voice="bob"),
    "There is no object s3://calls/enroll.json.": lambda scene: scene.control("GET", "s3/calls/enroll.json"),
})


@provokes("SPEAKER_NOT_ENROLLED")
def evaluated_too_early(scene):
    """Enrolled by now, but the session keeps its result; the next call has the right one."""
    calls = SessionCalls(scene.start("--enrollment-seconds", "0"))

    def decided():
        return calls.evaluate()["AuthenticationResult"]["Decision"]
    calls.stream()
    assert decided() == "SPEAKER_NOT_ENROLLED"
    calls.enrollment()
    assert calls.speaker()["Status"] == "ENROLLED"
    kept = decided()
    calls.end()
    calls.stream()
    assert decided() == "ACCEPT"
    return kept


@provokes("You cannot request an enrollment for an opted out speaker.")
def one_who_opted_out(scene):
    domain = scene.domain()
    scene.emulator.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "alice"}, account=scene.account)
    root = f"domains/{domain}/sessions"
    assert scene.control("POST", root, {"SessionName": "call-1", "SpeakerId": "alice"}) is None
    return scene.control("POST", f"{root}/call-1/enrollment", {})


@provokes("Fraud detection found a high risk in the caller's voice.")
def a_risky_enrollment(scene):
    at_once = scene.start("--enrollment-seconds", "0")
    root = f"domains/{scene.domain(at_once)}/sessions"
    assert at_once.request("POST", f"/_voiceid/{root}", {"SessionName": "call-1"}).status == 201
    for method, path, body in (IS_ALICE, SPEAKS, ENROLLS):
        described = at_once.control(method, root + path, body)
    return described["Session"]["EnrollmentRequestDetails"]["Message"]


@provokes("The WAV file has a sample rate of 44100 Hz; …")
def another_sample_rate(scene):
    root = f"/_voiceid/domains/{scene.domain()}/sessions"
    scene.emulator.request("POST", root, {"SessionName": "call-1"})
    answer = scene.emulator.request("POST", f"{root}/call-1/audio", AT_44_KHZ, {"Content-Type": "audio/wav"})
    return answer.body["Message"]


@provokes("… seconds of net speech in 1 audio file; 30.0 seconds are needed.")
def too_little_speech(scene):
    batch = Batch(scene.emulator, scene.account)
    return batch.enrollment.run(batch.enrollment.entry("erin", audio=[batch.voice("erin", 8)])).line["ErrorMessage"]


@provokes("The given speaker enrollment job's input file is invalid. …")
def a_file_of_the_other_kind(scene):
    batch = Batch(scene.emulator, scene.account)
    return batch.enrollment.failure(manifest={"Version": "1.0", "FraudsterRegistrationRequests": []})[1]


@provokes("… has the RequestId … in request 1 and request 2; it must be unique.")
def an_id_twice(scene):
    jobs = Batch(scene.emulator, scene.account).enrollment
    return jobs.failure(*[jobs.entry(name, RequestId="a") for name in ("alice", "bob")])[1]


@provokes("The provided audio files do not pass the fraud check. …")
def a_known_voice(scene):
    batch, _ = with_mallory(scene)
    return batch.enrollment.run(batch.enrollment.entry("carol", voice="mallory")).line["ErrorMessage"]


@provokes("Objects are in the S3 server that --s3-endpoint names, where this call does not reach.")
def objects_elsewhere(scene):
    remote = scene.start("--s3-endpoint", "http://127.0.0.1:9")
    return remote.request("GET", "/_voiceid/s3/calls").body["Message"]
