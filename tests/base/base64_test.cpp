#include "base/base64.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace voiceid {
namespace {

// RFC 4648, 10.
TEST(Base64, WritesAndReadsTheTestVectors) {
  using Vector = std::pair<std::string_view, std::string_view>;
  for (const auto& [bytes, text] :
       {Vector("", ""), Vector("f", "Zg=="), Vector("fo", "Zm8="), Vector("foo", "Zm9v"), Vector("foob", "Zm9vYg=="),
        Vector("fooba", "Zm9vYmE="), Vector("foobar", "Zm9vYmFy")}) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(Base64, KeepsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  EXPECT_EQ(from_base64(base64(bytes)), bytes);
}

TEST(Base64, RefusesWhatItDoesNotWrite) {
  for (const std::string_view text :
       {"Zg", "Zg=", "Z===", "====", "=", "Zg==Zg==", "Zh==", "Zm8\n", " Zm9v", "Zm9v\n", "Zm-v", "Zm_v", "Zm9v="}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace voiceid
