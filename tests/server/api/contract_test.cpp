#include "server/api/contract.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/api/errors.hpp"
#include "server/api/operation_table.hpp"

namespace voiceid::api {
namespace {

TEST(Contract, HasAll29Operations_AndEveryShapeThatOneOrAMemberHas) {
  const auto contract = nlohmann::json::parse(contract_json());
  EXPECT_EQ(contract["operations"].size(), 29U);
  for (const auto& operation : contract["operations"]) {
    EXPECT_TRUE(contract["shapes"].contains(operation["input"].get<std::string>()));
  }
  for (const auto& [name, shape] : contract["shapes"].items()) {
    if (!shape.contains("members")) continue;
    for (const auto& member : shape["members"]) {
      EXPECT_TRUE(contract["shapes"].contains(member["shape"].get<std::string>())) << name;
    }
  }
}

TEST(OperationTable, FindsOperationsByTheirExactName) {
  for (const OperationEntry& operation : operation_table()) EXPECT_EQ(find_operation(operation.name), &operation);
  for (const char* name : {"describespeaker", "", "Zzz"}) EXPECT_EQ(find_operation(name), nullptr) << name;
}

TEST(RoleArn, NeedsANameBehindTheSlash) {
  EXPECT_TRUE(shapes::kIamRoleArn.pattern->matches("arn:aws:iam::000000000000:role/x"));
  EXPECT_FALSE(shapes::kIamRoleArn.pattern->matches("arn:aws:iam::000000000000:role/"));
}

nlohmann::json body_of(const Error& error) {
  std::string out;
  append_error_body(out, error);
  return nlohmann::json::parse(out);
}

TEST(ErrorBody, CarriesTheModelledMembers) {
  EXPECT_EQ(body_of(resource_not_found(ResourceType::kSpeaker)),
            nlohmann::json({{"__type", "com.amazonaws.voiceid#ResourceNotFoundException"},
                            {"Message", "The requested speaker does not exist."},
                            {"ResourceType", "SPEAKER"}}));
  EXPECT_EQ(body_of(conflict(ConflictType::kDomainNotActive)),
            nlohmann::json({{"__type", "com.amazonaws.voiceid#ConflictException"},
                            {"Message", "The domain is not active."},
                            {"ConflictType", "DOMAIN_NOT_ACTIVE"}}));
  EXPECT_EQ(body_of(unknown_operation())["__type"], "com.amazon.coral.service#UnknownOperationException");
}

}  // namespace
}  // namespace voiceid::api
