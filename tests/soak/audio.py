"""The audio of a call in each form; each function sends some of it and returns its seconds of speech."""
from soak.client import NO_PLACE, RESET, no_room
from support.wav_files import pcm, tone, voiced
from wire import raw
from wire.web_socket import Refused, WebSocket

MESSAGE = pcm(tone(0.5))


def as_json(actor, domain, session, path):
    seconds = actor.random.choice((2, 4.5, 12, 31))
    actor.control_in(domain, "audio as JSON", "POST", path,
                     {"Voice": session.voice, "SpeechSeconds": seconds})
    return seconds


def as_wav(actor, domain, session, path):
    seconds = actor.random.choice((1, 11))
    actor.control_in(domain, "audio as WAV", "POST", path, voiced(session.voice, seconds),
                     headers={"Content-Type": "audio/wav"})
    return seconds


def by_web_socket(actor, domain, session, path):
    path = f"/_voiceid/domains/{domain.id}/{path}?voice={session.voice}"
    messages = actor.random.randint(1, 20)
    actor.client.last_call = f"audio WebSocket: {path}, {messages} messages"
    actor.client.counts["audio WebSocket"] += 1
    with open_web_socket(actor, path) as opened:
        for _ in range(messages):
            opened.say(MESSAGE)
        opened.settle()
        opened.close()
    return messages / 2


def open_web_socket(actor, path):
    """In a crowd it is tried again until there is a place."""
    while True:
        connection = raw.Connection(actor.client.address)
        try:
            return WebSocket(connection, path)
        except Refused as refusal:
            connection.close()
            if not no_room(refusal.answer.status, refusal.answer.body):
                raise
        except (*RESET, raw.Closed):
            connection.close()
        actor.client.counts[NO_PLACE] += 1
