#include "domain/arn.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace voiceid
