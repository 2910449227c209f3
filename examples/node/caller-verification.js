// The application under test: decides how an agent in a call centre should treat a caller.
import { EvaluateSessionCommand, OptOutSpeakerCommand } from '@aws-sdk/client-voice-id';

const treatments = {
  ACCEPT: 'greet',
  REJECT: 'ask',
  NOT_ENOUGH_SPEECH: 'wait',
  SPEAKER_OPTED_OUT: 'ask',
  SPEAKER_ID_NOT_PROVIDED: 'ask',
  SPEAKER_NOT_ENROLLED: 'ask and offer enrollment',
  SPEAKER_EXPIRED: 'ask and offer enrollment',
};

export class CallerVerification {
  #client;
  #DomainId;

  constructor(client, DomainId) {
    this.#client = client;
    this.#DomainId = DomainId;
  }

  /** For the call with this contact. Signs of fraud take precedence; without an answer, the agent asks. */
  async treatment(contactId) {
    const evaluation = new EvaluateSessionCommand({ DomainId: this.#DomainId, SessionNameOrId: contactId });
    const result = await this.#client.send(evaluation).catch(() => null);
    if (!result) return 'ask';
    if (result.FraudDetectionResult.Decision === 'HIGH_RISK') return 'call security';
    return treatments[result.AuthenticationResult.Decision];
  }

  /** Opts out a customer who does not want their voice to be used. */
  async forgetVoice(SpeakerId) {
    await this.#client.send(new OptOutSpeakerCommand({ DomainId: this.#DomainId, SpeakerId }));
  }
}
