#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/result.hpp"

namespace voiceid::http {

/// The path of a request target: without its query, and without the scheme and host that a proxy's client puts first.
std::string_view path_of(std::string_view target);

/// The host and port of a target in absolute form, such as `http://localhost:8643/health`; nothing for any other form.
std::optional<std::string_view> authority_of(std::string_view target);

/// What follows the target's question mark, as sent.
std::string_view query_of(std::string_view target);

/// The segments of a path, percent-decoded. Errors: ValidationException if it is not the path of a URL.
Result<std::vector<std::string>> decode_path(std::string_view path);

/// The parameters of a query, percent-decoded, in their order.
using Query = std::vector<std::pair<std::string, std::string>>;

/// Errors: ValidationException if it is not the query of a URL, or names a parameter twice that is not `repeatable`.
Result<Query> decode_query(std::string_view query, std::string_view repeatable = {});

}  // namespace voiceid::http
