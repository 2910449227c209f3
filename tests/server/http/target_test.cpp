#include "server/http/target.hpp"

#include <gtest/gtest.h>

namespace voiceid::http {
namespace {

TEST(DecodeQuery, ShowsANameThatAppearsTwiceInOneLine) {
  const auto decoded = decode_query("a%0Ab=1&a%0Ab=2");
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().message, "The query parameter a\\u000ab appears twice.");
}

}  // namespace
}  // namespace voiceid::http
