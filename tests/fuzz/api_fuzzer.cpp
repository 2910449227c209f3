// Makes up to eight calls of the API, one a line: `ListDomains {"MaxResults": 5}`. After `#`, a byte chooses the
// operation and the rest of the line what is in its request. Every answer is one that the API model or the protocol
// has, and its body and all events are JSON.
#include "server/api/api.hpp"
#include "tests/fuzz/document.hpp"
#include "tests/fuzz/scene.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

constexpr int kMostCalls = 8;
constexpr int kInternalError = 500;

struct Target {
  fuzz::Scene scene;
  api::Api api{scene.emulator, api::ApiOptions()};
  http::Response response;
};

void check(const http::Response& response, bool right_types) {
  require(response.status != kInternalError);
  if (response.status == 200 && response.body.empty()) return;
  const auto body = nlohmann::json::parse(response.body);
  if (response.status == 200) return;
  require(body.at("__type").get<std::string>().ends_with("#" + std::string(response.error_type)));
  require(!body.at("Message").get<std::string>().empty());
  require(!right_types || response.error_type != json::kSerializationException.name);
}

void call(Target& target, std::string_view operation, std::string_view body, bool right_types) {
  const std::string header = "VoiceID." + std::string(operation);
  const std::string filled = target.scene.filled_in(body);
  http::Request request;
  request.method = "POST";
  request.target = "/";
  request.headers.push_back({"X-Amz-Target", header});
  request.body = filled;
  target.response.clear();
  target.api.handle(request, target.response);
  check(target.response, right_types);
}

void call(Target& target, std::string_view line) {
  if (!line.starts_with('#')) {
    const std::string_view operation = line.substr(0, line.find(' '));
    return call(target, operation, line.substr(std::min(operation.size() + 1, line.size())), false);
  }
  fuzz::Input choices(reinterpret_cast<const std::uint8_t*>(line.data()) + 1, line.size() - 1);
  const auto operations = api::operation_table();
  const api::OperationEntry& operation = operations[choices.byte() % operations.size()];
  fuzz::DocumentMaker document(choices);
  const std::string body = document.make(*operation.input);
  call(target, operation.name, body, document.right_types());
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
