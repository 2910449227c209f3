#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/control/call.hpp"
#include "server/control/log_query.hpp"
#include "server/journal/journal.hpp"

namespace voiceid::control {

/// Selects recorded calls; an empty filter takes all of the service's API and of the desktop.
struct RequestFilter {
  std::optional<std::string> operation = {};
  /// A number, or `4xx` for all from 400 to 499.
  std::optional<std::string> status = {};
  std::optional<std::string> error = {};
  std::optional<std::string> account = {};
  std::optional<std::string> region = {};
  std::optional<std::string> domain_id = {};
  /// With `?all`, those of the control API too.
  journal::Doors doors = journal::Doors::kService;

  bool takes(const journal::Entry& entry) const;
};

/// One of the things that a filter looks at.
struct Criterion {
  /// The query parameter.
  std::string_view name;
  std::optional<std::string> RequestFilter::*wanted;
  std::string (*value_of)(const journal::Entry& entry);
  /// In sentences: before the value, before the wanted value, and in place of a value that is absent.
  std::string_view phrase;
  std::string_view short_phrase;
  std::string_view absent;

  bool takes(const RequestFilter& filter, const journal::Entry& entry) const;
};

std::span<const Criterion> criteria();

/// The query of a call on requests.
struct RequestQuery {
  RequestFilter filter = {};
  /// Only calls with larger numbers.
  std::uint64_t after = 0;
  /// At most this many.
  std::size_t limit = kMostEntries;
  /// How long to wait for the first one, if there is none yet.
  std::chrono::milliseconds wait{0};
};

/// Reads the query of GET requests: `operation`, `status`, `error`, `account`, `region`, `domainId`, `all`, `after`,
/// `limit` and `wait`. Errors: ValidationException for a malformed value and for an unknown operation of the service.
Result<RequestQuery> read_request_query(const Call& call);

/// Reads the query of GET requests/stream, where the header Last-Event-ID replaces `after`. Errors: the same.
Result<RequestQuery> read_request_stream_query(const Call& call);

}  // namespace voiceid::control
