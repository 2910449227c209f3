#include "server/api/errors.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace voiceid::api {
namespace {

nlohmann::json body_of(const Error& error) {
  std::string out;
  append_error_body(out, error);
  return nlohmann::json::parse(out);
}

TEST(ErrorBody, CarriesTheModelledMembers) {
  EXPECT_EQ(body_of(resource_not_found(ResourceType::kSpeaker)),
            nlohmann::json({{"__type", "com.amazonaws.voiceid#ResourceNotFoundException"},
                            {"Message", "The specified speaker was not found."},
                            {"ResourceType", "SPEAKER"}}));
  EXPECT_EQ(body_of(conflict(ConflictType::kDomainNotActive, "no")),
            nlohmann::json({{"__type", "com.amazonaws.voiceid#ConflictException"},
                            {"Message", "no"},
                            {"ConflictType", "DOMAIN_NOT_ACTIVE"}}));
  EXPECT_EQ(body_of(unknown_operation())["__type"], "com.amazon.coral.service#UnknownOperationException");
}

}  // namespace
}  // namespace voiceid::api
