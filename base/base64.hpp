#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voiceid {

/// The bytes in Base64, with padding (RFC 4648, 4).
std::string base64(std::string_view bytes);

/// The bytes that the text stands for; nothing unless it is exactly what base64() writes for them.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace voiceid
