#include "handlers/lookup.hpp"

#include "domain/arn.hpp"

namespace voiceid::handlers {

Result<store::DomainRecord*> require_domain(Context& context, std::string_view domain_id) {
  store::DomainRecord* record = context.store.find_domain(domain_id);
  if (record == nullptr || record->account != context.account || record->region != context.region) {
    return resource_not_found(ResourceType::kDomain);
  }
  return record;
}

Result<void> require_active(const store::DomainRecord& domain) {
  if (domain.domain.status == DomainStatus::kActive) return {};
  return conflict(ConflictType::kDomainNotActive, "The domain is not active.");
}

Result<store::DomainRecord*> require_active_domain(Context& context, std::string_view domain_id) {
  auto record = require_domain(context, domain_id);
  if (!record) return record;
  if (auto active = require_active(**record); !active) return active.error();
  return record;
}

Result<store::DomainRecord*> require_domain_of_arn(Context& context, std::string_view arn) {
  auto record = require_domain(context, domain_id_of_arn(arn));
  if (record && (*record)->domain.arn != arn) return resource_not_found(ResourceType::kDomain);
  return record;
}

Result<Speaker*> require_speaker(store::DomainRecord& domain, std::string_view speaker_id) {
  if (Speaker* speaker = domain.speakers.find_by_either(speaker_id)) return speaker;
  return resource_not_found(ResourceType::kSpeaker);
}

Result<Watchlist*> require_watchlist(store::DomainRecord& domain, std::string_view watchlist_id) {
  if (Watchlist* watchlist = domain.watchlists.find(watchlist_id)) return watchlist;
  return resource_not_found(ResourceType::kWatchlist);
}

Result<const Fraudster*> require_fraudster(const store::DomainRecord& domain, std::string_view fraudster_id) {
  if (const Fraudster* fraudster = domain.fraudsters.find(fraudster_id)) return fraudster;
  return resource_not_found(ResourceType::kFraudster);
}

Result<Session*> require_session(store::DomainRecord& domain, std::string_view session_name_or_id) {
  if (Session* session = domain.sessions.find_by_either(session_name_or_id)) return session;
  return resource_not_found(ResourceType::kSession);
}

Speaker* speaker_of(store::DomainRecord& domain, const Session& session) {
  return session.speaker_id() ? domain.speakers.find_by_either(*session.speaker_id()) : nullptr;
}

}  // namespace voiceid::handlers
