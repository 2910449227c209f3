#include "handlers/connect_sessions.hpp"
#include "server/control/calls.hpp"

namespace voiceid::control {
namespace {

handlers::SessionAddress address_of(const Call& call) { return {call.parameters[0], call.parameters[1]}; }

// Answers with what `handle(context)` returns in a turn of the domain's owner. If the query names another owner, the
// turn is nobody's, so that the domain is not found.
template <class Handle>
Result<void> answer_turn(const Call& call, Handle handle, int status = 200) {
  return call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) {
    const bool is_owner = call.query_value("account").value_or(context.account) == context.account &&
                          call.query_value("region").value_or(context.region) == context.region;
    if (!is_owner) context.account = {};
    return call.answer(handle(context), status);
  });
}

}  // namespace

Result<void> start_session(const Call& call, const shapes::StartSessionRequest& request) {
  return answer_turn(
      call, [&](handlers::Context& context) { return handlers::start_session(context, call.parameters[0], request); },
      201);
}

Result<void> list_sessions(const Call& call, const EmptyRequest& /*request*/) {
  return answer_turn(call,
                     [&](handlers::Context& context) { return handlers::list_sessions(context, call.parameters[0]); });
}

Result<void> describe_session(const Call& call, const EmptyRequest& /*request*/) {
  return answer_turn(call,
                     [&](handlers::Context& context) { return handlers::describe_session(context, address_of(call)); });
}

Result<void> update_session(const Call& call, const shapes::UpdateSessionRequest& request) {
  return answer_turn(
      call, [&](handlers::Context& context) { return handlers::update_session(context, address_of(call), request); });
}

Result<void> put_outcome(const Call& call, const shapes::Outcome& outcome) {
  return answer_turn(
      call, [&](handlers::Context& context) { return handlers::script_outcome(context, address_of(call), outcome); });
}

Result<void> delete_outcome(const Call& call, const EmptyRequest& /*request*/) {
  return answer_turn(call, [&](handlers::Context& context) {
    return handlers::script_outcome(context, address_of(call), std::nullopt);
  });
}

Result<void> enroll_by_session(const Call& call, const EmptyRequest& /*request*/) {
  return answer_turn(
      call, [&](handlers::Context& context) { return handlers::enroll_by_session(context, address_of(call)); });
}

Result<void> end_session(const Call& call, const EmptyRequest& /*request*/) {
  return answer_turn(call,
                     [&](handlers::Context& context) { return handlers::end_session(context, address_of(call)); });
}

}  // namespace voiceid::control
