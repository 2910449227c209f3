#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace voiceid::handlers {

/// Some elements of a list in its order, and where the next page starts, if there are more.
template <class Element, class Position = std::uint64_t>
struct ListPage {
  std::vector<Element> elements;
  std::optional<Position> next;
};

}  // namespace voiceid::handlers
