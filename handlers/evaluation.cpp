#include "handlers/evaluation.hpp"

#include "handlers/lookup.hpp"

namespace voiceid::handlers {

const AuthenticationResult& current_authentication(Context& context, store::DomainRecord& domain, Session& session) {
  if (const AuthenticationResult* held = session.authentication()) return *held;
  Speaker* speaker = speaker_of(domain, session);
  const AuthenticationResult& result = session.authenticate(context.ids.resource_id(), speaker, context.now);
  if (result.decision == AuthenticationDecision::kAccept) speaker->record_authentication(context.now);
  return result;
}

const FraudDetectionResult& current_fraud_detection(Context& context, const store::DomainRecord& domain,
                                                    Session& session) {
  if (const FraudDetectionResult* held = session.fraud_detection()) return *held;
  return session.detect_fraud(context.ids.resource_id(), domain.fraudsters.on(session.watchlist_id()));
}

}  // namespace voiceid::handlers
