#include "domain/tags.hpp"

#include <gtest/gtest.h>

#include "tests/domain/matchers.hpp"

namespace voiceid {
namespace {

using testing::ElementsAre;
using testing::Pair;

using Added = std::vector<std::pair<std::string_view, std::string_view>>;

Tags numbered_tags(std::size_t count) {
  Tags tags;
  for (std::size_t i = 0; i < count; ++i) tags.emplace("key-" + std::to_string(i), "value");
  return tags;
}

TEST(AddTags, KeepsThemInOrderOfTheKey) {
  Tags tags;
  add_tags(tags, {{"team", "voice"}, {"cost", "42"}, {"stage", ""}}).value();
  EXPECT_THAT(tags, ElementsAre(Pair("cost", "42"), Pair("stage", ""), Pair("team", "voice")));
}

TEST(AddTags, OverwritesTheSameKey_AndLeavesTheOthers) {
  Tags tags{{"stage", "test"}, {"team", "voice"}};
  add_tags(tags, {{"stage", "live"}}).value();
  EXPECT_THAT(tags, ElementsAre(Pair("stage", "live"), Pair("team", "voice")));
}

TEST(AddTags, KeysAreCaseSensitive) {
  Tags tags{{"stage", "test"}};
  add_tags(tags, {{"Stage", "live"}}).value();
  EXPECT_THAT(tags, ElementsAre(Pair("Stage", "live"), Pair("stage", "test")));
}

TEST(AddTags, NoTags_ChangesNothing) {
  Tags tags{{"stage", "test"}};
  add_tags(tags, {}).value();
  EXPECT_THAT(tags, ElementsAre(Pair("stage", "test")));
}

TEST(AddTags, TwoHundredOnAResource_AreAllowed) {
  Tags tags = numbered_tags(199);
  add_tags(tags, {{"last", "one"}}).value();
  EXPECT_EQ(tags.size(), 200U);
}

TEST(AddTags, MoreThanTwoHundred_AreRefused_AndChangeNothing) {
  Tags tags = numbered_tags(199);
  const Tags before = tags;
  EXPECT_THAT(failure_of(add_tags(tags, {{"one", ""}, {"too-many", ""}})), is_validation_failure());
  EXPECT_EQ(tags, before);
}

TEST(AddTags, OverwritingAFullResource_IsAllowed) {
  Tags tags = numbered_tags(200);
  add_tags(tags, {{"key-7", "other"}}).value();
  EXPECT_EQ(tags.size(), 200U);
  EXPECT_EQ(tags["key-7"], "other");
}

struct RefusedKeys {
  std::string name;
  std::vector<std::string_view> keys;

  friend void PrintTo(const RefusedKeys& row, std::ostream* out) { *out << row.name; }
};

class KeysRefused : public testing::TestWithParam<RefusedKeys> {
 protected:
  const Tags before_{{"stage", "test"}, {"team", "voice"}};
  Tags tags_ = before_;
};

TEST_P(KeysRefused, ByAddTags_WhichChangesNothing) {
  Added added;
  for (const std::string_view key : GetParam().keys) added.emplace_back(key, "new");
  EXPECT_THAT(failure_of(add_tags(tags_, added)), is_validation_failure());
  EXPECT_EQ(tags_, before_);
}

TEST_P(KeysRefused, ByRemoveTags_WhichChangesNothing) {
  EXPECT_THAT(failure_of(remove_tags(tags_, GetParam().keys)), is_validation_failure());
  EXPECT_EQ(tags_, before_);
}

INSTANTIATE_TEST_SUITE_P(Tags, KeysRefused,
                         testing::Values(RefusedKeys{"Reserved", {"aws:stage"}}, RefusedKeys{"ReservedAlone", {"aws:"}},
                                         RefusedKeys{"ReservedInUpperCase", {"AWS:stage"}},
                                         RefusedKeys{"ReservedBehindAGoodOne", {"stage", "aws:x"}},
                                         RefusedKeys{"TheSameTwice", {"stage", "stage"}},
                                         RefusedKeys{"TheSameTwiceApart", {"stage", "team", "stage"}}),
                         [](const auto& row) { return row.param.name; });

class KeysThatOnlyLookReserved : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(KeysThatOnlyLookReserved, AreAllowed) {
  Tags tags;
  add_tags(tags, {{GetParam().second, "x"}}).value();
  EXPECT_THAT(tags, ElementsAre(Pair(GetParam().second, "x")));
  remove_tags(tags, {GetParam().second}).value();
  EXPECT_TRUE(tags.empty());
}

INSTANTIATE_TEST_SUITE_P(Tags, KeysThatOnlyLookReserved,
                         testing::Values(std::pair("WithoutColon", "aws"), std::pair("OtherSign", "aws-stage"),
                                         std::pair("InTheMiddle", "my-aws:stage"), std::pair("SpaceBefore", " aws:x")),
                         [](const auto& row) { return row.param.first; });

TEST(RemoveTags, RemovesThoseKeysAlone) {
  Tags tags{{"cost", "42"}, {"stage", "test"}, {"team", "voice"}};
  remove_tags(tags, {"team", "cost"}).value();
  EXPECT_THAT(tags, ElementsAre(Pair("stage", "test")));
}

TEST(RemoveTags, AbsentKey_IsNoError) {
  Tags tags{{"stage", "test"}};
  remove_tags(tags, {"team", "stage"}).value();
  EXPECT_TRUE(tags.empty());
  remove_tags(tags, {"stage"}).value();
  EXPECT_TRUE(tags.empty());
}

}  // namespace
}  // namespace voiceid
