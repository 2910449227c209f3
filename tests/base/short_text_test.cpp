#include "base/short_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace voiceid {
namespace {

TEST(ShortText, KeepsTextsOfAnyLengthWhereverItMoves) {
  std::vector<std::string> texts;
  for (std::size_t length = 0; length < 300; ++length) texts.emplace_back(length, static_cast<char>('a' + length % 26));
  std::vector<ShortText<38>> kept;
  for (const std::string& text : texts) kept.emplace_back(text);
  for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(kept[i].view(), texts[i]);
  std::swap(kept[3], kept[200]);
  EXPECT_EQ(kept[3].view(), texts[200]);
  EXPECT_EQ(kept[200].view(), texts[3]);
}

TEST(ShortText, ACopyIsTheSameTextInAPlaceOfItsOwn) {
  for (const std::string& text : {std::string(), std::string("short"), std::string(100, 'x')}) {
    const ShortText<38> original(text);
    ShortText<38> copy(original);
    EXPECT_EQ(copy.view(), text);
    EXPECT_NE(copy.view().data(), original.view().data());
    copy = ShortText<38>("another");
    EXPECT_EQ(original.view(), text);
    copy = original;
    EXPECT_EQ(copy.view(), text);
  }
}

}  // namespace
}  // namespace voiceid
