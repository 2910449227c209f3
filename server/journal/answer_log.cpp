#include "server/journal/answer_log.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <functional>
#include <string>

#include "base/wording.hpp"
#include "server/log/log_line.hpp"

namespace voiceid::journal {

void AnswerLog::write(const http::Door& door, std::string_view operation, const http::Request& request,
                      const http::Response& response, std::chrono::microseconds took) {
  const http::CallNotes& notes = response.notes;
  if (!response.logged) {
    if (!notes.error.empty()) write_refusal(door, operation, request, response);
    return;
  }
  log::write(spdlog::level::debug, "Answered a request.",
             {{"request_id", response.request_id},
              {"method", printable(request.method)},
              {"path", door.logged_path(request.path())},
              {"status", response.status},
              {"took_us", took.count()},
              {"error", notes.error},
              {"operation", operation},
              {"account", notes.account},
              {"region", notes.region},
              {"domain_id", notes.domain_id},
              {"fault", notes.fault},
              {"request", response.logged_request},
              {"hint", notes.hint}});
}

void AnswerLog::write_refusal(const http::Door& door, std::string_view operation, const http::Request& request,
                              const http::Response& response) {
  const http::CallNotes& notes = response.notes;
  if (!notes.fault.empty() || !notes.hint.empty()) return;
  if (!refusals_.admits(notes.error, response.taken_up_at)) return;
  log::write(spdlog::level::info, "Refused a request; others with this error are not logged for a minute.",
             {{"error", notes.error},
              {"status", response.status},
              {"method", printable(request.method)},
              {"path", door.logged_path(request.path())},
              {"operation", operation},
              {"account", notes.account}});
}

void AnswerLog::show_hint(http::Response& response) {
  const http::CallNotes& notes = response.notes;
  std::string value = notes.hint;
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
  std::ranges::replace_if(value, std::not_fn(is_plain), '?');
  response.more_headers.append("x-voiceid-hint: ").append(value).append("\r\n");
  // Otherwise the request's own line has it.
  if (response.logged || !hints_.admits(notes.hint_kind, response.taken_up_at)) return;
  log::write(spdlog::level::info, notes.hint, {{"request_id", response.request_id}, {"hint", notes.hint_kind}});
}

}  // namespace voiceid::journal
