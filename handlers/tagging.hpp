#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "handlers/shapes/tags.hpp"

namespace voiceid::handlers {

/// A request's tags as the domain's rules take them.
inline std::vector<std::pair<std::string_view, std::string_view>> tag_pairs(const std::vector<shapes::Tag>& tags) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  pairs.reserve(tags.size());
  for (const shapes::Tag& tag : tags) pairs.emplace_back(tag.key, tag.value);
  return pairs;
}

}  // namespace voiceid::handlers
