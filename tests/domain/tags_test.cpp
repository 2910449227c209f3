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

TEST(AddTags, OverwritesTheSameKeyInTheSameCase) {
  Tags tags{{"stage", "test"}, {"team", "voice"}};
  add_tags(tags, {{"stage", "live"}, {"Team", "other"}}).value();
  EXPECT_THAT(tags, ElementsAre(Pair("Team", "other"), Pair("stage", "live"), Pair("team", "voice")));
  const Tags before = tags;
  add_tags(tags, {}).value();
  EXPECT_EQ(tags, before);
}

TEST(AddTags, AllowsFiftyOnAResource) {
  Tags tags = numbered_tags(49);
  const Tags before = tags;
  EXPECT_THAT(failure_of(add_tags(tags, {{"one", ""}, {"too-many", ""}})), is_validation_failure());
  EXPECT_EQ(tags, before);
  add_tags(tags, {{"last", "one"}}).value();
  EXPECT_EQ(tags.size(), 50U);
  add_tags(tags, {{"key-7", "other"}}).value();
  EXPECT_EQ(tags.size(), 50U);
  EXPECT_EQ(tags["key-7"], "other");
}

TEST(AddAndRemoveTags, RefuseReservedAndRepeatedKeys) {
  using Keys = std::vector<std::string_view>;
  const Tags before{{"stage", "test"}, {"team", "voice"}};
  for (const Keys& keys : {Keys{"aws:stage"}, Keys{"aws:"}, Keys{"AWS:stage"}, Keys{"stage", "aws:x"},
                           Keys{"stage", "stage"}, Keys{"stage", "team", "stage"}}) {
    Tags tags = before;
    Added added;
    for (const std::string_view key : keys) added.emplace_back(key, "new");
    EXPECT_THAT(failure_of(add_tags(tags, added)), is_validation_failure()) << keys.back();
    EXPECT_THAT(failure_of(remove_tags(tags, keys)), is_validation_failure()) << keys.back();
    EXPECT_EQ(tags, before);
  }
}

TEST(AddAndRemoveTags, AllowKeysThatOnlyLookReserved) {
  for (const char* key : {"aws", "aws-stage", "my-aws:stage", " aws:x"}) {
    Tags tags;
    add_tags(tags, {{key, "x"}}).value();
    EXPECT_THAT(tags, ElementsAre(Pair(key, "x")));
    remove_tags(tags, {key}).value();
    EXPECT_TRUE(tags.empty());
  }
}

TEST(RemoveTags, RemovesTheTagsWithTheKeysThatExist) {
  Tags tags{{"cost", "42"}, {"stage", "test"}, {"team", "voice"}};
  remove_tags(tags, {"team", "absent", "cost"}).value();
  EXPECT_THAT(tags, ElementsAre(Pair("stage", "test")));
}

}  // namespace
}  // namespace voiceid
