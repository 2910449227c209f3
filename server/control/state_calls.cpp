#include <memory>
#include <tuple>

#include "server/control/calls.hpp"
#include "server/control/pool_work.hpp"
#include "server/control/waits.hpp"
#include "server/fixtures/fixture_loader.hpp"
#include "server/objects/folder_store.hpp"
#include "server/state/restore.hpp"
#include "server/state/snapshot.hpp"
#include "server/state/state_pieces.hpp"
#include "server/work/disposal.hpp"

namespace voiceid::control {
namespace {

// Waits that were taken: for events and for requests.
struct TakenWaits {
  Waits::Taken events;
  Waits::Taken requests;
};

// The waits for what concerns these accounts and regions alone.
TakenWaits take_waits(server::Emulator& emulator, const ControlState& state, const Scope& scope) {
  return emulator.turn({}, [&](handlers::Context& context) {
    const auto is_meant = [&](const WaitFilter& filter) {
      if (scope.is_everything()) return true;
      const auto* record = filter.domain_id ? context.store.find_domain(*filter.domain_id) : nullptr;
      if (record != nullptr) return scope.covers(record->account, record->region);
      return filter.account.has_value() && scope.covers_account(*filter.account);
    };
    return TakenWaits{state.event_waits.take(is_meant), state.request_waits.take(is_meant)};
  });
}

void finish(const TakenWaits& waits) {
  for (const Waits::Taken* taken : {&waits.events, &waits.requests}) Waits::finish(*taken);
}

// Replaces the state by what was loaded.
Result<http::Answer> put(server::Emulator& emulator, ControlState& state, const Scope& scope,
                         Result<server::LoadedState> loaded) {
  if (!loaded) return loaded.error();
  auto waits = take_waits(emulator, state, scope);
  auto replaced = emulator.replace(std::move(*loaded), scope);
  if (!replaced) {
    state.event_waits.put_back(std::move(waits.events));
    state.request_waits.put_back(std::move(waits.requests));
    return replaced.error();
  }
  state.storage.fixtures.forget(scope);
  finish(waits);
  if ((*replaced)->count_rows() >= work::kManyRows) work::dispose_on(state.storage.pool, std::move(*replaced));
  return http::Answer{200, kJson, "{}"};
}

void forget(server::Emulator& emulator, ControlState& state, const Scope& scope) {
  const auto waits = take_waits(emulator, state, scope);
  auto events = scope.is_everything() ? state.events.memory().take_all() : events::MemorySink::Events();
  auto forgotten = emulator.reset(scope);
  state.storage.fixtures.forget(scope);
  state.requests.journal.forget(scope.account);
  finish(waits);
  const bool with_files = state.storage.folder != nullptr && scope.is_everything();
  auto files = with_files ? state.storage.folder->clear() : nullptr;
  // Removing files takes time, too.
  if (files != nullptr || forgotten->count_rows() + events.size() >= work::kManyRows) {
    work::dispose_on(state.storage.pool, std::tuple(std::move(files), std::move(forgotten), std::move(events)));
  }
}

}  // namespace

Result<void> reset(const Call& call, const EmptyRequest& /*request*/) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  const auto fixtures = call.query_value("fixtures");
  if (!fixtures) {
    forget(call.emulator, call.state, *scope);
    call.response.body = "{}";
    return {};
  }
  if (*fixtures != "keep") return validation_failed("The query parameter fixtures can only be keep.");
  if (!scope->is_everything()) {
    return validation_failed(
        "The query parameters fixtures and account cannot be used together: fixtures are for all.");
  }
  call.response.notes.answer_is_sensitive = true;
  const auto later = std::make_shared<http::LaterAnswer>(call.response);
  call.state.storage.fixtures.reload([&emulator = call.emulator, &state = call.state] { forget(emulator, state, {}); },
                                     [later](const Result<std::string>& ids) { answer_load(*later, ids); });
  return {};
}

Result<void> get_state(const Call& call, const EmptyRequest& /*request*/) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  call.response.pieces = call.emulator.turn({}, [&](handlers::Context& context) {
    return std::make_unique<state::StatePieces>(state::snapshot(context.store, call.emulator.clock(), *scope));
  });
  return {};
}

Result<void> put_state(const Call& call) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  auto read = [body = call.request.take_body(), scope = *scope, now = call.emulator.clock().now(),
               stop = call.state.pool_gate->token()] { return state::read_state(body.content(), scope, now, stop); };
  answer_by_pool(call, std::move(read),
                 [&emulator = call.emulator, &state = call.state, scope = *scope](Result<server::LoadedState> loaded) {
                   return put(emulator, state, scope, std::move(loaded));
                 });
  return {};
}

}  // namespace voiceid::control
