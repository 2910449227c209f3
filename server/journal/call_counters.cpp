#include "server/journal/call_counters.hpp"

#include <algorithm>

namespace voiceid::journal {
namespace {

// More than the statuses that one operation answers, so that counting allocates nothing.
constexpr std::size_t kRoomForStatuses = 8;

}  // namespace

void TimeHistogram::add(Microseconds took) {
  const auto bucket = std::ranges::lower_bound(kBounds, took);
  ++counts_[static_cast<std::size_t>(bucket - kBounds.begin())];
  total_ += took;
}

CallCounters::CallCounters() {
  for (const Door door : {Door::kApi, Door::kDesktop, Door::kControl}) add_counters(door, {});
}

OperationCounters& CallCounters::add_counters(Door door, std::string_view operation) {
  OperationCounters& added = counters_.emplace_back(OperationCounters{.door = door, .operation = operation});
  added.by_status.reserve(kRoomForStatuses);
  return added;
}

void CallCounters::add(Door door, std::string_view operation) {
  places_.emplace(operation.data(), counters_.size());
  add_counters(door, operation);
}

void CallCounters::count(Door door, std::string_view operation, int status, std::chrono::microseconds took) {
  const auto place = places_.find(operation.data());
  OperationCounters& counters = counters_[place == places_.end() ? static_cast<std::size_t>(door) : place->second];
  counters.times.add(took);
  const auto found = std::ranges::find(counters.by_status, status, &StatusCount::status);
  if (found == counters.by_status.end()) {
    counters.by_status.push_back({status, 1});
  } else {
    ++found->calls;
  }
}

}  // namespace voiceid::journal
