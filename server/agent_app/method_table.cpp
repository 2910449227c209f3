#include "server/agent_app/method_table.hpp"

#include <algorithm>
#include <array>

#include "handlers/agent_desktop.hpp"
#include "server/api/operation_table.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::agent_app {
namespace {

// The member that identifies the caller as the domain's owner: the desktop does not sign.
struct DomainRequest {
  static constexpr std::string_view kName = "DomainRequest";
  std::optional<std::string_view> domain_id;
  static constexpr auto members() {
    return std::array{shapes::member<&DomainRequest::domain_id>("DomainId", shapes::kString)};
  }
};

template <class Request, class Answer>
Result<void> invoke_handler(const Call& call, handlers::Handler<Request, Answer> handler) {
  const auto request = call.reader.read_as<Request>(call.body, call.arena);
  if (!request) return request.error();
  const auto work = [&](handlers::Context& context) -> Result<void> {
    const auto answer = handler(context, *request);
    if (!answer) return answer.error();
    json::append_structure(call.answer, shapes::kShapeOf<Answer>, &*answer);
    return {};
  };
  if constexpr (requires { request->domain_id; }) {
    return call.emulator.turn_of_domain(request->domain_id, work);
  } else {
    return call.emulator.turn({}, work);
  }
}

template <auto Handler>
Result<void> invoke(const Call& call) {
  return invoke_handler(call, Handler);
}

Result<void> invoke_operation(const Call& call, const api::OperationEntry& operation) {
  const auto request = call.reader.read_as<DomainRequest>(call.body, call.arena);
  if (!request) return request.error();
  const std::string domain_id(request->domain_id.value_or(std::string_view()));
  return call.emulator.turn_of_domain(domain_id, [&](handlers::Context& context) -> Result<void> {
    api::Call api_call{context, call.body, call.reader, call.arena, call.answer};
    if (auto done = operation.invoke(api_call); !done) return done;
    if (call.answer.empty()) call.answer = "{}";
    return {};
  });
}

// For a method that is an operation of the API, such as `describeSpeaker`.
template <const auto& Operation>
Result<void> invoke_operation_called(const Call& call) {
  return invoke_operation(call, *api::find_operation(Operation));
}

constexpr std::string_view kDescribeSpeaker = "DescribeSpeaker";
constexpr std::string_view kOptOutSpeaker = "OptOutSpeaker";
constexpr std::string_view kDeleteSpeaker = "DeleteSpeaker";
constexpr std::string_view kEvaluateSession = "EvaluateSession";

constexpr std::array kMethods{
    Method{"AgentAppService.VoiceId.describeSpeaker", &invoke_operation_called<kDescribeSpeaker>},
    Method{"AgentAppService.VoiceId.optOutSpeaker", &invoke_operation_called<kOptOutSpeaker>},
    Method{"AgentAppService.VoiceId.deleteSpeaker", &invoke_operation_called<kDeleteSpeaker>},
    Method{"AgentAppService.VoiceId.evaluateSession", &invoke_operation_called<kEvaluateSession>},
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
