#include "handlers/speaker_control.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "domain/moment.hpp"
#include "domain/speaker_state.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

Result<SpeakerState> state_of(const shapes::PutSpeakerRequest& request, TimePoint now) {
  SpeakerState state;
  if (request.voice) {
    auto voice = voice_in(*request.voice);
    if (!voice) return voice.error();
    state.voice = std::move(*voice);
  }
  if (request.status) state.status = *value_of<SpeakerStatus>(*request.status);
  if (request.last_accessed_at) {
    const auto accessed = parse_moment(*request.last_accessed_at, now);
    if (!accessed) return accessed.error();
    state.last_accessed_at = *accessed;
  }
  if (auto checked = check(state, now); !checked) return checked.error();
  return state;
}

const Fraudster* find_by_voice(const DomainRecord& record, const Voice& voice) {
  const auto all = record.fraudsters.all();
  const auto found = std::ranges::find(all, voice, &Fraudster::voiceprint);
  return found == all.end() ? nullptr : *found;
}

bool contains(const std::vector<Watchlist*>& watchlists, const ResourceId& id) {
  return std::ranges::find(watchlists, id, &Watchlist::id) != watchlists.end();
}

// The watchlists that the fraudster is to be on, each once and with room for it.
Result<std::vector<Watchlist*>> wanted_watchlists(Context& context, DomainRecord& record,
                                                  const shapes::PutFraudsterRequest& request,
                                                  const Fraudster* fraudster) {
  std::vector<std::string_view> ids{record.domain.default_watchlist_id.view()};
  if (request.watchlist_ids) {
    ids = *request.watchlist_ids;
  } else if (fraudster != nullptr) {
    ids.clear();
    for (const ResourceId& id : fraudster->watchlist_ids) ids.push_back(id.view());
  }
  std::vector<Watchlist*> wanted;
  for (const std::string_view id : ids) {
    const auto watchlist = require_watchlist(record, id);
    if (!watchlist) return watchlist.error();
    if (contains(wanted, (*watchlist)->id)) continue;
    if (fraudster == nullptr || !fraudster->is_on((*watchlist)->id)) {
      auto room = context.settings.quotas.check_room(Quota::kFraudsters, (*watchlist)->fraudster_count);
      if (!room) return room.error();
    }
    wanted.push_back(*watchlist);
  }
  return wanted;
}

void put_on(DomainRecord& record, const Fraudster& fraudster, const std::vector<Watchlist*>& wanted) {
  for (Watchlist* watchlist : wanted) record.fraudsters.associate(fraudster, *watchlist);
  const std::vector<ResourceId> present = fraudster.watchlist_ids;
  for (const ResourceId& id : present) {
    if (!contains(wanted, id)) record.fraudsters.disassociate(fraudster, *record.watchlists.find(id.view()));
  }
}

}  // namespace

Result<shapes::SpeakerWithVoiceAnswer> show_speaker(Context& context, std::string_view domain_id,
                                                    std::string_view speaker_id) {
  const auto described = describe_speaker(context, {domain_id, speaker_id});
  if (!described) return described.error();
  shapes::SpeakerWithVoiceAnswer answer{{*described->speaker, {}}};
  const Speaker* const speaker = context.store.find_domain(domain_id)->speakers.find_by_either(speaker_id);
  const Voice* const voice = speaker->voiceprint_at(context.now);
  if (voice != nullptr) answer.speaker.voice = voice->name();
  return answer;
}

Result<shapes::DescribeSpeakerResponse> put_speaker(Context& context, std::string_view domain_id,
                                                    std::string_view speaker_id,
                                                    const shapes::PutSpeakerRequest& request) {
  const auto record = require_active_domain(context, domain_id);
  if (!record) return record.error();
  const auto state = state_of(request, context.now);
  if (!state) return state.error();
  const auto speaker = find_or_make_speaker(context, **record, speaker_id);
  if (!speaker) return speaker.error();
  const GeneratedId generated_id((*speaker)->generated_id());
  const std::string customer_speaker_id((*speaker)->customer_speaker_id());
  **speaker = speaker_in(*state, generated_id, customer_speaker_id, (*speaker)->created_at(), context.now);
  return describe_speaker(context, {domain_id, generated_id.view()});
}

Result<shapes::DescribeFraudsterResponse> put_fraudster(Context& context, std::string_view domain_id,
                                                        const shapes::PutFraudsterRequest& request) {
  const auto record = require_active_domain(context, domain_id);
  if (!record) return record.error();
  const auto voice = voice_in(request.voice);
  if (!voice) return voice.error();
  const Fraudster* fraudster = find_by_voice(**record, *voice);
  const auto wanted = wanted_watchlists(context, **record, request, fraudster);
  if (!wanted) return wanted.error();
  if (fraudster == nullptr) {
    Fraudster made{.id = context.ids.generated_id(), .voiceprint = *voice, .created_at = context.now};
    fraudster = &(*record)->fraudsters.insert(std::move(made), *wanted->front());
  }
  put_on(**record, *fraudster, *wanted);
  return describe_fraudster(context, {domain_id, fraudster->id.view()});
}

}  // namespace voiceid::handlers
