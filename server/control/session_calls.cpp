#include "handlers/connect_sessions.hpp"
#include "server/control/calls.hpp"
#include "server/control/shapes.hpp"

namespace voiceid::control {
namespace {

handlers::SessionAddress address_of(const Call& call) { return {call.parameters[0], call.parameters[1]}; }

// The context of the domain's owner; nobody's where the query says that it is another's (page 6).
Result<handlers::Context> context_of(const Call& call) {
  const auto query = call.query({"account", "region"});
  if (!query) return query.error();
  handlers::Context context = call.emulator.context_of_domain(call.parameters[0]);
  for (const auto& [name, value] : *query) {
    if (value != (name == "account" ? context.account : context.region)) context.account = {};
  }
  return context;
}

// Calls that take neither query nor members.
using PlainCall = Result<shapes::SessionAnswer> (*)(handlers::Context&, const handlers::SessionAddress&);

Result<void> answer_plain(const Call& call, PlainCall handler) {
  if (auto request = call.read<EmptyRequest>(); !request) return request.error();
  auto context = context_of(call);
  if (!context) return context.error();
  return call.answer(handler(*context, address_of(call)));
}

}  // namespace

Result<void> start_session(const Call& call) {
  const auto request = call.read<shapes::StartSessionRequest>();
  if (!request) return request.error();
  auto context = context_of(call);
  if (!context) return context.error();
  return call.answer(handlers::start_session(*context, call.parameters[0], *request), 201);
}

Result<void> list_sessions(const Call& call) {
  if (auto request = call.read<EmptyRequest>(); !request) return request.error();
  auto context = context_of(call);
  if (!context) return context.error();
  return call.answer(handlers::list_sessions(*context, call.parameters[0]));
}

Result<void> describe_session(const Call& call) { return answer_plain(call, &handlers::describe_session); }

Result<void> update_session(const Call& call) {
  const auto request = call.read<shapes::UpdateSessionRequest>();
  if (!request) return request.error();
  auto context = context_of(call);
  if (!context) return context.error();
  return call.answer(handlers::update_session(*context, address_of(call), *request));
}

Result<void> put_outcome(const Call& call) {
  const auto request = call.read<shapes::Outcome>();
  if (!request) return request.error();
  auto context = context_of(call);
  if (!context) return context.error();
  return call.answer(handlers::script_outcome(*context, address_of(call), *request));
}

Result<void> delete_outcome(const Call& call) {
  return answer_plain(call, [](handlers::Context& context, const handlers::SessionAddress& address) {
    return handlers::script_outcome(context, address, std::nullopt);
  });
}

Result<void> enroll_by_session(const Call& call) { return answer_plain(call, &handlers::enroll_by_session); }

Result<void> end_session(const Call& call) { return answer_plain(call, &handlers::end_session); }

}  // namespace voiceid::control
