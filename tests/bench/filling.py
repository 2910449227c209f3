"""Puts speakers into a domain the way a user can: OptOutSpeaker of customers that are not known yet."""
import sdk_request
from raw_http import Connection

REQUEST = ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: VoiceID.OptOutSpeaker\r\n"
           "Content-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n%s")


def customer(number):
    """The ids that load.lua picks from."""
    return f"customer-{number:07d}"


def fill(address, domain_id, count):
    """Creates speakers 1 to count, pipelined on one connection."""
    numbers = range(1, count + 1)
    with Connection(address) as connection:
        answers = connection.pipeline(_opt_out(domain_id, number) for number in numbers)
        for number, answer in zip(numbers, answers):
            _check(answer, number)


def opt_out(connection, domain_id, number):
    """Creates the speaker of that number and waits for the answer."""
    return _check(connection.exchange(_opt_out(domain_id, number)), number)


def describe(address, domain_id, number):
    """The speaker as the server has it."""
    template = sdk_request.template("DescribeSpeaker", DomainId=domain_id, SpeakerId=sdk_request.VALUE_MARK)
    with Connection(address) as connection:
        return _check(connection.exchange(sdk_request.fill_in(template, customer(number))), number)


def _opt_out(domain_id, number):
    body = f'{{"DomainId":"{domain_id}","SpeakerId":"{customer(number)}"}}'
    return (REQUEST % (len(body), body)).encode()


def _check(answer, number):
    if answer.status != 200 or customer(number).encode() not in answer.body:
        raise RuntimeError(f"speaker {customer(number)} was answered {answer.status} {answer.body[:300]!r}")
    return answer
