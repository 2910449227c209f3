#include "server/api/contract.hpp"
#include "server/control/calls.hpp"
#include "server/control/openapi.hpp"
#include "server/control/pages.hpp"
#include "server/control/route.hpp"

namespace voiceid::control {

Result<void> list_calls(const Call& call, const EmptyRequest& /*request*/) {
  if (wants_page(call.request)) {
    call.response.content_type = kHtml;
    call.response.body = calls_page();
    return {};
  }
  std::vector<std::string> paths;
  for (const Route& route : routes()) paths.push_back(std::string(kPathPrefix).append(route.path));
  CallsAnswer answer;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    answer.calls.push_back({routes()[i].method, paths[i], routes()[i].summary});
  }
  return call.answer<CallsAnswer>(std::move(answer));
}

Result<void> health(const Call& call) {
  const auto uptime = std::chrono::steady_clock::now() - call.state.started_at;
  return call.answer<Health>(Health{.status = "running",
                                    .version = call.state.options.version,
                                    .uptime = std::chrono::floor<std::chrono::seconds>(uptime).count()});
}

Result<void> contract(const Call& call) {
  if (call.state.contract.empty()) call.state.contract = api::contract_json();
  call.response.body = call.state.contract;
  return {};
}

Result<void> openapi(const Call& call) {
  if (call.state.openapi.empty()) call.state.openapi = openapi_json(call.state.options.version);
  call.response.body = call.state.openapi;
  return {};
}

}  // namespace voiceid::control
