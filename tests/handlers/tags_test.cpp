#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class TagOperations : public HandlerTest {
 protected:
  std::vector<std::pair<std::string, std::string>> tags() {
    std::vector<std::pair<std::string, std::string>> pairs;
    const auto response = list_tags_for_resource(context_, {arn_}).value();
    for (const shapes::Tag& tag : *response.tags) pairs.emplace_back(tag.key, tag.value);
    return pairs;
  }

  std::optional<Error> tag(std::vector<shapes::Tag> added) {
    return failure_of(tag_resource(context_, {arn_, std::move(added)}));
  }
  std::optional<Error> untag(std::vector<std::string_view> keys) {
    return failure_of(untag_resource(context_, {arn_, std::move(keys)}));
  }

  const std::string domain_id_ = make_domain();
  const std::string arn_{*described_domain(domain_id_).arn};
};

TEST_F(TagOperations, NewDomain_HasAnEmptyListOfTags) { EXPECT_THAT(tags(), IsEmpty()); }

TEST_F(TagOperations, CreateDomain_SetsItsTags) {
  auto request = creation_of_domain("tagged");
  request.tags = std::vector<shapes::Tag>{{"team", "voice"}, {"cost", ""}};
  const auto domain = create_domain(context_, request).value().domain.value();
  const auto response = list_tags_for_resource(context_, {*domain.arn}).value();
  ASSERT_EQ(response.tags->size(), 2U);
  EXPECT_EQ(response.tags->front().key, "cost");
  EXPECT_EQ(response.tags->back().value, "voice");
}

TEST_F(TagOperations, ListTagsForResource_IsInOrderOfTheKey) {
  EXPECT_EQ(tag({{"team", "voice"}, {"cost", "42"}, {"Stage", ""}}), std::nullopt);
  EXPECT_THAT(tags(), ElementsAre(Pair("Stage", ""), Pair("cost", "42"), Pair("team", "voice")));
}

TEST_F(TagOperations, TagResource_Overwrites) {
  tag({{"stage", "test"}, {"team", "voice"}});
  EXPECT_EQ(tag({{"stage", "live"}}), std::nullopt);
  EXPECT_THAT(tags(), ElementsAre(Pair("stage", "live"), Pair("team", "voice")));
}

TEST_F(TagOperations, TagResource_LeavesUpdatedAtOfTheDomain) {
  pass(1h);
  tag({{"stage", "test"}});
  EXPECT_EQ(described_domain(domain_id_).updated_at, start_);
}

TEST_F(TagOperations, UntagResource_RemovesThoseKeys_AndAnAbsentOneIsNoError) {
  tag({{"stage", "test"}, {"team", "voice"}});
  EXPECT_EQ(untag({"stage", "absent"}), std::nullopt);
  EXPECT_THAT(tags(), ElementsAre(Pair("team", "voice")));
}

struct RefusedTags {
  std::string name;
  std::vector<std::string_view> keys;

  friend void PrintTo(const RefusedTags& row, std::ostream* out) { *out << row.name; }
};

class TagsRefused : public TagOperations, public testing::WithParamInterface<RefusedTags> {
 protected:
  std::vector<shapes::Tag> with_values() const {
    std::vector<shapes::Tag> added;
    for (const std::string_view key : GetParam().keys) added.push_back({key, "new"});
    return added;
  }
};

TEST_P(TagsRefused, ByTagResource_WhichChangesNothing) {
  tag({{"stage", "test"}});
  EXPECT_THAT(tag(with_values()), is_validation_failure());
  EXPECT_THAT(tags(), ElementsAre(Pair("stage", "test")));
}

TEST_P(TagsRefused, ByUntagResource_WhichChangesNothing) {
  tag({{"stage", "test"}});
  EXPECT_THAT(untag(GetParam().keys), is_validation_failure());
  EXPECT_THAT(tags(), ElementsAre(Pair("stage", "test")));
}

TEST_P(TagsRefused, ByCreateDomain_WhichMakesNothing) {
  auto request = creation_of_domain("tagged");
  request.tags = with_values();
  EXPECT_THAT(failure_of(create_domain(context_, request)), is_validation_failure());
  EXPECT_EQ(list_domains(context_, {}).value().domain_summaries->size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Keys, TagsRefused,
                         testing::Values(RefusedTags{"Reserved", {"aws:stage"}},
                                         RefusedTags{"ReservedBehindAGoodOne", {"stage", "aws:x"}},
                                         RefusedTags{"TheSameTwice", {"stage", "stage"}}),
                         [](const auto& row) { return row.param.name; });

TEST_F(TagOperations, TagResource_Over200OnOneResource_IsRefused) {
  for (int i = 0; i < 200; ++i) {
    const std::string key = "key-" + std::to_string(i);
    EXPECT_EQ(tag({{key, ""}}), std::nullopt);
  }
  EXPECT_THAT(tag({{"one-too-many", ""}}), is_validation_failure());
  EXPECT_EQ(tags().size(), 200U);
  EXPECT_EQ(tag({{"key-0", "overwritten"}}), std::nullopt);
}

struct ForeignArn {
  std::string name;
  std::string region;
  std::string account;
  std::string partition;

  friend void PrintTo(const ForeignArn& row, std::ostream* out) { *out << row.name; }
};

class ForeignArns : public TagOperations, public testing::WithParamInterface<ForeignArn> {};

// The domain exists, but under another ARN.
TEST_P(ForeignArns, AreNotFound) {
  const std::string arn = "arn:" + GetParam().partition + ":voiceid:" + GetParam().region + ":" + GetParam().account +
                          ":domain/" + domain_id_;
  EXPECT_THAT(failure_of(list_tags_for_resource(context_, {arn})), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(failure_of(tag_resource(context_, {arn, {{"stage", "x"}}})), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(failure_of(untag_resource(context_, {arn, {"stage"}})), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(tags(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Arns, ForeignArns,
                         testing::Values(ForeignArn{"OtherRegion", "eu-west-1", "000000000000", "aws"},
                                         ForeignArn{"OtherAccount", "us-east-1", "111111111111", "aws"},
                                         ForeignArn{"OtherPartition", "us-east-1", "000000000000", "aws-cn"}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace voiceid::handlers
