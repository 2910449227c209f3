#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace voiceid {

inline constexpr std::size_t kUuidBytes = 16;

/// Replaces `text` with the UUID of version 4 that consists of these random bytes.
void write_uuid(std::string& text, std::span<const unsigned char, kUuidBytes> bytes);

/// The UUID that write_uuid() writes.
std::string uuid_from(std::span<const unsigned char, kUuidBytes> bytes);

}  // namespace voiceid
