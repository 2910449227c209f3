// The domain parses S3 URIs without regular expressions; these tests compare it with the contract's pattern.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "domain/s3_uri.hpp"
#include "handlers/shapes/scalars.hpp"

namespace voiceid::shapes {
namespace {

void expect_agreement(const std::string& text) {
  EXPECT_EQ(parse_s3_uri(text).has_value(), kS3UriPattern.matches(text)) << testing::PrintToString(text);
}

const std::vector<std::string> kSeeds{"s3://bucket/a.wav", "s3://a-9", "s3://a.b/",
                                      "s3://" + std::string(63, 'a') + "/k"};

// What makes a difference somewhere in a URI; each is a whole character.
const std::vector<std::string> kParts{
    "a",    "z", "0", "9", "A", "-", ".", "_", "/", ":", " ", "\n", "\r", "\t", "ä", "😀", std::string(1, '\0'),
    "\x7f", "`", "{"};

TEST(S3UriPattern, AgreesWithTheDomain_OnEveryChangeOfOneCharacter) {
  for (const std::string& seed : kSeeds) {
    expect_agreement(seed);
    for (std::size_t i = 0; i <= seed.size(); ++i) {
      expect_agreement(seed.substr(0, i));
      expect_agreement(seed.substr(0, i) + seed.substr(std::min(i + 1, seed.size())));
      for (const std::string& part : kParts) {
        expect_agreement(seed.substr(0, i) + part + seed.substr(i));
        expect_agreement(seed.substr(0, i) + part + seed.substr(std::min(i + 1, seed.size())));
      }
    }
  }
}

TEST(S3UriPattern, AgreesWithTheDomain_OnTextsMadeAtRandom) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string text = "s3://";
    for (auto rest = random() % 70; rest > 0; --rest) {
      // Mostly what a bucket may have, or hardly any text would get beyond its bucket.
      text += kParts[random() % (random() % 8 == 0 ? kParts.size() : 4)];
    }
    expect_agreement(text);
  }
}

TEST(S3UriPattern, AgreesWithTheDomain_OnTheLongestUri) {
  ASSERT_TRUE(kS3Uri.max.has_value());
  const std::string longest = "s3://bucket/" + std::string(static_cast<std::size_t>(*kS3Uri.max) - 12, 'a');
  EXPECT_TRUE(parse_s3_uri(longest));
  EXPECT_FALSE(parse_s3_uri(longest + "a"));
}

}  // namespace
}  // namespace voiceid::shapes
