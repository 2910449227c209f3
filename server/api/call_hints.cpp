#include "server/api/call_hints.hpp"

#include <vector>

#include "base/wording.hpp"
#include "server/api/identity.hpp"
#include "server/api/operation_table.hpp"
#include "server/journal/hints.hpp"

namespace voiceid::api {
namespace {

using journal::note_hint;

constexpr std::string_view kSigningName = "voiceid";
constexpr std::string_view kPort =
    " reached this port, which serves Amazon Connect Voice ID only; see the endpoint of that client.";

// Of text from the request.
std::string brief(std::string_view text) {
  constexpr std::size_t kMost = 100;
  return printable(text.substr(0, kMost)).append(text.size() > kMost ? "..." : "");
}

// The service that the request is signed for; empty if it is not signed.
std::string_view signed_service(const http::Request& request) {
  const auto authorization = parse_authorization(request.header("Authorization").value_or(std::string_view()));
  return authorization ? authorization->service : std::string_view();
}

std::string signed_for(const http::Request& request) {
  const std::string_view service = signed_service(request);
  return service.empty() ? "" : " signed for " + brief(service);
}

void note_target(std::string_view target, const http::Request& request, http::CallNotes& notes) {
  if (!target.starts_with(kTargetPrefix)) {
    return note_hint(notes, "another-service", "A call of " + brief(target) + signed_for(request) + std::string(kPort));
  }
  target.remove_prefix(kTargetPrefix.size());
  if (find_operation(target) != nullptr) return;
  std::vector<std::string_view> names;
  for (const OperationEntry& operation : operation_table()) names.push_back(operation.name);
  const auto nearest = nearest_name(target, names);
  const std::string meant = nearest ? "; did you mean " + std::string(*nearest) + "?" : ".";
  note_hint(notes, "unknown-operation", "Voice ID has no operation " + brief(target) + meant);
}

// What a call in the query protocol is; empty if it is none. Its body may not be there yet.
std::string query_call(const http::Request& request) {
  constexpr std::string_view kAction = "Action=";
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  if (request.body.starts_with(kAction)) {
    return "A call of " + brief(request.body.substr(0, request.body.find('&')).substr(kAction.size()));
  }
  const bool is_form = request.header("Content-Type").value_or(std::string_view()).starts_with(kForm);
  return is_form && request.body.empty() ? "A call" : "";
}

}  // namespace

void note_hint_on_unknown(const http::Request& request, http::CallNotes& notes) {
  if (const auto target = request.header("X-Amz-Target")) return note_target(*target, request, notes);
  if (const std::string call = query_call(request); !call.empty()) {
    return note_hint(notes, "query-protocol",
                     call + " in the query protocol" + signed_for(request) + std::string(kPort));
  }
  note_hint(notes, "rest-request",
            "A request without X-Amz-Target (" + brief(request.method) + " " + brief(request.path()) + ")" +
                signed_for(request) + std::string(kPort));
}

void note_hint_on_signature(const http::Request& request, http::CallNotes& notes) {
  const std::string_view service = signed_service(request);
  if (service.empty() || service == kSigningName) return;
  note_hint(notes, "another-signature",
            "The request is signed for " + brief(service) + "; the signing name of Voice ID is voiceid.");
}

}  // namespace voiceid::api
