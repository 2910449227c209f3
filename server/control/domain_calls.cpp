#include "base/utf8.hpp"
#include "handlers/domain_control.hpp"
#include "handlers/speaker_control.hpp"
#include "server/control/calls.hpp"
#include "server/control/list_by_turns.hpp"

namespace voiceid::control {

Result<void> list_domains(const Call& call, const EmptyRequest& /*request*/) {
  auto scope = call.scope();
  if (!scope) return scope.error();
  call.response.pieces = std::make_unique<ListByTurns<shapes::ListedDomain, std::uint64_t>>(
      call.emulator, "Domains", [scope = std::move(*scope)](handlers::Context& context, std::uint64_t after) {
        return handlers::list_all_domains(context, scope, after, kPageOfList);
      });
  return {};
}

Result<void> restore_domain(const Call& call, const EmptyRequest& /*request*/) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::restore_domain(context, call.parameters[0]); });
}

Result<void> set_domain_status(const Call& call, const shapes::SetDomainStatusRequest& request) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::set_domain_status(context, call.parameters[0], request); });
}

Result<void> end_encryption_update(const Call& call, const shapes::EndEncryptionUpdateRequest& request) {
  return call.answer_turn([&](handlers::Context& context) {
    return handlers::end_encryption_update(context, call.parameters[0], request);
  });
}

Result<void> show_speaker(const Call& call, const EmptyRequest& /*request*/) {
  return call.answer_turn([&](handlers::Context& context) {
    return handlers::show_speaker(context, call.parameters[0], call.parameters[1]);
  });
}

Result<void> put_speaker(const Call& call, const shapes::PutSpeakerRequest& request) {
  const std::string& id = call.parameters[1];
  const bool is_id =
      code_points(id) <= static_cast<std::size_t>(*shapes::kSpeakerId.max) && shapes::kSpeakerId.pattern->matches(id);
  if (!is_id) {
    return validation_failed(
        "The CustomerSpeakerId in the path needs 1 to 256 letters, digits, hyphens and underscores, the first of them "
        "a "
        "letter or digit.");
  }
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::put_speaker(context, call.parameters[0], id, request); });
}

Result<void> put_fraudster(const Call& call, const shapes::PutFraudsterRequest& request) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::put_fraudster(context, call.parameters[0], request); });
}

}  // namespace voiceid::control
