#pragma once

#include <cstddef>

namespace voiceid::http {

/// File descriptors kept for everything but connections of clients: work on objects, other servers, the process itself.
inline constexpr std::size_t kReservedDescriptors = 128;

/// Raises the process's limit of open files for that many connections, each of which may send an object from its file,
/// as far as the system allows. Returns how many there can be; at least one.
std::size_t make_room_for_connections(std::size_t wanted);

}  // namespace voiceid::http
