"""The service's API model, from tests/data."""
import gzip
import json

from support.emulator import ROOT

MODEL = ROOT / "tests/data/api_model.json"
BOTOCORE = "/usr/lib/python3/dist-packages/botocore/data/voice-id/2021-09-27/service-2.json"

# Named here, since tests are collected before any emulator runs.
OPERATIONS = (
    "AssociateFraudster", "CreateDomain", "CreateWatchlist", "DeleteDomain", "DeleteFraudster", "DeleteSpeaker",
    "DeleteWatchlist", "DescribeDomain", "DescribeFraudster", "DescribeFraudsterRegistrationJob", "DescribeSpeaker",
    "DescribeSpeakerEnrollmentJob", "DescribeWatchlist", "DisassociateFraudster", "EvaluateSession", "ListDomains",
    "ListFraudsterRegistrationJobs", "ListFraudsters", "ListSpeakerEnrollmentJobs", "ListSpeakers",
    "ListTagsForResource", "ListWatchlists", "OptOutSpeaker", "StartFraudsterRegistrationJob",
    "StartSpeakerEnrollmentJob", "TagResource", "UntagResource", "UpdateDomain", "UpdateWatchlist")


class Contract:
    def __init__(self, model):
        self._model = model

    def input_of(self, operation):
        return self._model["operations"][operation]["input"]

    def shape(self, name):
        return self._model["shapes"][name]

    def members(self, name):
        """(name, shape name, is required) in the contract's order."""
        shape = self.shape(name)
        required = shape.get("required", ())
        return [(member, of["shape"], member in required) for member, of in shape["members"].items()]

    def element(self, name):
        return self.shape(name)["member"]["shape"]

    def hides_elements(self, name):
        """Whether a list holds anything sensitive, at any depth."""
        shape = self.shape(name)
        if shape["type"] == "list":
            return self.hides_elements(self.element(name))
        if shape["type"] == "structure":
            return any(self.hides_elements(of) for _, of, _ in self.members(name))
        return shape.get("sensitive", False)


def shared_model():
    return json.loads(MODEL.read_text("utf-8"))


def botocore_model():
    """Debian packs the file from some version on."""
    try:
        with open(BOTOCORE, "rb") as file:
            return json.load(file)
    except FileNotFoundError:
        with gzip.open(f"{BOTOCORE}.gz") as file:
            return json.load(file)
