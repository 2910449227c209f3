#include "server/http/descriptor_limit.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace voiceid::http {

std::size_t make_room_for_connections(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const rlim_t needed = 2 * wanted + kReservedDescriptors;
  if (limit.rlim_cur < needed) {
    const rlimit raised{std::min(needed, limit.rlim_max), limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  const std::size_t open = limit.rlim_cur;
  const std::size_t room = open > 2 * kReservedDescriptors ? open - kReservedDescriptors : open / 2;
  return std::clamp<std::size_t>(room, 1, wanted);
}

}  // namespace voiceid::http
