#include "base/random.hpp"

#include <gtest/gtest.h>

#include <set>

namespace voiceid {
namespace {

// More ids than the source's first blocks have bytes for.
TEST(RequestIds, AreAllDifferent) {
  constexpr std::size_t kCount = 1000;
  RequestIds ids;
  std::set<std::string> drawn;
  std::string id;
  for (std::size_t i = 0; i < kCount; ++i) {
    ids.next(id);
    drawn.insert(id);
  }
  EXPECT_EQ(drawn.size(), kCount);
}

}  // namespace
}  // namespace voiceid
