#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/journal/call_counters.hpp"
#include "server/journal/process_usage.hpp"
#include "server/journal/resource_counts.hpp"

namespace voiceid::journal {

/// The type of metrics_text(), as Prometheus names it ("Text-based format").
inline constexpr std::string_view kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

/// What became of the events of a sink.
struct SinkMetrics {
  std::string_view name;
  std::uint64_t delivered = 0;
  std::uint64_t dropped = 0;
  std::uint64_t pending = 0;
};

/// What metrics show besides calls.
struct Measured {
  std::size_t open_connections = 0;
  ResourceCounts resources = {};
  std::vector<SinkMetrics> sinks = {};
  ProcessUsage process = {};
};

/// The metrics as text for Prometheus (docs/metrics.md). Has the operations and statuses that calls had.
std::string metrics_text(const CallCounters& calls, const Measured& measured);

}  // namespace voiceid::journal
