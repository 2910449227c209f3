// Makes up to eight calls of the agent desktop, one a line: `VoiceId.describeSession {"SessionNameOrId": "call-1"}`.
// After
// `#`, a byte chooses the method and the rest of the line what is in its request. An answer is JSON, and an error has
// the form that the streams library expects.
#include "server/agent_app/agent_app.hpp"
#include "server/agent_app/method_table.hpp"
#include "tests/fuzz/document.hpp"
#include "tests/fuzz/scene.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

constexpr int kMostCalls = 8;
constexpr std::string_view kService = "AgentAppService.";

struct Target {
  fuzz::Scene scene;
  agent_app::AgentApp agent_app{scene.emulator};
  http::Response response;
};

void check(const http::Response& response) {
  const auto body = nlohmann::json::parse(response.body);
  if (response.status == 200) return;
  require(response.status == 400 && response.error_type != kInternalServerException.name);
  require(body.size() == 3 && body.at("status") == 400 && body.at("errorCode") == "");
  require(body.at("message").get<std::string>().starts_with("Request failed with status code "));
}

void call(Target& target, std::string_view method, std::string_view body) {
  const std::string filled = target.scene.filled_in(body);
  http::Request request;
  request.method = "POST";
  request.target = "/agent-app/api";
  request.headers.push_back({"X-Amz-target", method});
  request.body = filled;
  target.response.clear();
  target.agent_app.handle(request, target.response);
  check(target.response);
}

void call(Target& target, std::string_view line) {
  if (!line.starts_with('#')) {
    const std::string_view method = line.substr(0, line.find(' '));
    return call(target, std::string(kService).append(method), line.substr(std::min(method.size() + 1, line.size())));
  }
  fuzz::Input choices(reinterpret_cast<const std::uint8_t*>(line.data()) + 1, line.size() - 1);
  const auto methods = agent_app::methods();
  const agent_app::Method& method = methods[choices.byte() % methods.size()];
  call(target, method.target, fuzz::DocumentMaker(choices).make(*method.input));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Target target;
  fuzz::Input input(data, size);
  target.scene.begin();
  for (int i = 0; i < kMostCalls && !input.empty(); ++i) call(target, input.until('\n'));
  target.scene.check_events();
  return 0;
}
