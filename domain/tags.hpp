#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/result.hpp"

namespace voiceid {

/// The tags of one resource, in order of the key.
using Tags = std::map<std::string, std::string, std::less<>>;

inline constexpr std::size_t kMaxTagsPerResource = 200;  // D

/// Adds the tags to the resource's, overwriting those with the same key.
/// Errors: ValidationException where a key begins with `aws:` or comes twice in the request (P), or where the resource
/// would have more than kMaxTagsPerResource (D); the tags are then left as they were.
Result<void> add_tags(Tags& tags, const std::vector<std::pair<std::string_view, std::string_view>>& added);

/// Removes the tags of those keys; a key that is absent is no error.
/// Errors: ValidationException where a key begins with `aws:` or comes twice in the request (P).
Result<void> remove_tags(Tags& tags, const std::vector<std::string_view>& keys);

}  // namespace voiceid
