#include "base/hex.hpp"

#include <gtest/gtest.h>

namespace voiceid {
namespace {

TEST(Hex, WritesTwoDigitsForEachByte) {
  EXPECT_EQ(hex(std::string_view("\x00\x1f\x20\x7f\x80\xa9\xff", 7)), "001f207f80a9ff");
  EXPECT_EQ(hex(std::array<unsigned char, 3>{0x09, 0xab, 0xcd}), "09abcd");
  EXPECT_EQ(hex(std::string_view()), "");
}

TEST(Hex, WritesAllDigitsOfANumber) {
  EXPECT_EQ(hex(std::uint64_t{0}), "0000000000000000");
  EXPECT_EQ(hex(std::uint64_t{0x0123456789abcdef}), "0123456789abcdef");
  EXPECT_EQ(hex(~std::uint64_t{0}), "ffffffffffffffff");
}

TEST(AppendHex, WritesLettersOfTheCaseAskedFor) {
  std::string text = "%";
  append_hex(text, 0x2f, HexCase::kUpper);
  append_hex(text, 0xab, HexCase::kUpper);
  append_hex(text, 0xab);
  EXPECT_EQ(text, "%2FABab");
}

TEST(IsHex, TakesDigitsOfBothCasesAndNothingElse) {
  EXPECT_TRUE(is_hex("0123456789abcdefABCDEF"));
  EXPECT_TRUE(is_hex(""));
  for (const std::string_view text : {"/", ":", "@", "G", "`", "g", "0x1", "a ", "\xc3\xa4"}) {
    EXPECT_FALSE(is_hex(text)) << text;
  }
}

TEST(NumberInHex, ReadsDigitsOfBothCasesAndNothingElse) {
  EXPECT_EQ(number_in_hex("0"), 0U);
  EXPECT_EQ(number_in_hex("00ffFF"), 0xffffU);
  EXPECT_EQ(number_in_hex("ffffffffffffffff"), ~std::uint64_t{0});
  for (const std::string_view text : {"", "g", "0x1", "-1", "+1", " 1", "1 ", "10000000000000000"}) {
    EXPECT_EQ(number_in_hex(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace voiceid
