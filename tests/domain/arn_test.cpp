#include "domain/arn.hpp"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

namespace voiceid {
namespace {

TEST(IsAccountId, Takes12Digits) {
  EXPECT_TRUE(is_account_id("000000000000"));
  EXPECT_TRUE(is_account_id("129876543210"));
  for (const std::string_view text : {"", "12345678901", "1234567890123", "12345678901a", "12345678901/",
                                      "12345678901:", " 12345678901", "AKIDEXAMPLE1"}) {
    EXPECT_FALSE(is_account_id(text)) << text;
  }
}

TEST(IsRegion, TakesUpTo64LettersDigitsAndHyphens) {
  for (const std::string& text : {std::string("us-gov-west-1"), std::string("LOCAL"), std::string("azAZ09-"),
                                  std::string("x"), std::string(64, 'a')}) {
    EXPECT_TRUE(is_region(text)) << text;
  }
  for (const std::string& text :
       {std::string(), std::string(65, 'a'), std::string("us_east_1"), std::string("us east"), std::string("us.east"),
        std::string("us/east"), std::string("us:east"), std::string("@"), std::string("["), std::string("`"),
        std::string("{"), std::string("ä")}) {
    EXPECT_FALSE(is_region(text)) << text;
  }
}

TEST(DomainArn, TakesItsPartitionFromTheRegion) {
  for (const auto& [region, partition] :
       {std::pair("us-east-1", "aws"), std::pair("eu-central-1", "aws"), std::pair("cn-north-1", "aws-cn"),
        std::pair("us-gov-west-1", "aws-us-gov"), std::pair("us-government-1", "aws"), std::pair("cnx-north-1", "aws"),
        std::pair("eu-cn-1", "aws"), std::pair("local", "aws")}) {
    EXPECT_EQ(domain_arn(region, "123456789012", "AbCdEfGhIjKlMnOpQrStUv"),
              std::string("arn:") + partition + ":voiceid:" + region + ":123456789012:domain/AbCdEfGhIjKlMnOpQrStUv");
  }
}

TEST(DomainIdOfArn, IsAfterTheLastSlash) {
  EXPECT_EQ(domain_id_of_arn(domain_arn("cn-north-1", "123456789012", "AbCdEfGhIjKlMnOpQrStUv")),
            "AbCdEfGhIjKlMnOpQrStUv");
  // The API model's pattern lets the region hold anything, a slash included.
  EXPECT_EQ(domain_id_of_arn("arn:aws:voiceid:domain/x:123456789012:domain/AbCdEfGhIjKlMnOpQrStUv"),
            "AbCdEfGhIjKlMnOpQrStUv");
}

constexpr std::string_view kHere = "arn:aws:kms:us-east-1:123456789012:key/";

std::string key_of(std::string_view name) { return kms_key_arn(name, "us-east-1", "123456789012"); }

// The text's UUID, if it is the ARN of a key here.
std::string uuid_here(std::string_view arn) {
  EXPECT_TRUE(arn.starts_with(kHere)) << arn;
  EXPECT_THAT(std::string(arn.substr(kHere.size())),
              testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  return std::string(arn.substr(kHere.size()));
}

TEST(KmsKeyArn, LeavesTheArnOfAKeyAsItIs_OfAnyRegionAndAccount) {
  for (const char* arn : {"arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                          "arn:aws:kms:eu-west-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                          "arn:aws-cn:kms:cn-north-1:999999999999:key/mrk-1234abcd12ab34cd56ef1234567890ab"}) {
    EXPECT_EQ(key_of(arn), arn);
  }
}

TEST(KmsKeyArn, KeepsAnIdAndTakesTheRestFromTheCaller) {
  for (const std::string id : {"1234abcd-12ab-34cd-56ef-1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890ab"}) {
    EXPECT_EQ(key_of(id), std::string(kHere) + id);
    EXPECT_EQ(kms_key_arn(id, "cn-north-1", "999999999999"), "arn:aws-cn:kms:cn-north-1:999999999999:key/" + id);
  }
}

TEST(KmsKeyArn, GivesAnAliasAnIdThatIsAlwaysTheSame) {
  EXPECT_EQ(key_of("alias/voice"), std::string(kHere) + "f453cd23-4f65-47aa-987a-1ece6bc0c7a6");
  EXPECT_EQ(key_of("arn:aws:kms:us-east-1:123456789012:alias/voice"), key_of("alias/voice"));
}

TEST(KmsKeyArn, GivesEveryOtherNameAnIdOfItsOwn) {
  std::set<std::string> ids;
  const std::vector<std::string> names{"alias/voice",
                                       "alias/voice-2",
                                       "arn:aws:kms:eu-west-1:123456789012:alias/voice",
                                       "arn:aws:kms:us-east-1:999999999999:alias/voice",
                                       "voice",
                                       "1234abcd12ab34cd56ef1234567890ab",
                                       "1234abcd-12ab-34cd-56ef-1234567890a",
                                       "1234abcd-12ab-34cd-56ef-1234567890ag",
                                       "arn:aws:s3:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                                       "arn:aws:kms",
                                       std::string(2048, 'k')};
  for (const std::string& name : names) ids.insert(uuid_here(key_of(name)));
  EXPECT_EQ(ids.size(), names.size());
  EXPECT_NE(kms_key_arn("alias/voice", "eu-west-1", "123456789012").substr(kHere.size()),
            key_of("alias/voice").substr(kHere.size()));
}

}  // namespace
}  // namespace voiceid
