// The calls that the library documents for an agent's desktop (Documentation.md, "Voice ID APIs"), with its checks: each
// says which branch of them it took.
const voiceConnection = () => new connect.Agent().getContacts(connect.ContactType.VOICE)[0].getAgentConnection();

const documented = {
  status: () => voiceConnection().getVoiceIdSpeakerStatus().then((data) => {
    if (data.type === connect.VoiceIdErrorTypes.SPEAKER_ID_NOT_ENROLLED) return 'not enrolled';
    const { Status } = data.Speaker;
    switch (Status) {
      case connect.VoiceIdSpeakerStatus.ENROLLED:
        return 'enrolled';
      case connect.VoiceIdSpeakerStatus.PENDING:
        return 'pending';
      case connect.VoiceIdSpeakerStatus.OPTED_OUT:
        return 'opted out';
      default:
        return `unexpected: ${Status}`;
    }
  }),

  enroll: () => {
    const steps = [];
    const callbackOnAudioCollectionComplete = () => steps.push('audio collected');
    return voiceConnection().enrollSpeakerInVoiceId(callbackOnAudioCollectionComplete)
      .then(() => [...steps, 'enrolled']);
  },

  evaluate: (startNew) => voiceConnection().evaluateSpeakerWithVoiceId(startNew).then((data) => {
    const taken = [];
    switch (data.AuthenticationResult.Decision) {
      case connect.ContactFlowAuthenticationDecision.AUTHENTICATED:
        taken.push('authenticated');
        break;
      case connect.ContactFlowAuthenticationDecision.NOT_AUTHENTICATED:
        taken.push('not authenticated');
        break;
      case connect.ContactFlowAuthenticationDecision.OPTED_OUT:
        taken.push('opted out');
        break;
      case connect.ContactFlowAuthenticationDecision.NOT_ENROLLED:
        taken.push('not enrolled');
        break;
    }
    switch (data.FraudDetectionResult.Decision) {
      case connect.ContactFlowFraudDetectionDecision.HIGH_RISK:
        taken.push('high risk');
        break;
      case connect.ContactFlowFraudDetectionDecision.LOW_RISK:
        taken.push('low risk');
        break;
    }
    return taken;
  }),

  optOut: () => voiceConnection().optOutVoiceIdSpeaker().then(() => 'opted out'),
  speakerId: () => voiceConnection().getVoiceIdSpeakerId().then((data) => data.speakerId),
  remove: () => voiceConnection().deleteVoiceIdSpeaker().then(() => 'deleted'),
  update: (speakerId) => voiceConnection().updateVoiceIdSpeakerId(speakerId).then(() => 'updated'),
};
