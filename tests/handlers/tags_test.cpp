#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class TagOperations : public DomainTest {
 protected:
  std::vector<std::pair<std::string, std::string>> tags_of(std::string_view arn) {
    std::vector<std::pair<std::string, std::string>> pairs;
    const auto response = list_tags_for_resource(context_, {arn}).value();
    for (const shapes::Tag& tag : *response.tags) pairs.emplace_back(tag.key, tag.value);
    return pairs;
  }
  std::vector<std::pair<std::string, std::string>> tags() { return tags_of(arn_); }

  std::optional<Error> tag(std::vector<shapes::Tag> added) {
    return failure_of(tag_resource(context_, {arn_, std::move(added)}));
  }
  std::optional<Error> untag(std::vector<std::string_view> keys) {
    return failure_of(untag_resource(context_, {arn_, std::move(keys)}));
  }

  const std::string arn_{*described_domain(domain_id_).arn};
};

TEST_F(TagOperations, CreateDomain_SetsItsTags) {
  auto request = creation_of_domain("tagged");
  request.tags = std::vector<shapes::Tag>{{"team", "voice"}, {"cost", ""}};
  const auto domain = create_domain(context_, request).value().domain.value();
  EXPECT_THAT(tags_of(*domain.arn), ElementsAre(Pair("cost", ""), Pair("team", "voice")));
  EXPECT_THAT(tags(), IsEmpty());
}

TEST_F(TagOperations, TagResource_AddsAndOverwrites_AndLeavesUpdatedAt) {
  pass(1h);
  EXPECT_EQ(tag({{"team", "voice"}, {"cost", "42"}, {"Stage", ""}}), std::nullopt);
  EXPECT_EQ(tag({{"Stage", "live"}}), std::nullopt);
  EXPECT_THAT(tags(), ElementsAre(Pair("Stage", "live"), Pair("cost", "42"), Pair("team", "voice")));
  EXPECT_EQ(described_domain(domain_id_).updated_at, start_);
}

TEST_F(TagOperations, UntagResource_RemovesTheKeys_AndIgnoresAbsentOnes) {
  tag({{"stage", "test"}, {"team", "voice"}});
  EXPECT_EQ(untag({"stage", "absent"}), std::nullopt);
  EXPECT_THAT(tags(), ElementsAre(Pair("team", "voice")));
}

TEST_F(TagOperations, RefusedTags_ChangeNothing) {
  tag({{"stage", "test"}});
  EXPECT_THAT(tag({{"stage", "new"}, {"aws:x", "new"}}), is_validation_failure());
  EXPECT_THAT(untag({"stage", "aws:x"}), is_validation_failure());
  EXPECT_THAT(tags(), ElementsAre(Pair("stage", "test")));
  auto request = creation_of_domain("tagged");
  request.tags = std::vector<shapes::Tag>{{"stage", ""}, {"stage", ""}};
  EXPECT_THAT(failure_of(create_domain(context_, request)), is_validation_failure());
  EXPECT_EQ(list_domains(context_, {}).value().domain_summaries->size(), 1U);
}

// The domain exists, but under another ARN.
TEST_F(TagOperations, ForeignArns_AreNotFound) {
  for (const std::string_view prefix :
       {"arn:aws:voiceid:eu-west-1:000000000000:", "arn:aws:voiceid:us-east-1:111111111111:",
        "arn:aws-cn:voiceid:us-east-1:000000000000:"}) {
    const std::string arn = std::string(prefix) + "domain/" + domain_id_;
    EXPECT_THAT(failure_of(list_tags_for_resource(context_, {arn})), is_not_found(ResourceType::kDomain));
    EXPECT_THAT(failure_of(tag_resource(context_, {arn, {{"stage", "x"}}})), is_not_found(ResourceType::kDomain));
    EXPECT_THAT(failure_of(untag_resource(context_, {arn, {"stage"}})), is_not_found(ResourceType::kDomain));
  }
  EXPECT_THAT(tags(), IsEmpty());
}

}  // namespace
}  // namespace voiceid::handlers
