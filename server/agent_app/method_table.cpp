#include "server/agent_app/method_table.hpp"

#include <algorithm>
#include <array>

#include "handlers/agent_desktop.hpp"
#include "server/journal/hints.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::agent_app {
namespace {

void note(const handlers::Context& context, http::CallNotes& notes) {
  notes.account = context.account;
  notes.region = context.region;
  notes.domain_id = context.domain_id;
  notes.cached = context.cached;
}

template <class Request, class Answer>
Result<void> invoke_handler(const Call& call, handlers::Handler<Request, Answer> handler) {
  const auto request = call.reader.read_as<Request>(call.body, call.arena);
  if (!request) return call.injected != nullptr ? *call.injected : request.error();
  return call.emulator.turn(call.emulator.unsigned_caller(), [&](handlers::Context& context) -> Result<void> {
    context.injected = call.injected;
    const auto answer = handler(context, *request);
    note(context, call.notes);
    if (call.injected != nullptr) return *call.injected;
    if (!answer) {
      const auto named = journal::named_in(answer.error(), shapes::kShapeOf<Request>, &*request, call.notes.domain_id);
      journal::note_hint_on(answer.error(), named, context, call.notes);
      return answer.error();
    }
    if constexpr (std::is_same_v<Answer, shapes::EvaluateSessionResponse>) {
      journal::note_hint_on_expiry(*answer, context.now, call.notes);
    }
    json::append_structure(call.answer, shapes::kShapeOf<Answer>, &*answer);
    return {};
  });
}

template <auto Handler>
Result<void> invoke(const Call& call) {
  return invoke_handler(call, Handler);
}

template <class Request, class Answer>
constexpr const shapes::Shape* input_of(handlers::Handler<Request, Answer> /*handler*/) {
  return &shapes::kShapeOf<Request>;
}

template <auto Handler>
constexpr Method method(std::string_view target, handlers::Refusals refusals = handlers::kSilent) {
  return {target, input_of(Handler), refusals, &invoke<Handler>};
}

constexpr std::array kMethods{
    method<&handlers::describe_desktop_speaker>("AgentAppService.VoiceId.describeSpeaker"),
    method<&handlers::opt_out_desktop_speaker>("AgentAppService.VoiceId.optOutSpeaker", handlers::kPublished),
    method<&handlers::delete_desktop_speaker>("AgentAppService.VoiceId.deleteSpeaker", handlers::kPublished),
    method<&handlers::evaluate_desktop_session>("AgentAppService.VoiceId.evaluateSession", handlers::kPublished),
    method<&handlers::describe_desktop_session>("AgentAppService.VoiceId.describeSession"),
    method<&handlers::update_desktop_session>("AgentAppService.VoiceId.updateSession", handlers::kPublished),
    method<&handlers::enroll_by_desktop_session>("AgentAppService.VoiceId.enrollBySession", handlers::kPublished),
    method<&handlers::start_voice_id_session>("AgentAppService.Nasa.startVoiceIdSession", handlers::kPublished),
    method<&handlers::get_contact>("AgentAppService.Lcms.getContact"),
    method<&handlers::update_voice_id_data>("AgentAppService.Lcms.updateVoiceIdData"),
    method<&handlers::list_integration_associations>("AgentAppService.Acs.listIntegrationAssociations")};

}  // namespace

std::span<const Method> methods() { return kMethods; }

const Method* find_method(std::string_view target) {
  const auto* found = std::ranges::find(kMethods, target, &Method::target);
  return found == kMethods.end() ? nullptr : found;
}

}  // namespace voiceid::agent_app
