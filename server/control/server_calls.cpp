#include <malloc.h>

#include "server/api/contract.hpp"
#include "server/control/calls.hpp"
#include "server/objects/folder_store.hpp"
#include "server/work/worker_pool.hpp"

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
  // A test that resets a small state is not worth the pool's threads.
  constexpr std::size_t kManyRows = 10'000;
  auto state = call.emulator.reset();
  auto files = call.state.storage.folder != nullptr ? call.state.storage.folder->clear() : nullptr;
  if (files != nullptr || state->count_rows() >= kManyRows) {
    // Removing files and destroying a large state take time.
    call.state.storage.pool.run([files = std::move(files), state = std::move(state)]() mutable {
      files.reset();
      state.reset();
      // What the C library keeps of the freed memory goes back to the system.
      malloc_trim(0);
    });
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
