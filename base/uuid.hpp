#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace voiceid {

inline constexpr std::size_t kUuidBytes = 16;

/// Writes a UUID of version 4 made of these random bytes over `text`.
void write_uuid(std::string& text, std::span<const unsigned char, kUuidBytes> bytes);

/// As write_uuid().
std::string uuid_from(std::span<const unsigned char, kUuidBytes> bytes);

}  // namespace voiceid
