"""Moves on calls: sessions, their audio in every form, what is decided of them, and what Amazon Connect shows."""
from urllib.parse import quote

from soak import audio
from soak.actor import UNKNOWN_ID, VOICES
from soak.client import NOT_FOUND, OK
from soak.model import Session, Speaker
from soak.people_moves import speaker_name

# So that the quota of active sessions is never reached.
MOST_ACTIVE = 8
ENOUGH, FOR_ENROLLMENT = 10, 30
FLOW_RESULTS = {"ACCEPT": "Authenticated", "REJECT": "NotAuthenticated", "NOT_ENOUGH_SPEECH": "Inconclusive",
                "SPEAKER_NOT_ENROLLED": "NotEnrolled", "SPEAKER_EXPIRED": "NotEnrolled",
                "SPEAKER_OPTED_OUT": "OptedOut"}


def session_of(actor):
    """A domain and one of its sessions, mostly an active one; Nones without any."""
    domain = actor.domain()
    if not domain or not domain.sessions:
        return None, None
    return domain, actor.random.choice(domain.active_sessions() or list(domain.sessions.values()))


def path_of(session, part=""):
    return f"sessions/{quote(session.name)}{part}"


def check_session(actor, session, found):
    client = actor.client
    client.same("the session", (session.name, session.speaker, "ENDED" if session.ended else "ONGOING"),
                (found["SessionName"], found.get("CustomerSpeakerId"), found["StreamingStatus"]))
    client.same("its audio", (session.seconds, session.voice),
                (found.get("Audio", {}).get("SpeechSeconds", 0), found.get("Audio", {}).get("Voice")))
    client.same("its enrollment", session.enrollment, found.get("EnrollmentRequestDetails", {}).get("Status"))


def start(actor):
    domain = actor.domain()
    if not domain or len(domain.active_sessions()) >= MOST_ACTIVE:
        return end_one(actor)
    name, speaker = f"call-{actor.number()}", speaker_name(actor) if actor.chance(0.9) else None
    members = {"SessionName": name, **({"SpeakerId": speaker} if speaker else {})}
    body = actor.control_in(domain, "start session", "POST", "sessions", members)
    if not body:
        return
    session = domain.sessions[name] = Session(name, speaker)
    if speaker:
        domain.speakers.setdefault(speaker, Speaker(speaker, "PENDING"))
    check_session(actor, session, body["Session"])
    actor.client.control("start session", "POST", f"domains/{domain.id}/sessions", members, "ANOTHER_ACTIVE_STREAM")
    if actor.chance(0.8):
        speak(actor, domain, session)
    if actor.chance(0.6):
        judge(actor, domain, session)


def speak(actor, domain, session):
    """All audio of a session is of one voice; a closed window would hide the rest."""
    session.voice = session.voice or actor.random.choice(VOICES)
    form = actor.random.choice((audio.as_json, audio.as_json, audio.as_wav, audio.by_web_socket))
    session.seconds += form(actor, domain, session, path_of(session, "/audio"))
    check_session(actor, session, actor.control_in(domain, "describe session", "GET", path_of(session))["Session"])


def add_audio(actor):
    domain, session = session_of(actor)
    if not session:
        return
    if session.ended and domain.status == "ACTIVE":
        actor.client.control("audio as JSON", "POST", f"domains/{domain.id}/{path_of(session, '/audio')}",
                             {"Voice": "alice", "SpeechSeconds": 1}, "ConflictException")
    elif domain.status == "ACTIVE" and session.result is None:
        speak(actor, domain, session)


def decision_of(domain, session):
    """API reference and docs/sessions.md: the first that fits."""
    if session.speaker is None:
        return "SPEAKER_ID_NOT_PROVIDED"
    speaker = domain.speakers.get(session.speaker)
    if speaker is None or speaker.status == "PENDING":
        return "SPEAKER_NOT_ENROLLED"
    if speaker.status != "ENROLLED":
        return f"SPEAKER_{speaker.status}"
    if session.seconds < ENOUGH:
        return "NOT_ENOUGH_SPEECH"
    return "ACCEPT" if speaker.voice == session.voice else "REJECT"


