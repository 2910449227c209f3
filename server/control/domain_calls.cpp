#include "handlers/domain_control.hpp"
#include "server/control/calls.hpp"

namespace voiceid::control {

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

}  // namespace voiceid::control
