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

SpeakerEvent event_of(SpeakerAction action, std::string_view speaker_id) {
  return {.action = action, .generated_speaker_id = named_generated_id(speaker_id)};
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
  return Listing(context, request, shapes::kMaxResultsForList)
      .answer<shapes::ListSpeakersResponse>(
          &shapes::ListSpeakersResponse::speaker_summaries,
          [&](std::uint64_t after, std::size_t limit) { return (*record)->speakers.page(after, limit); },
          [&](const Speaker& speaker) { return described<shapes::SpeakerSummary>(speaker, **record, context.now); });
}

Result<shapes::OptOutSpeakerResponse> opt_out_speaker(Context& context, const shapes::OptOutSpeakerRequest& request) {
  return act_and_publish(
      context, request.domain_id, event_of(SpeakerAction::kOptOut, request.speaker_id),
      [&](store::DomainRecord& record, SpeakerEvent& event) -> Result<shapes::OptOutSpeakerResponse> {
        // An unknown customer makes a speaker, to remember the opt-out (API reference, OptOutSpeaker).
        const auto speaker = find_or_make_speaker(context, record, request.speaker_id);
        if (!speaker) return speaker.error();
        (*speaker)->opt_out(context.now);
        event.generated_speaker_id = GeneratedId((*speaker)->generated_id());
        return shapes::OptOutSpeakerResponse{described<shapes::Speaker>(**speaker, record, context.now)};
      });
}

Result<shapes::NoOutput> delete_speaker(Context& context, const shapes::DeleteSpeakerRequest& request) {
  return act_and_publish(context, request.domain_id, event_of(SpeakerAction::kDelete, request.speaker_id),
                         [&](store::DomainRecord& record, SpeakerEvent& event) -> Result<shapes::NoOutput> {
                           const auto speaker = require_speaker(record, request.speaker_id);
                           if (!speaker) return speaker.error();
                           event.generated_speaker_id = GeneratedId((*speaker)->generated_id());
                           record.speakers.erase(event.generated_speaker_id->view());
                           return shapes::NoOutput{};
                         });
}

}  // namespace voiceid::handlers
