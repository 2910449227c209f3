#include "server/agent_app/method_table.hpp"

#include <algorithm>
#include <array>

#include "handlers/agent_desktop.hpp"
#include "handlers/operations.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::agent_app {
namespace {

template <class Request, class Answer>
Result<void> invoke_handler(const Call& call, handlers::Handler<Request, Answer> handler) {
  const auto request = call.reader.read_as<Request>(call.body, call.arena);
  if (!request) return request.error();
  return call.emulator.turn(call.emulator.unsigned_caller(), [&](handlers::Context& context) -> Result<void> {
    const auto answer = handler(context, *request);
    if (!answer) return answer.error();
    json::append_structure(call.answer, shapes::kShapeOf<Answer>, &*answer);
    return {};
  });
}

template <auto Handler>
Result<void> invoke(const Call& call) {
  return invoke_handler(call, Handler);
}

constexpr std::array kMethods{
    Method{"AgentAppService.VoiceId.describeSpeaker", &invoke<&handlers::describe_desktop_speaker>},
    Method{"AgentAppService.VoiceId.optOutSpeaker", &invoke<&handlers::opt_out_desktop_speaker>},
    Method{"AgentAppService.VoiceId.deleteSpeaker", &invoke<&handlers::delete_desktop_speaker>},
    Method{"AgentAppService.VoiceId.evaluateSession", &invoke<&handlers::evaluate_desktop_session>},
    Method{"AgentAppService.VoiceId.describeSession", &invoke<&handlers::describe_desktop_session>},
    Method{"AgentAppService.VoiceId.updateSession", &invoke<&handlers::update_desktop_session>},
    Method{"AgentAppService.VoiceId.enrollBySession", &invoke<&handlers::enroll_by_desktop_session>},
    Method{"AgentAppService.Nasa.startVoiceIdSession", &invoke<&handlers::start_voice_id_session>},
    Method{"AgentAppService.Lcms.getContact", &invoke<&handlers::get_contact>},
    Method{"AgentAppService.Lcms.updateVoiceIdData", &invoke<&handlers::update_voice_id_data>},
    Method{"AgentAppService.Acs.listIntegrationAssociations", &invoke<&handlers::list_integration_associations>}};

}  // namespace

const Method* find_method(std::string_view target) {
  const auto* found = std::ranges::find(kMethods, target, &Method::target);
  return found == kMethods.end() ? nullptr : found;
}

}  // namespace voiceid::agent_app
