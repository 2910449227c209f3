#include "server/api/contract.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/operation_table.hpp"

namespace voiceid::api {
namespace {

TEST(Contract, HasAll29Operations) {
  const auto contract = nlohmann::json::parse(contract_json());
  EXPECT_EQ(contract["operations"].size(), 29U);
  for (const auto& operation : contract["operations"]) {
    EXPECT_TRUE(contract["shapes"].contains(operation["input"].get<std::string>()));
  }
}

TEST(Contract, NamesEveryShapeThatAMemberHas) {
  const auto contract = nlohmann::json::parse(contract_json());
  for (const auto& [name, shape] : contract["shapes"].items()) {
    if (!shape.contains("members")) continue;
    for (const auto& member : shape["members"]) {
      EXPECT_TRUE(contract["shapes"].contains(member["shape"].get<std::string>())) << name;
    }
  }
}

TEST(OperationTable, FindsOperationsByTheirExactName) {
  for (const OperationEntry& operation : operation_table()) EXPECT_EQ(find_operation(operation.name), &operation);
  EXPECT_EQ(find_operation("describespeaker"), nullptr);
  EXPECT_EQ(find_operation(""), nullptr);
  EXPECT_EQ(find_operation("Zzz"), nullptr);
}

// Every pattern compiles and means what its shape says.
TEST(Patterns, OfEveryStringMatchASampleAndRefuseAnother) {
  const auto check = [](const shapes::Shape& shape, std::string_view good, std::string_view bad) {
    EXPECT_TRUE(shape.pattern->matches(good)) << shape.name;
    EXPECT_FALSE(shape.pattern->matches(bad)) << shape.name;
  };
  check(shapes::kDomainId, "0123456789abcdefABCDEF", "0123456789abcdefABCDEF\n");
  check(shapes::kGeneratedSpeakerId, "id#0123456789abcdefABCDEF", "id#0123456789abcdefABCDE-");
  check(shapes::kSpeakerId, "id#0123456789abcdefABCDEF", "id#short");
  check(shapes::kDomainName, "a_b-c", "_a");
  check(shapes::kDescription, "Grüße 100%", "tab\t");
  check(shapes::kTagValue, "a b:c/d=e+f-g@h", "100%");
  check(shapes::kAmazonResourceName, "arn:aws-cn:voiceid:cn-north-1:000000000000:domain/0123456789abcdefABCDEF", "arn");
  check(shapes::kIamRoleArn, "arn:aws:iam::000000000000:role/x", "arn:aws:iam::000000000000:role/");
  check(shapes::kClientTokenString, "a-b_C1", "a b");
  check(shapes::kNextToken, std::string(8192, 'a'), std::string(8193, 'a'));
  check(shapes::kNextToken, "", "ä");
  check(shapes::kS3Uri, "s3://bucket.name/key", "s3://-bucket");
}

}  // namespace
}  // namespace voiceid::api
