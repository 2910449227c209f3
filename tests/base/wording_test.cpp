#include "base/wording.hpp"

#include <gtest/gtest.h>

#include "tests/server/jobs/manifest_texts.hpp"

namespace voiceid::jobs {
namespace {

TEST(FirstCharacter, IsOneOfUtf8) {
  EXPECT_EQ(first_character("ab"), "a");
  EXPECT_EQ(first_character("äb"), "ä");
  EXPECT_EQ(first_character("€b"), "€");
  EXPECT_EQ(first_character("😀b"), "😀");
  EXPECT_EQ(first_character("\x7f"), "\x7f");
  EXPECT_EQ(first_character("\xc2\x80"), "\xc2\x80");
  EXPECT_EQ(first_character("\xe0\xa0\x80"), "\xe0\xa0\x80");
  EXPECT_EQ(first_character("\xed\x9f\xbf"), "\xed\x9f\xbf");
  EXPECT_EQ(first_character("\xee\x80\x80"), "\xee\x80\x80");
  EXPECT_EQ(first_character("\xf0\x90\x80\x80"), "\xf0\x90\x80\x80");
  EXPECT_EQ(first_character("\xf4\x8f\xbf\xbf"), "\xf4\x8f\xbf\xbf");
  EXPECT_EQ(first_character(std::string_view("\0a", 2)), std::string_view("\0", 1));
}

TEST(FirstCharacter, IsEmpty_WhereThereIsNone) {
  for (const std::string_view text :
       {"", "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x9f\xbf", "\xe2\x82", "\xe2(\xac",
        "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x9f\x98", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
        "\xf8\x88\x80\x80\x80", "\xfe", "\xff"}) {
    EXPECT_EQ(first_character(text), "") << testing::PrintToString(text);
  }
}

TEST(Printable, EscapesControlCharacters_AndWhatIsNotUtf8) {
  EXPECT_EQ(printable("a\tb\x1f\x7f\xc2\x85\xc2\xa0ä'\\"), "a\\u0009b\\u001f\\u007f\\u0085\xc2\xa0ä'\\");
  EXPECT_EQ(printable("a\xe4\xc3"), "a\\xe4\\xc3");
  EXPECT_EQ(printable(""), "");
}

TEST(Cited, ShowsTheBeginningOfALongText) {
  EXPECT_EQ(cited(""), "''");
  EXPECT_EQ(cited("a\nb"), "'a\\u000ab'");
  EXPECT_EQ(cited(repeated("ä", 256)), "'" + repeated("ä", 256) + "'");
  EXPECT_EQ(cited(repeated("ä", 257)), "'" + repeated("ä", 256) + "...'");
}

}  // namespace
}  // namespace voiceid::jobs
