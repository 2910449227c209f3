#include "server/agent_app/agent_app.hpp"

#include "server/agent_app/method_table.hpp"
#include "server/api/errors.hpp"

namespace voiceid::agent_app {
namespace {

// Where the streams library sends its calls.
constexpr std::string_view kPath = "/agent-app/api";
constexpr std::string_view kContentType = "application/json";

int status_of(const Error& error) { return error.type == &kAccessDeniedException ? 403 : 400; }

}  // namespace

bool AgentApp::serves(std::string_view path) const { return path == kPath; }

void AgentApp::answer_error(const Error& error, http::Response& response) const {
  response.status = status_of(error);
  response.content_type = kContentType;
  response.error_type = response.notes.error = error.type->name;
  const std::string status = std::to_string(error.type->http_status);
  response.body = R"({"errorCode":"","message":"Request failed with status code )" + status;
  // Without a `type`: the library then sets its own, which its documented checks compare (streams library).
  response.body += R"(","status":)" + std::to_string(response.status) + "}";
}

void AgentApp::handle(http::Request& request, http::Response& response) {
  response.content_type = kContentType;
  if (auto answered = answer(request, response); !answered) answer_error(answered.error(), response);
}

Result<void> AgentApp::answer(const http::Request& request, http::Response& response) {
  const auto target = request.header("X-Amz-Target");
  const Method* method = request.method == "POST" && target ? find_method(*target) : nullptr;
  if (method == nullptr) return api::unknown_operation();
  response.notes.operation = method->target;
  const Call call{emulator_, request.body, reader_, arena_, response.body, response.notes};
  return method->invoke(call);
}

}  // namespace voiceid::agent_app
