#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace voiceid::journal {

/// What the process takes of the machine.
struct ProcessUsage {
  /// Of user and system together, since the start.
  std::chrono::microseconds cpu{};
  struct Memory {
    std::uint64_t resident_bytes = 0;
    std::uint64_t virtual_bytes = 0;
  };
  /// Nothing if /proc is not there.
  std::optional<Memory> memory = {};
};

ProcessUsage read_process_usage();

}  // namespace voiceid::journal
