#include "server/api/api.hpp"

#include <array>

#include "domain/ids.hpp"
#include "handlers/events.hpp"
#include "server/api/call_hints.hpp"
#include "server/api/errors.hpp"
#include "server/faults/named_domain.hpp"

namespace voiceid::api {
namespace {

constexpr std::string_view kContentType = "application/x-amz-json-1.0";
constexpr std::array<std::string_view, 3> kAcceptedContentTypes{kContentType, "application/x-amz-json-1.1",
                                                                "application/json"};

// The media type without parameters such as the character set.
bool is_accepted_content_type(std::string_view value) {
  if (value == kContentType) return true;
  std::string_view type = value.substr(0, value.find(';'));
  type = type.substr(0, type.find_last_not_of(" \t") + 1);
  return std::ranges::any_of(kAcceptedContentTypes,
                             [type](std::string_view accepted) { return http::equals_ignoring_case(type, accepted); });
}

// Whether the handler publishes that the error refused the call.
bool publishes(const OperationEntry& operation, const Error& injected) {
  return operation.refusals == handlers::kPublished && handlers::publishes_injected(injected);
}

}  // namespace

Api::Api(server::Emulator& emulator, ApiOptions options) : emulator_(emulator), options_(std::move(options)) {
  for (const OperationEntry& operation : operation_table()) {
    emulator.faults().operations().add(faults::Target::kApi, operation.name);
  }
}

bool Api::serves(std::string_view path) const { return path == "/"; }

void Api::answer_error(const Error& error, http::Response& response) const {
  response.body.clear();
  response.status = error.type->http_status;
  response.content_type = kContentType;
  response.error_type = response.notes.error = error.type->name;
  append_error_body(response.body, error);
}

Result<const OperationEntry*> Api::find_target(const http::Request& request) const {
  if (!serves(request.path())) return unknown_operation();
  const auto target = request.header("X-Amz-Target");
  if (request.method != "POST" || !target || !target->starts_with(kTargetPrefix)) return unknown_operation();
  const auto content_type = request.header("Content-Type");
  if (content_type && !is_accepted_content_type(*content_type)) {
    Error error = unknown_operation();
    error.message = "The Content-Type of an API call must be application/x-amz-json-1.0.";
    return error;
  }
  const OperationEntry* operation = find_operation(target->substr(kTargetPrefix.size()));
  if (operation == nullptr) return unknown_operation();
  return operation;
}

Result<Identity> Api::find_identity(const http::Request& request) const {
  if (options_.check_signatures) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (auto verified = verify_signature(request, options_.credentials, now); !verified) return verified.error();
  }
  return identify(request.header("Authorization"), {options_.default_account, options_.default_region});
}

faults::Strike Api::find_strike(const OperationEntry& operation, const http::Request& request, http::CallNotes& notes) {
  faults::Faults& faults = emulator_.faults();
  std::string_view domain_id;
  if (faults.asks_domain()) domain_id = faults::domain_named_in(request.body, reader_, arena_);
  faults::Strike strike = faults.strike({faults::Target::kApi, operation.name, notes.account, domain_id});
  if (!strike) return strike;
  // The call may end before anything else reads its body.
  if (domain_id.empty()) domain_id = faults::domain_named_in(request.body, reader_, arena_);
  if (resource_id_in(domain_id)) notes.domain_id = domain_id;
  notes.fault = strike.entry->id();
  return strike;
}

Result<void> Api::answer(const http::Request& request, http::Response& response, faults::Strike& strike) {
  const auto operation = find_target(request);
  if (!operation) return operation.error();
  const auto identity = find_identity(request);
  if (!identity) return identity.error();
  const std::string_view account = identity->account;
  const std::string_view region = identity->region;
  http::CallNotes& notes = response.notes;
  notes.operation = (*operation)->name;
  notes.account = account;
  notes.region = region;
  if (emulator_.faults().any()) {
    strike = find_strike(**operation, request, notes);
    if (strike.spares_work()) return {};
    if (strike.error() != nullptr && !publishes(**operation, *strike.error())) return *strike.error();
  }
  return emulator_.turn({account, region}, [&](handlers::Context& context) -> Result<void> {
    context.injected = strike.error();
    if (context.injected == nullptr && options_.throttle &&
        !emulator_.throttle().admit(account, region, (*operation)->name, (*operation)->calls_per_second, context.now)) {
      return throttled((*operation)->name);
    }
    response.content_type = kContentType;
    std::string* logged_request = response.logged ? &response.logged_request : nullptr;
    Call call{context, request.body, reader_, arena_, response.body, notes, logged_request};
    return (*operation)->invoke(call);
  });
}

Result<void> Api::check_head(const http::Request& request) const {
  if (const auto operation = find_target(request); !operation) return operation.error();
  return {};
}

void Api::note_hint(const Error& error, const http::Request& request, http::CallNotes& notes) const {
  if (error.type == &kUnknownOperationException) return note_hint_on_unknown(request, notes);
  if (options_.check_signatures && notes.account.empty()) note_hint_on_signature(request, notes);
}

void Api::handle(http::Request& request, http::Response& response) {
  faults::Strike strike;
  if (const auto answered = answer(request, response, strike); !answered) {
    note_hint(answered.error(), request, response.notes);
    answer_error(answered.error(), response);
  }
  if (strike) emulator_.faults().disturb(strike, response);
}

}  // namespace voiceid::api
