#pragma once

#include <cstddef>

namespace voiceid::http {

/// File descriptors kept for everything but connections of clients: objects, other servers, the process itself.
inline constexpr std::size_t kReservedDescriptors = 128;

/// Raises the process's limit of open files for that many connections, as far as the system allows, and returns how
/// many there can be; at least one.
std::size_t make_room_for_connections(std::size_t wanted);

}  // namespace voiceid::http
