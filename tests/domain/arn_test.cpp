#include "domain/arn.hpp"

#include <gtest/gtest.h>

namespace voiceid {
namespace {

struct PartitionOfRegion {
  std::string name;
  std::string region;
  std::string partition;

  friend void PrintTo(const PartitionOfRegion& row, std::ostream* out) { *out << row.region; }
};

class DomainArn : public testing::TestWithParam<PartitionOfRegion> {};

TEST_P(DomainArn, TakesItsPartitionFromTheRegion) {
  const auto& [name, region, partition] = GetParam();
  EXPECT_EQ(domain_arn(region, "123456789012", "AbCdEfGhIjKlMnOpQrStUv"),
            "arn:" + partition + ":voiceid:" + region + ":123456789012:domain/AbCdEfGhIjKlMnOpQrStUv");
}

INSTANTIATE_TEST_SUITE_P(Partitions, DomainArn,
                         testing::Values(PartitionOfRegion{"Commercial", "us-east-1", "aws"},
                                         PartitionOfRegion{"Europe", "eu-central-1", "aws"},
                                         PartitionOfRegion{"China", "cn-north-1", "aws-cn"},
                                         PartitionOfRegion{"ChinaNorthwest", "cn-northwest-1", "aws-cn"},
                                         PartitionOfRegion{"GovCloud", "us-gov-west-1", "aws-us-gov"},
                                         PartitionOfRegion{"LooksLikeGovCloud", "us-government-1", "aws"},
                                         PartitionOfRegion{"LooksLikeChina", "cnx-north-1", "aws"},
                                         PartitionOfRegion{"ChinaInTheMiddle", "eu-cn-1", "aws"},
                                         PartitionOfRegion{"MadeUp", "local", "aws"}),
                         [](const auto& row) { return row.param.name; });

TEST(DomainIdOfArn, IsWhatDomainArnWasMadeOf) {
  const std::string arn = domain_arn("cn-north-1", "123456789012", "AbCdEfGhIjKlMnOpQrStUv");
  EXPECT_EQ(domain_id_of_arn(arn), "AbCdEfGhIjKlMnOpQrStUv");
}

// The contract's pattern lets the region hold anything, a slash included.
TEST(DomainIdOfArn, IsBehindTheLastSlash) {
  EXPECT_EQ(domain_id_of_arn("arn:aws:voiceid:domain/x:123456789012:domain/AbCdEfGhIjKlMnOpQrStUv"),
            "AbCdEfGhIjKlMnOpQrStUv");
}

}  // namespace
}  // namespace voiceid
