#include "server/api/identity.hpp"

#include <gtest/gtest.h>

namespace voiceid::api {
namespace {

const Identity kDefaults{"000000000000", "us-east-1"};

struct Case {
  const char* name;
  const char* header;
  const char* account;
  const char* region;
};

class Identify : public ::testing::TestWithParam<Case> {};

TEST_P(Identify, ReadsAccountAndRegionFromTheCredentialScope) {
  const Identity identity = identify(GetParam().header, kDefaults);
  EXPECT_EQ(identity.account, GetParam().account);
  EXPECT_EQ(identity.region, GetParam().region);
}

INSTANTIATE_TEST_SUITE_P(
    Headers, Identify,
    ::testing::Values(
        Case{"Digits",
             "AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1/voiceid/aws4_request, SignedHeaders=host",
             "111122223333", "eu-west-1"},
        Case{"OtherKey", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/voiceid/aws4_request",
             "000000000000", "eu-west-1"},
        Case{"ElevenDigits", "AWS4-HMAC-SHA256 Credential=11112222333/20260101/eu-west-1/voiceid/aws4_request",
             "000000000000", "eu-west-1"},
        Case{"NoSpaceBeforeParts",
             "AWS4-HMAC-SHA256 "
             "Credential=111122223333/20260101/cn-north-1/voiceid/aws4_request,SignedHeaders=host,Signature=0",
             "111122223333", "cn-north-1"},
        Case{"RegionThatNoArnCouldHold", "AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu:1/voiceid/aws4_request",
             "111122223333", "us-east-1"},
        Case{"TooFewParts", "AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1", "000000000000", "us-east-1"},
        Case{"TooManyParts", "AWS4-HMAC-SHA256 Credential=1/2/3/4/5/6", "000000000000", "us-east-1"},
        Case{"OtherScheme", "Bearer 111122223333", "000000000000", "us-east-1"},
        Case{"Empty", "", "000000000000", "us-east-1"}),
    [](const auto& param_info) { return param_info.param.name; });

TEST(IdentifyWithoutHeader, GivesTheDefaults) {
  const Identity identity = identify(std::nullopt, kDefaults);
  EXPECT_EQ(identity.account, kDefaults.account);
  EXPECT_EQ(identity.region, kDefaults.region);
}

}  // namespace
}  // namespace voiceid::api
