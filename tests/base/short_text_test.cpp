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

}  // namespace
}  // namespace voiceid
