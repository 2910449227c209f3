#include <tuple>

#include "server/api/contract.hpp"
#include "server/control/calls.hpp"
#include "server/objects/folder_store.hpp"
#include "server/work/disposal.hpp"

namespace voiceid::control {

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
  auto events = call.state.events.memory().take_all();
  auto state = call.emulator.reset();
  auto files = call.state.storage.folder != nullptr ? call.state.storage.folder->clear() : nullptr;
  // Removing files takes time, too.
  if (files != nullptr || state->count_rows() + events.size() >= work::kManyRows) {
    work::dispose_on(call.state.storage.pool, std::tuple(std::move(files), std::move(state), std::move(events)));
  }
  call.response.body = "{}";
  return {};
}

Result<void> contract(const Call& call) {
  if (call.state.contract.empty()) call.state.contract = api::contract_json();
  call.response.body = call.state.contract;
  return {};
}

}  // namespace voiceid::control