def risk_of(domain, session):
    if not session.checks_fraud:
        return None
    if session.seconds < ENOUGH:
        return "NOT_ENOUGH_SPEECH"
    return "HIGH_RISK" if session.voice in domain.risk_voices() else "LOW_RISK"


def judge(actor, domain, session):
    """The first evaluation decides; each later one gives the same results, whatever has happened since."""
    body = actor.in_domain(domain, "EvaluateSession", event="EVALUATE_SESSION", SessionNameOrId=session.name)
    if not body:
        return
    result, fraud = body["AuthenticationResult"], body.get("FraudDetectionResult")
    if session.result:
        actor.client.same("the results that were kept", (session.result, session.fraud), (result, fraud))
        return
    decision = decision_of(domain, session)
    actor.client.same("the decisions", (decision, risk_of(domain, session)),
                      (result["Decision"], fraud and fraud["Decision"]))
    session.result, session.fraud = result, fraud
    if decision == "ACCEPT":
        domain.speakers[session.speaker].accessed = actor.account.now


def evaluate(actor):
    domain, session = session_of(actor)
    if session:
        judge(actor, domain, session)
    for forgotten_in, gone in actor.account.gone_sessions[-1:]:
        if forgotten_in.id in actor.account.domains:
            actor.in_domain(forgotten_in, "EvaluateSession", NOT_FOUND, "EVALUATE_SESSION", SessionNameOrId=gone.name)


def describe(actor):
    domain, session = session_of(actor)
    if not session:
        return
    body = actor.control_in(domain, "describe session", "GET", path_of(session))
    if body:
        check_session(actor, session, body["Session"])
        seen = actor.client.desktop("VoiceId.describeSession", DomainId=domain.id, SessionNameOrId=session.name)
        actor.client.same("the session as the desktop sees it", body, seen)


def list_sessions(actor):
    domain = actor.domain()
    body = domain and actor.control_in(domain, "list sessions", "GET", "sessions")
    if body:
        found = {each["SessionName"]: each for each in body["Sessions"]}
        actor.client.same("the sessions in order", list(domain.sessions), list(found))
        for name, each in found.items():
            check_session(actor, domain.sessions[name], each)


def end(actor, domain, session):
    if actor.control_in(domain, "end session", "POST", path_of(session, "/end")):
        session.ended = session.ended or actor.account.now


def end_one(actor):
    domain, session = session_of(actor)
    if session:
        end(actor, domain, session)


def enroll(actor):
    """A call that enrolls its speaker at once, with --enrollment-seconds 0, and ends."""
    domain, name, voice = actor.domain(), speaker_name(actor), actor.random.choice(VOICES)
    if not domain or domain.status != "ACTIVE" or len(domain.active_sessions()) >= MOST_ACTIVE:
        return
    session = Session(f"call-{actor.number()}", name, voice, checks_fraud=False)
    speaker = domain.speakers.setdefault(name, Speaker(name, "PENDING"))
    actor.control_in(domain, "start session", "POST", "sessions",
                     {"SessionName": session.name, "SpeakerId": name, "FraudDetectionConfiguration": False})
    domain.sessions[session.name] = session
    actor.control_in(domain, "audio as JSON", "POST", path_of(session, "/audio"),
                     {"Voice": voice, "SpeechSeconds": FOR_ENROLLMENT})
    session.seconds = FOR_ENROLLMENT
    refusal = "SPEAKER_OPTED_OUT" if speaker.status == "OPTED_OUT" else OK
    body = actor.client.control("enrollment", "POST", f"domains/{domain.id}/{path_of(session, '/enrollment')}", None,
                                refusal)
    if refusal == OK:
        session.enrollment = "COMPLETED"
        speaker.status, speaker.voice, speaker.accessed = "ENROLLED", voice, actor.account.now
        check_session(actor, session, body["Session"])
        actor.client.control("enrollment", "POST", f"domains/{domain.id}/{path_of(session, '/enrollment')}", None,
                             "ENROLLMENT_ALREADY_EXISTS")
    end(actor, domain, session)


