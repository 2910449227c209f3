#include "handlers/connect_sessions.hpp"
#include "handlers/flow_results.hpp"
#include "server/control/calls.hpp"
#include "server/control/list_by_turns.hpp"
#include "server/control/session_feed.hpp"
#include "server/control/session_list.hpp"

namespace voiceid::control {
namespace {

handlers::SessionAddress address_of(const Call& call) { return {call.parameters[0], call.parameters[1]}; }

}  // namespace

Result<void> start_session(const Call& call, const shapes::StartSessionRequest& request) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::start_session(context, call.parameters[0], request); }, 201);
}

Result<void> list_sessions(const Call& call, const EmptyRequest& /*request*/) {
  const auto text = [&call](std::string_view name) -> std::optional<std::string> {
    const auto value = call.query_value(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
  };
  auto list = std::make_unique<SessionList>(
      call.emulator, SessionList::Of{std::string(call.parameters[0]), text("account"), text("region")});
  if (auto checked = list->check(); !checked) return checked;
  call.response.pieces = std::move(list);
  return {};
}

Result<void> list_all_sessions(const Call& call, const EmptyRequest& /*request*/) {
  using handlers::SessionPosition;
  auto scope = call.scope();
  if (!scope) return scope.error();
  call.response.pieces = std::make_unique<ListByTurns<shapes::Session, SessionPosition>>(
      call.emulator, "Sessions", [scope = std::move(*scope)](handlers::Context& context, const SessionPosition& after) {
        return handlers::list_all_sessions(context, scope, after, kPageOfList);
      });
  return {};
}

Result<void> stream_sessions(const Call& call, const EmptyRequest& /*request*/) {
  auto scope = call.scope();
  if (!scope) return scope.error();
  call.response.content_type = "text/event-stream";
  call.response.more_headers.append("Cache-Control: no-store\r\n");
  call.response.feed = std::make_unique<SessionFeed>(call.emulator, call.state.heard, std::move(*scope));
  return {};
}

Result<void> describe_session(const Call& call, const EmptyRequest& /*request*/) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::describe_session(context, address_of(call)); });
}

Result<void> update_session(const Call& call, const shapes::UpdateSessionRequest& request) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::update_session(context, address_of(call), request); });
}

Result<void> put_outcome(const Call& call, const shapes::Outcome& outcome) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::script_outcome(context, address_of(call), outcome); });
}

Result<void> delete_outcome(const Call& call, const EmptyRequest& /*request*/) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::script_outcome(context, address_of(call), std::nullopt); });
}

Result<void> enroll_by_session(const Call& call, const EmptyRequest& /*request*/) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::enroll_by_session(context, address_of(call)); });
}

Result<void> end_session(const Call& call, const EmptyRequest& /*request*/) {
  return call.answer_turn([&](handlers::Context& context) { return handlers::end_session(context, address_of(call)); });
}

Result<void> check_voice_id(const Call& call, const shapes::CheckVoiceIdRequest& request) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::check_voice_id(context, address_of(call), request); });
}

Result<void> contact_record(const Call& call, const EmptyRequest& /*request*/) {
  return call.answer_turn(
      [&](handlers::Context& context) { return handlers::contact_record(context, address_of(call)); });
}

}  // namespace voiceid::control
