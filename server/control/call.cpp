#include "server/control/call.hpp"

#include <algorithm>

#include "domain/arn.hpp"
#include "server/api/errors.hpp"
#include "server/http/door.hpp"

namespace voiceid::control {
namespace {

// An error of the control API alone, so its name has no namespace.
constexpr ErrorType kNotFound{"", "NotFound", 404};

// The control API answers an exceeded quota as a conflict.
int status_of(const ErrorType& type) { return &type == &kServiceQuotaExceededException ? 409 : type.http_status; }

}  // namespace

std::optional<std::string_view> Call::query_value(std::string_view name) const {
  const auto found = std::ranges::find(query, name, &http::Query::value_type::first);
  return found == query.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

Result<Scope> Call::scope() const {
  Scope scope;
  if (const auto account = query_value("account")) {
    if (!is_account_id(*account)) return validation_failed("The query parameter account must be 12 digits.");
    scope.account = *account;
  }
  if (const auto region = query_value("region")) {
    if (!is_region(*region)) {
      return validation_failed("The query parameter region must be 1 to 64 letters, digits and hyphens.");
    }
    scope.region = *region;
  }
  return scope;
}

Result<void> Call::check_length() const {
  if (request.body.size() > http::kMaxJsonBody) return api::body_too_large();
  return {};
}

Error not_found(std::string message) { return {&kNotFound, std::move(message), {}, {}}; }

std::string_view error_name(const Error& error) {
  return error.conflict_type ? name_of(*error.conflict_type) : error.type->name;
}

http::Answer error_answer(const Error& error) {
  http::Answer answer{
      .status = status_of(*error.type), .content_type = kJson, .body = R"({"Error":)", .error = error_name(error)};
  json::append_string(answer.body, answer.error);
  answer.body += R"(,"Message":)";
  json::append_string(answer.body, error.message);
  answer.body += "}";
  return answer;
}

}  // namespace voiceid::control
