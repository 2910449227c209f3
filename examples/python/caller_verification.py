"""The application under test: decides how an agent in a call centre should treat a caller."""
from enum import Enum

from botocore.exceptions import BotoCoreError, ClientError


class Treatment(Enum):
    GREET = "The caller is who they say."
    ASK = "Ask the questions for identification."
    ASK_AND_OFFER_ENROLLMENT = "Ask the questions, and offer to enroll the voice."
    WAIT = "The caller has not spoken for long enough."
    CALL_SECURITY = "Somebody pretends to be the customer."


ASK_FOR = {"SPEAKER_OPTED_OUT": Treatment.ASK, "SPEAKER_ID_NOT_PROVIDED": Treatment.ASK, "REJECT": Treatment.ASK,
           "SPEAKER_NOT_ENROLLED": Treatment.ASK_AND_OFFER_ENROLLMENT,
           "SPEAKER_EXPIRED": Treatment.ASK_AND_OFFER_ENROLLMENT,
           "NOT_ENOUGH_SPEECH": Treatment.WAIT, "ACCEPT": Treatment.GREET}


class CallerVerification:
    def __init__(self, voice_id, domain_id):
        self._voice_id, self._domain_id = voice_id, domain_id

    def treatment(self, contact_id):
        """For the call with this contact. Signs of fraud take precedence; without an answer, the agent asks."""
        try:
            result = self._voice_id.evaluate_session(DomainId=self._domain_id, SessionNameOrId=contact_id)
        except (BotoCoreError, ClientError):
            return Treatment.ASK
        if result["FraudDetectionResult"]["Decision"] == "HIGH_RISK":
            return Treatment.CALL_SECURITY
        return ASK_FOR[result["AuthenticationResult"]["Decision"]]

    def forget_voice(self, customer_id):
        """Opts out a customer who does not want their voice to be used."""
        self._voice_id.opt_out_speaker(DomainId=self._domain_id, SpeakerId=customer_id)
