#include <memory>
#include <tuple>

#include "server/api/contract.hpp"
#include "server/control/calls.hpp"
#include "server/fixtures/fixture_loader.hpp"
#include "server/objects/folder_store.hpp"
#include "server/work/disposal.hpp"

namespace voiceid::control {
namespace {

void reset(server::Emulator& emulator, const ControlState& state) {
  auto events = state.events.memory().take_all();
  auto forgotten = emulator.reset();
  auto files = state.storage.folder != nullptr ? state.storage.folder->clear() : nullptr;
  // Removing files takes time, too.
  if (files != nullptr || forgotten->count_rows() + events.size() >= work::kManyRows) {
    work::dispose_on(state.storage.pool, std::tuple(std::move(files), std::move(forgotten), std::move(events)));
  }
}

}  // namespace

Result<void> health(const Call& call) {
  const auto uptime = std::chrono::steady_clock::now() - call.state.started_at;
  std::string& json = call.response.body;
  json = R"({"Status":"running","Version":)";
  json::append_string(json, call.state.options.version);
  json += R"(,"Uptime":)";
  json += std::to_string(std::chrono::floor<std::chrono::seconds>(uptime).count());
  json += "}";
  return {};
}

Result<void> reset(const Call& call, const EmptyRequest& /*request*/) {
  const auto fixtures = call.query_value("fixtures");
  if (!fixtures) {
    reset(call.emulator, call.state);
    call.response.body = "{}";
    return {};
  }
  if (*fixtures != "keep") return validation_failed("The query parameter fixtures can only be keep.");
  const auto later = std::make_shared<http::LaterAnswer>(call.response);
  call.state.storage.fixtures.reload([&emulator = call.emulator, &state = call.state] { reset(emulator, state); },
                                     [later](const Result<std::string>& ids) { answer_load(*later, ids); });
  return {};
}

Result<void> contract(const Call& call) {
  if (call.state.contract.empty()) call.state.contract = api::contract_json();
  call.response.body = call.state.contract;
  return {};
}

}  // namespace voiceid::control
