#include "server/control/request_query.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/wording.hpp"
#include "server/api/operation_table.hpp"
#include "server/events/event_bus.hpp"

namespace voiceid::control {
namespace {

using journal::Entry;

constexpr char kAnyDigit = 'x';

constexpr std::array kCriteria{
    Criterion{"operation", &RequestFilter::operation, [](const Entry& entry) { return std::string(entry.operation); },
              "of", "of", "of no operation"},
    Criterion{"account", &RequestFilter::account, [](const Entry& entry) { return std::string(entry.account); },
              "in account", "in", "in no account"},
    Criterion{"region", &RequestFilter::region, [](const Entry& entry) { return std::string(entry.region); },
              "in region", "in", "in no region"},
    Criterion{"domainId", &RequestFilter::domain_id, [](const Entry& entry) { return std::string(entry.domain_id); },
              "in domain", "in", "in no domain"},
    Criterion{"status", &RequestFilter::status, [](const Entry& entry) { return std::to_string(entry.status); },
              "with status", "with", ""},
    Criterion{"error", &RequestFilter::error, [](const Entry& entry) { return std::string(entry.error); }, "with",
              "with", "without an error"}};

// Whether a status is the wanted one: equal digits, and any where an x is wanted.
bool is_status(std::string_view status, std::string_view wanted) {
  return std::ranges::equal(status, wanted,
                            [](char digit, char other) { return other == kAnyDigit || digit == other; });
}

Result<std::string> read_status(std::string value) {
  const std::string_view rest = std::string_view(value).substr(std::min<std::size_t>(value.size(), 1));
  const bool is_class = rest == "xx";
  const bool is_number = rest.size() == 2 && std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
  if ((is_class || is_number) && value.front() >= '1' && value.front() <= '5') return value;
  return validation_failed("The query parameter status must be a status such as 404, or a class such as 4xx.");
}

// Names with a dot or a space are those of the other doors.
Result<std::string> read_operation(std::string value) {
  if (api::find_operation(value) != nullptr || value.find_first_of(". ") != std::string::npos) return value;
  std::vector<std::string_view> names;
  for (const api::OperationEntry& operation : api::operation_table()) names.push_back(operation.name);
  const auto nearest = nearest_name(value, names);
  std::string message = "Voice ID has no operation " + cited(value);
  return validation_failed(message.append(nearest ? "; did you mean " + std::string(*nearest) + "?" : "."));
}

Result<journal::Doors> read_all(std::string_view value) {
  if (value.empty() || value == "true") return journal::Doors::kAll;
  if (value == "false") return journal::Doors::kService;
  return validation_failed("The query parameter all must be true or false; without a value it is true.");
}

Result<std::uint64_t> position_of(const Call& call, std::string_view text) {
  const std::uint64_t last = call.state.requests.journal.last_number();
  if (const auto position = position_in(call.state.events.run(), last, text)) return *position;
  return validation_failed("The position after which requests are wanted is neither now, nor a Last, nor a Number.");
}

Result<void> read_parameter(const Call& call, const std::string& name, const std::string& value, RequestQuery& query) {
  if (name == "after") return assign(query.after, position_of(call, value));
  if (name == "limit") return assign(query.limit, read_limit(value));
  if (name == "wait") return assign(query.wait, read_wait(value));
  if (name == "all") return assign(query.filter.doors, read_all(value));
  if (name == "operation") return assign(query.filter.operation.emplace(), read_operation(value));
  if (name == "status") return assign(query.filter.status.emplace(), read_status(value));
  const auto* criterion = std::ranges::find(kCriteria, name, &Criterion::name);
  if (criterion != kCriteria.end()) query.filter.*criterion->wanted = value;
  return {};
}

Result<RequestQuery> read(const Call& call, const http::Query& parameters) {
  RequestQuery query;
  for (const auto& [name, value] : parameters) {
    if (auto done = read_parameter(call, name, value, query); !done) return done.error();
  }
  return query;
}

}  // namespace

bool Criterion::takes(const RequestFilter& filter, const Entry& entry) const {
  const std::optional<std::string>& text = filter.*wanted;
  if (!text) return true;
  return wanted == &RequestFilter::status ? is_status(value_of(entry), *text) : value_of(entry) == *text;
}

std::span<const Criterion> criteria() { return kCriteria; }

bool RequestFilter::takes(const Entry& entry) const {
  return std::ranges::all_of(kCriteria, [&](const Criterion& criterion) { return criterion.takes(*this, entry); });
}

Result<RequestQuery> read_request_query(const Call& call) { return read(call, call.query); }

Result<RequestQuery> read_request_stream_query(const Call& call) {
  return read(call, with_last_event_id(call.query, call.request));
}

}  // namespace voiceid::control
