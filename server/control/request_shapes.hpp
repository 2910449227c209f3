#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

namespace voiceid::control {

inline constexpr shapes::Shape kRequestCount = shapes::integer_shape("RequestCount");
inline constexpr shapes::Shape kSentence = shapes::string_shape("Sentence", {}, {});
inline constexpr shapes::Shape kSentences = shapes::list_shape<std::string_view>("Sentences", kSentence);

/// The answer to GET requests/count.
struct CountedRequests {
  static constexpr std::string_view kName = "CountedRequests";
  std::int64_t count = 0;
  /// What came near, if there are none.
  std::optional<std::vector<std::string_view>> near_misses;
  static constexpr auto members() {
    return std::array{shapes::member<&CountedRequests::count>("Count", kRequestCount),
                      shapes::member<&CountedRequests::near_misses>("NearMisses", kSentences)};
  }
};

}  // namespace voiceid::control
