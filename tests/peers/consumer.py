"""A consumer of Voice ID's events as its users wrote them: all that it knows is in AWS's sample events.

It keeps books of calls, speakers, fraudsters and jobs, for reports. An event that no sample prepared it for raises Unknown.
"""
import re
from collections import Counter
from datetime import datetime

ID = re.compile(r"[A-Za-z0-9]{22}")
GENERATED_ID = re.compile(r"id#[A-Za-z0-9]{22}")
DONE = {"SUCCEEDED", "FAILED"}
JOB = {"SUBMITTED", "COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED"}
ERROR = {"errorCode", "errorMessage", "errorType"}


class Unknown(Exception):
    """The event is unlike all samples."""


def known(is_known, event, what):
    if not is_known:
        raise Unknown(f"{what}: {event}")


def generated(text, event):
    known(GENERATED_ID.fullmatch(text), event, "a generated id")
    return text


def moment(text):
    """A time such as 2020-10-04T22:53:52.680Z, or None."""
    return text and datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")


class Consumer:
    """`consume(event)` as often as an event comes, in any order of different resources."""

    def __init__(self):
        self.seen, self.copies, self.actions = set(), 0, Counter()
        self.calls, self.speakers, self.fraudsters, self.jobs = {}, {}, {}, {}
        self.decisions, self.failures = Counter(), Counter()
        self.books = {
            ("VoiceId Start Session Action", "START_SESSION"): (
                self._stream, {"STREAMING_STARTED", "STREAMING_ENDED", "STREAMING_FAILED"}),
            ("VoiceId Update Session Action", "UPDATE_SESSION"): (self._update, DONE),
            ("VoiceId Evaluate Session Action", "EVALUATE_SESSION"): (self._evaluation, DONE),
            ("VoiceId Session Speaker Enrollment Action", "SESSION_ENROLLMENT_REQUEST"): (
                self._request, {"SUBMITTED", "FAILED"}),
            ("VoiceId Speaker Action", "ENROLL_SPEAKER"): (self._speaker, DONE),
            ("VoiceId Speaker Action", "OPT_OUT_SPEAKER"): (self._speaker, DONE),
            ("VoiceId Speaker Action", "DELETE_SPEAKER"): (self._speaker, DONE),
            ("VoiceId Fraudster Action", "REGISTER_FRAUDSTER"): (self._fraudster, DONE),
            ("VoiceId Fraudster Action", "DELETE_FRAUDSTER"): (self._fraudster, DONE),
            ("VoiceId Batch Speaker Enrollment Action", "BATCH_SPEAKER_ENROLLMENT_REQUEST"): (self._job, JOB),
            ("VoiceId Batch Fraudster Registration Action", "BATCH_FRAUDSTER_REGISTRATION_REQUEST"): (self._job, JOB),
        }

    def consume(self, event):
        detail = event["detail"]
        known(event["source"] == "aws.voiceid" and event["version"] == "0", event, "the envelope")
        known(ID.fullmatch(detail["sourceId"]) and ID.fullmatch(detail["domainId"]), event, "the ids")
        domain = f"arn:aws:voiceid:{event['region']}:{event['account']}:domain/{detail['domainId']}"
        known(event["resources"] == [domain], event, "the resource")
        if detail["sourceId"] in self.seen:
            self.copies += 1
            return
        self.seen.add(detail["sourceId"])
        action, status = detail["action"], detail["status"]
        book, statuses = self.books.get((event["detail-type"], action), (None, ()))
        known(status in statuses, event, "action and status")
        self.actions[action] += 1
        failed = status in ("FAILED", "STREAMING_FAILED")
        known(failed == (detail["errorInfo"] is not None), event, "the error")
        if failed:
            known(detail["errorInfo"].keys() == ERROR and detail["errorInfo"]["errorCode"] in range(400, 600), event, "the error")
            self.failures[action, detail["errorInfo"]["errorType"]] += 1
        book(event, detail, status)

    def _call(self, event, session):
        return self.calls.setdefault(generated(session["sessionId"], event), {"name": session["sessionName"]})

    def _stream(self, event, detail, status):
        session = detail["session"]
        if status == "STREAMING_FAILED":
            return
        call = self._call(event, session)
        speech = session["enrollmentAudioProgress"]
        known(speech["audioAggregationStatus"] in ("NOT_ENOUGH_SPEECH", "READY_FOR_ENROLLMENT"), event, "the speech")
        call.update(threshold=session["authenticationConfiguration"]["acceptanceThreshold"],
                    speaker=session["generatedSpeakerId"], begun=moment(speech["audioAggregationStartedAt"]),
                    ready=speech["audioAggregationStatus"] == "READY_FOR_ENROLLMENT",
                    ended=call.get("ended") or status == "STREAMING_ENDED")

    def _update(self, event, detail, status):
        if status == "SUCCEEDED":
            session = detail["session"]
            self._call(event, session)["threshold"] = session["authenticationConfiguration"]["acceptanceThreshold"]

    def _evaluation(self, event, detail, status):
        session = detail["session"]
        if status == "FAILED":
            return
        known(session["streamingStatus"] in ("PENDING_CONFIGURATION", "ONGOING", "ENDED"), event, "the stream")
        for kind in ("authenticationResult", "fraudDetectionResult"):
            if result := session[kind]:
                self.decisions[result["decision"]] += 1
                times = [moment(result[f"audioAggregation{which}At"]) for which in ("Started", "Ended")]
                known(times == [None, None] or times[0] <= times[1], event, "the times")
        self._call(event, session).setdefault("evaluations", []).append(session["authenticationResult"])

    def _request(self, event, detail, status):
        if status == "SUBMITTED":
            self._call(event, detail)["enrollment"] = "SUBMITTED"

    def _speaker(self, event, detail, status):
        data = detail["data"]
        if detail["action"] == "ENROLL_SPEAKER":
            known(data["enrollmentSource"] and data["enrollmentSourceId"], event, "the source")
        else:
            known(data is None, event, "no data")
        if status == "SUCCEEDED":
            became = {"ENROLL_SPEAKER": "ENROLLED", "OPT_OUT_SPEAKER": "OPTED_OUT", "DELETE_SPEAKER": None}
            self.speakers[generated(detail["generatedSpeakerId"], event)] = became[detail["action"]]

    def _fraudster(self, event, detail, status):
        if status == "SUCCEEDED":
            fraudster = generated(detail["generatedFraudsterId"], event)
            self.fraudsters[fraudster] = detail["action"] == "REGISTER_FRAUDSTER"

    def _job(self, event, detail, status):
        job = self.jobs.setdefault(detail["batchJobId"], [])
        data = detail["data"]
        for uri in (data["inputDataConfig"]["s3Uri"], data["outputDataConfig"]["s3Uri"]):
            known(uri.startswith("s3://"), event, "the URI")
        known(data["dataAccessRoleArn"].startswith("arn:"), event, "the role")
        known((status == "SUBMITTED") == (job == []), event, "the order")
        job.append(status)
