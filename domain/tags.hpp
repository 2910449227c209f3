#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/result.hpp"

namespace voiceid {

/// The tags of one resource, ordered by key.
using Tags = std::map<std::string, std::string, std::less<>>;

/// Guide; a single request may have more (API model).
inline constexpr std::size_t kMaxTagsPerResource = 50;

/// Adds tags to a resource and overwrites those with the same key.
/// Errors: ValidationException if a key begins with `aws:` or occurs twice in the request (AWS JSON services), or if
/// the resource would have more than kMaxTagsPerResource; the tags then stay as they were.
Result<void> add_tags(Tags& tags, const std::vector<std::pair<std::string_view, std::string_view>>& added);

/// Removes the tags with those keys; an absent key is no error.
/// Errors: ValidationException if a key begins with `aws:` or occurs twice in the request (AWS JSON services).
Result<void> remove_tags(Tags& tags, const std::vector<std::string_view>& keys);

}  // namespace voiceid
