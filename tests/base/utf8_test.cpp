#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace voiceid {
namespace {

// The first and the last character of each length, and those beside the surrogates.
constexpr std::string_view kCharacters[] = {{"\0", 1},
                                            "a",
                                            "\x7f",
                                            "\xc2\x80",
                                            "ä",
                                            "\xdf\xbf",
                                            "\xe0\xa0\x80",
                                            "€",
                                            "\xed\x9f\xbf",
                                            "\xee\x80\x80",
                                            "\xef\xbf\xbf",
                                            "\xf0\x90\x80\x80",
                                            "😀",
                                            "\xf4\x8f\xbf\xbf"};

// Continuations alone, overlong forms, characters cut short, surrogates, beyond U+10FFFF.
constexpr std::string_view kNoCharacters[] = {"\x80",
                                              "\xbf",
                                              "\xc0\x80",
                                              "\xc1\xbf",
                                              "\xc3",
                                              "\xc3(",
                                              "\xe0\x9f\xbf",
                                              "\xe2\x82",
                                              "\xe2(\xac",
                                              "\xed\xa0\x80",
                                              "\xed\xbf\xbf",
                                              "\xf0\x8f\xbf\xbf",
                                              "\xf0\x9f\x98",
                                              "\xf4\x90\x80\x80",
                                              "\xf5\x80\x80\x80",
                                              "\xf8\x88\x80\x80\x80",
                                              "\xfe",
                                              "\xff"};

TEST(FirstCharacter, IsTheWholeCharacter) {
  for (const std::string_view character : kCharacters) {
    EXPECT_EQ(first_character(std::string(character) + "b"), character) << testing::PrintToString(character);
  }
}

TEST(FirstCharacter, IsEmptyIfTheTextDoesNotBeginWithOne) {
  EXPECT_EQ(first_character(""), "");
  for (const std::string_view text : kNoCharacters)
    EXPECT_EQ(first_character(text), "") << testing::PrintToString(text);
}

TEST(IsUtf8, LooksAtTheWholeText) {
  EXPECT_TRUE(is_utf8(""));
  std::string all;
  for (const std::string_view character : kCharacters) all += character;
  EXPECT_TRUE(is_utf8(all));
  for (const std::string_view text : kNoCharacters) {
    EXPECT_FALSE(is_utf8(all + std::string(text))) << testing::PrintToString(text);
    EXPECT_FALSE(is_utf8(std::string(text) + all)) << testing::PrintToString(text);
  }
}

TEST(CodePoints, CountsACharacterOnceWhateverItsLength) {
  EXPECT_EQ(code_points(""), 0U);
  std::string all;
  for (const std::string_view character : kCharacters) all += character;
  EXPECT_EQ(code_points(all), std::size(kCharacters));
}

}  // namespace
}  // namespace voiceid