def script(actor):
    """A scripted score decides."""
    domain = actor.domain()
    enrolled = [each for each in domain.speakers.values() if each.status == "ENROLLED"] if domain else []
    if not enrolled or domain.status != "ACTIVE" or len(domain.active_sessions()) >= MOST_ACTIVE:
        return
    speaker, score = actor.random.choice(enrolled), actor.random.randint(0, 100)
    session = Session(f"call-{actor.number()}", speaker.customer_id)
    domain.sessions[session.name] = session
    actor.control_in(domain, "start session", "POST", "sessions",
                     {"SessionName": session.name, "SpeakerId": speaker.customer_id})
    speak(actor, domain, session)
    actor.control_in(domain, "set outcome", "PUT", path_of(session, "/outcome"), {"AuthenticationScore": score})
    body = actor.in_domain(domain, "EvaluateSession", event="EVALUATE_SESSION", SessionNameOrId=session.name)
    if session.seconds >= ENOUGH:
        decision = "ACCEPT" if score >= 90 else "REJECT"
        actor.client.same("the scripted result", (decision, score), (body["AuthenticationResult"]["Decision"],
                                                                    body["AuthenticationResult"]["Score"]))
        if decision == "ACCEPT":
            speaker.accessed = actor.account.now
    session.result, session.fraud = body["AuthenticationResult"], body["FraudDetectionResult"]


def check_flow(actor):
    domain, session = session_of(actor)
    if not session or not (session.result and session.speaker) or domain.status != "ACTIVE":
        return
    found = actor.control_in(domain, "check", "POST", path_of(session, "/check"),
                             {"CheckVoiceIdOption": "voiceAuthentication"})
    actor.account.expect_event("EVALUATE_SESSION", OK)
    actor.client.same("what a flow finds", FLOW_RESULTS.get(session.result["Decision"], "Error"), found["Result"])
    actor.control_in(domain, "contact record", "GET", path_of(session, "/contact-record"))


def desktop(actor):
    """The agent's desktop asks about speakers, contacts and instances."""
    domain, contact = actor.domain(), f"contact-{actor.account.id}"
    if not domain:
        return
    name = actor.choose(domain.speakers, "nobody")
    known = domain.status == "ACTIVE" and name in domain.speakers
    answer = actor.client.ask("desktop: describeSpeaker", "POST", "/agent-app/api",
                              {"DomainId": domain.id, "SpeakerId": name},
                              {"X-Amz-target": "AgentAppService.VoiceId.describeSpeaker"})
    actor.client.same("the desktop's answer", 200 if known else 400, answer.status)
    actor.client.control("contact", "PUT", f"contacts/{contact}", {"CustomerId": name})
    found = actor.client.desktop("Lcms.getContact", ContactId=contact)
    actor.client.same("the contact's customer", name, found["contactData"]["customerId"])
    actor.client.control("instance", "PUT", f"integration-associations/{contact}", {"DomainId": domain.id},
                         OK if domain.status == "ACTIVE" else "DOMAIN_NOT_ACTIVE")


def unknown(actor):
    domain = actor.domain()
    if domain:
        actor.in_domain(domain, "EvaluateSession", NOT_FOUND, "EVALUATE_SESSION", SessionNameOrId="nobody")
        actor.control_in(domain, "describe session", "GET", "sessions/nobody", within=NOT_FOUND)
    actor.client.control("describe session", "GET", f"domains/{UNKNOWN_ID}/sessions/x", None, NOT_FOUND)


MOVES = {start: 10, add_audio: 6, evaluate: 8, describe: 4, list_sessions: 2, end_one: 6, enroll: 8, script: 3,
         check_flow: 3, desktop: 3, unknown: 1}
