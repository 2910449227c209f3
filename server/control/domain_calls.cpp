#include "handlers/domain_control.hpp"
#include "server/control/calls.hpp"

namespace voiceid::control {

Result<void> end_encryption_update(const Call& call, const shapes::EndEncryptionUpdateRequest& request) {
  return call.answer_turn([&](handlers::Context& context) {
    return handlers::end_encryption_update(context, call.parameters[0], request);
  });
}

}  // namespace voiceid::control
