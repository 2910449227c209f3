#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/result.hpp"

namespace voiceid::http {

/// The segments of a path, percent-decoded. Errors: ValidationException where the path is not that of a URL.
Result<std::vector<std::string>> decode_path(std::string_view path);

/// The parameters of a query, percent-decoded, in their order.
using Query = std::vector<std::pair<std::string, std::string>>;

/// Errors: ValidationException where the query is not that of a URL, or names a parameter twice that may not be
/// repeated.
Result<Query> decode_query(std::string_view query, std::string_view repeatable = {});

}  // namespace voiceid::http
