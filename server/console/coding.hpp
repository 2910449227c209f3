#pragma once

#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace voiceid::console {

/// Whether the client takes gzip, and prefers nothing to it: RFC 9110, 12.5.3. One that does not say gets plain text,
/// as does one whose weight cannot be read.
bool wants_gzip(const http::Request& request);

/// The content of a gzip file with the plain header that `gzip -n` writes, which is part of the program.
std::string unpacked(std::string_view gzip);

}  // namespace voiceid::console
