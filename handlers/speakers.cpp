#include "handlers/events.hpp"
#include "handlers/listing.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

// Speaker and SpeakerSummary have the same members.
template <class Shape>
Shape described(const Speaker& speaker, const store::DomainRecord& record, TimePoint now) {
  Shape shape;
  shape.created_at = speaker.created_at();
  shape.customer_speaker_id = speaker.customer_speaker_id();
  shape.domain_id = record.domain.id.view();
  shape.generated_speaker_id = speaker.generated_id();
  shape.last_accessed_at = speaker.last_accessed_at();
  shape.status = name_of(speaker.status_at(now));
  shape.updated_at = speaker.updated_at();
  return shape;
}

// An unknown customer id makes a speaker, so that the opt-out is remembered; an unknown generated id cannot (S, D).
Result<Speaker*> require_speaker_to_opt_out(Context& context, store::DomainRecord& record, std::string_view id) {
  if (Speaker* speaker = record.speakers.find_by_either(id)) return speaker;
  if (is_generated_id(id)) return resource_not_found(ResourceType::kSpeaker);
  if (auto room = context.settings.quotas.check_room(Quota::kSpeakers, record.speakers.size()); !room) {
    return room.error();
  }
  return &record.speakers.insert(Speaker(context.ids.generated_id(), id, context.now));
}

}  // namespace

Result<shapes::DescribeSpeakerResponse> describe_speaker(Context& context,
                                                         const shapes::DescribeSpeakerRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto speaker = require_speaker(**record, request.speaker_id);
  if (!speaker) return speaker.error();
  return shapes::DescribeSpeakerResponse{described<shapes::Speaker>(**speaker, **record, context.now)};
}

Result<shapes::ListSpeakersResponse> list_speakers(Context& context, const shapes::ListSpeakersRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const Listing listing(context, request, shapes::kMaxResultsForList);
  const auto after = listing.after();
  if (!after) return after.error();
  const auto page = (*record)->speakers.page(*after, listing.limit());
  shapes::ListSpeakersResponse response;
  auto& summaries = response.speaker_summaries.emplace();
  summaries.reserve(page.rows.size());
  for (const Speaker* speaker : page.rows) {
    summaries.push_back(described<shapes::SpeakerSummary>(*speaker, **record, context.now));
  }
  response.next_token = listing.next_token(page.next);
  return response;
}

Result<shapes::OptOutSpeakerResponse> opt_out_speaker(Context& context, const shapes::OptOutSpeakerRequest& request) {
  return stating(context, request.domain_id,
                 SpeakerEvent{SpeakerAction::kOptOut, named_generated_id(request.speaker_id), {}, {}},
                 [&](store::DomainRecord& record, SpeakerEvent& event) -> Result<shapes::OptOutSpeakerResponse> {
                   const auto speaker = require_speaker_to_opt_out(context, record, request.speaker_id);
                   if (!speaker) return speaker.error();
                   (*speaker)->opt_out(context.now);
                   event.generated_speaker_id = GeneratedId((*speaker)->generated_id());
                   return shapes::OptOutSpeakerResponse{described<shapes::Speaker>(**speaker, record, context.now)};
                 });
}

Result<shapes::NoOutput> delete_speaker(Context& context, const shapes::DeleteSpeakerRequest& request) {
  return stating(context, request.domain_id,
                 SpeakerEvent{SpeakerAction::kDelete, named_generated_id(request.speaker_id), {}, {}},
                 [&](store::DomainRecord& record, SpeakerEvent& event) -> Result<shapes::NoOutput> {
                   const auto speaker = require_speaker(record, request.speaker_id);
                   if (!speaker) return speaker.error();
                   event.generated_speaker_id = GeneratedId((*speaker)->generated_id());
                   record.speakers.erase(event.generated_speaker_id->view());
                   return shapes::NoOutput{};
                 });
}

}  // namespace voiceid::handlers
