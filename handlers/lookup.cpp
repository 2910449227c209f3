#include "handlers/lookup.hpp"

#include "domain/arn.hpp"

namespace voiceid::handlers {

store::DomainRecord* find_domain(Context& context, std::string_view domain_id) {
  store::DomainRecord* record = context.store.find_domain(domain_id);
  const bool is_own = record != nullptr && record->account == context.account && record->region == context.region;
  return is_own ? record : nullptr;
}

Result<store::DomainRecord*> require_domain(Context& context, std::string_view domain_id) {
  if (context.injected != nullptr) return *context.injected;
  if (store::DomainRecord* record = find_domain(context, domain_id)) return record;
  return resource_not_found(ResourceType::kDomain);
}

Result<void> require_active(const store::DomainRecord& record) {
  if (record.domain.status == DomainStatus::kActive) return {};
  return conflict(ConflictType::kDomainNotActive);
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

Result<Speaker*> require_speaker(store::DomainRecord& record, std::string_view speaker_id) {
  if (Speaker* speaker = record.speakers.find_by_either(speaker_id)) return speaker;
  return resource_not_found(ResourceType::kSpeaker);
}

Result<Speaker*> make_speaker(Context& context, store::DomainRecord& record, std::string_view customer_speaker_id) {
  if (auto room = context.settings.quotas.check_room(Quota::kSpeakers, record.speakers.size()); !room) {
    return room.error();
  }
  return &record.speakers.insert(Speaker(context.ids.generated_id(), customer_speaker_id, context.now));
}

Result<Speaker*> find_or_make_speaker(Context& context, store::DomainRecord& record, std::string_view speaker_id) {
  if (Speaker* speaker = record.speakers.find_by_either(speaker_id)) return speaker;
  if (is_generated_id(speaker_id)) return resource_not_found(ResourceType::kSpeaker);
  return make_speaker(context, record, speaker_id);
}

Result<Watchlist*> require_watchlist(store::DomainRecord& record, std::string_view watchlist_id) {
  if (Watchlist* watchlist = record.watchlists.find(watchlist_id)) return watchlist;
  return resource_not_found(ResourceType::kWatchlist);
}

Result<const Fraudster*> require_fraudster(const store::DomainRecord& record, std::string_view fraudster_id) {
  if (const Fraudster* fraudster = record.fraudsters.find(fraudster_id)) return fraudster;
  return resource_not_found(ResourceType::kFraudster);
}

Result<Session*> require_session(store::DomainRecord& record, std::string_view session_name_or_id) {
  if (Session* session = record.sessions.find_by_either(session_name_or_id)) return session;
  return resource_not_found(ResourceType::kSession);
}

Speaker* speaker_of(store::DomainRecord& record, const Session& session) {
  return session.speaker_id() ? record.speakers.find_by_either(*session.speaker_id()) : nullptr;
}

}  // namespace voiceid::handlers
