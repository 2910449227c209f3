#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "server/journal/entry.hpp"

namespace voiceid::journal {

/// How many calls took up to each of some times.
class TimeHistogram {
 public:
  using Microseconds = std::chrono::microseconds;
  /// The longest time of each bucket but the last, which has none.
  static constexpr std::array<Microseconds, 14> kBounds{
      Microseconds(50),         Microseconds(100),       Microseconds(250),     Microseconds(500),
      Microseconds(1'000),      Microseconds(2'500),     Microseconds(5'000),   Microseconds(10'000),
      Microseconds(25'000),     Microseconds(100'000),   Microseconds(500'000), Microseconds(1'000'000),
      Microseconds(10'000'000), Microseconds(60'000'000)};

  void add(Microseconds took);

  /// The calls of each bucket alone.
  const std::array<std::uint64_t, kBounds.size() + 1>& counts() const { return counts_; }
  Microseconds total() const { return total_; }

 private:
  std::array<std::uint64_t, kBounds.size() + 1> counts_{};
  Microseconds total_{};
};

struct StatusCount {
  int status = 0;
  std::uint64_t calls = 0;
};

/// The calls of an operation, or those of a door that reached none.
struct OperationCounters {
  Door door = Door::kApi;
  /// Empty for none.
  std::string_view operation = {};
  /// In the order in which they first came.
  std::vector<StatusCount> by_status = {};
  TimeHistogram times = {};
};

/// Counts all calls since the start for the metrics. To count one costs a few additions: operations, of which there is
/// a fixed number, are found by the address of their names.
class CallCounters {
 public:
  CallCounters();

  /// Calls of that operation are to be counted by themselves. The name is of static storage, and CallNotes have it from
  /// the same place.
  void add(Door door, std::string_view operation);

  /// Counts a call that has its answer. One of an operation that was not added counts as one that reached none.
  void count(Door door, std::string_view operation, int status, std::chrono::microseconds took);

  std::span<const OperationCounters> all() const { return counters_; }

 private:
  OperationCounters& add_counters(Door door, std::string_view operation);

  // Begins with those that reached no operation, one for each door, in the order of Door.
  std::vector<OperationCounters> counters_;
  boost::unordered_flat_map<const char*, std::size_t> places_;
};

}  // namespace voiceid::journal
