#include "server/journal/process_usage.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace voiceid::journal {
namespace {

std::chrono::microseconds duration_of(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

// /proc/self/statm begins with the pages of all the address space and of what is resident (man 5 proc).
std::optional<ProcessUsage::Memory> read_memory() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  if (!(statm >> all >> resident)) return std::nullopt;
  const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return ProcessUsage::Memory{.resident_bytes = resident * page, .virtual_bytes = all * page};
}

}  // namespace

ProcessUsage read_process_usage() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return {.cpu = duration_of(used.ru_utime) + duration_of(used.ru_stime), .memory = read_memory()};
}

}  // namespace voiceid::journal
