#include "server/api/contract.hpp"
#include "server/control/calls.hpp"

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

Result<void> contract(const Call& call) {
  if (call.state.contract.empty()) call.state.contract = api::contract_json();
  call.response.body = call.state.contract;
  return {};
}

}  // namespace voiceid::control
