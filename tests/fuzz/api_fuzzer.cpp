// Sends any body to any operation: the first byte selects the operation, the rest is the body. The answer is always one
// that the API model or the protocol has, and its body is JSON.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "server/api/api.hpp"
#include "server/emulator/emulator.hpp"
#include "server/events/event_bus.hpp"

namespace {

using namespace voiceid;

// Jobs are created but never run.
class NoRunner final : public handlers::JobQueue {
 public:
  void submit(const handlers::JobOrder& /*order*/) override {}
  void cancel(const JobKey& /*key*/) override {}
  void cancel_all() override {}
};

struct Target {
  boost::asio::io_context context;
  NoRunner jobs;
  events::EventBus events{1, 1};
  server::Emulator emulator{context, jobs, events, handlers::Settings(), 1, {"000000000000", "us-east-1"}};
  api::Api api{emulator, api::ApiOptions()};
  http::Response response;
};

void check(const http::Response& response) {
  if (response.status == 200 && response.body.empty()) return;
  const auto body = nlohmann::json::parse(response.body);
  if (response.status != 200 && !body.contains("__type")) std::abort();
}

// Every event is JSON.
void check_last_event(const events::EventBus& bus) {
  const events::MemorySink& memory = bus.memory();
  if (memory.last_position() == 0) return;
  std::string text;
  bus.writer().append_envelope(text, *memory.at(memory.last_position()));
  if (nlohmann::json::parse(text).size() != 9) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Target target;
  if (size == 0) return 0;
  const auto operations = api::operation_table();
  const std::string operation = "VoiceID." + std::string(operations[data[0] % operations.size()].name);
  http::Request request;
  request.method = "POST";
  request.target = "/";
  request.headers.push_back({"X-Amz-Target", operation});
  request.body = {reinterpret_cast<const char*>(data + 1), size - 1};
  target.response.clear();
  target.api.handle(request, target.response);
  check(target.response);
  check_last_event(target.events);
  return 0;
}
