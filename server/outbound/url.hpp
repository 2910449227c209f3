#pragma once

#include <string_view>

/// URLs that requests go to.
namespace voiceid::outbound {

/// Whether the text is the URL of a server: `http[s]://host[:port]`, with an optional slash at the end.
bool is_endpoint(std::string_view text);

/// Whether the text is the URL of something on a server: like is_endpoint(), with any path and query.
bool is_url(std::string_view text);

/// The `http[s]://host[:port]` in front of a URL.
std::string_view origin_of(std::string_view url);

}  // namespace voiceid::outbound
