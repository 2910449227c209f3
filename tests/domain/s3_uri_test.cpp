#include "domain/s3_uri.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace voiceid {
namespace {

const std::string kLongBucket = "a" + std::string(61, '-') + "b";

const std::vector<std::pair<std::string, S3Uri>> kGoodUris{
    {"s3://bucket/a.wav", {"bucket", "a.wav"}},
    {"s3://bucket/a/b/c.wav", {"bucket", "a/b/c.wav"}},
    {"s3://bucket", {"bucket", ""}},
    {"s3://bucket/", {"bucket", ""}},
    {"s3://bucket/a/", {"bucket", "a/"}},
    {"s3://bucket//a//", {"bucket", "/a//"}},
    {"s3://bucket/../a", {"bucket", "../a"}},
    {"s3://a-9/k", {"a-9", "k"}},
    {"s3://" + kLongBucket + "/k", {kLongBucket, "k"}},
    {"s3://123/k", {"123", "k"}},
    {"s3://a..b/k", {"a..b", "k"}},
    {"s3://bucket/?x=%20#\t", {"bucket", "?x=%20#\t"}},
    {"s3://bucket/ä😀", {"bucket", "ä😀"}},
    {std::string("s3://bucket/a\0b", 15), {"bucket", std::string("a\0b", 3)}},
    {"s3://bucket/" + std::string(1012, 'a'), {"bucket", std::string(1012, 'a')}}};

const std::vector<std::string> kBadUris{"",
                                        "s3://",
                                        "bucket/a.wav",
                                        "S3://bucket/a",
                                        "s3:/bucket/a",
                                        "s3a://bucket/a",
                                        "s3:///a",
                                        "s3://ab/k",
                                        "s3://" + kLongBucket + "c/k",
                                        "s3://Bucket/k",
                                        "s3://my_bucket/k",
                                        "s3://-bucket/k",
                                        "s3://bucket-/k",
                                        "s3://.bucket/k",
                                        "s3://bucket./k",
                                        "s3://bucket:80/k",
                                        "s3://bücket/k",
                                        " s3://bucket/k",
                                        "s3://bucket\n",
                                        "s3://bucket/a\nb",
                                        "s3://bucket/a\n",
                                        std::string("s3://buc\0ket/k", 14)};

// Apart from the table, because the dot of std::regex does not match a carriage return.
TEST(ParseS3Uri, TakesACarriageReturnInTheKey) {
  EXPECT_EQ(parse_s3_uri("s3://bucket/a\rb"), (S3Uri{"bucket", "a\rb"}));
}

TEST(ParseS3Uri, SplitsIntoBucketAndKey) {
  for (const auto& [text, uri] : kGoodUris) {
    EXPECT_EQ(parse_s3_uri(text), uri) << text;
    EXPECT_TRUE(is_bucket_name(uri.bucket)) << text;
  }
}

TEST(ParseS3Uri, RefusesEverythingElse) {
  for (const std::string& text : kBadUris) EXPECT_FALSE(parse_s3_uri(text)) << text;
  EXPECT_FALSE(parse_s3_uri("s3://bucket/" + std::string(1013, 'a')));
}

TEST(ParseS3Uri, AgreesWithThePattern) {
  const std::regex pattern(kS3UriPatternText);
  for (const auto& [text, uri] : kGoodUris) EXPECT_TRUE(std::regex_match(text, pattern)) << text;
  for (const std::string& text : kBadUris) EXPECT_FALSE(std::regex_match(text, pattern)) << text;
}

TEST(ParseS3Uri, CountsCharactersNotBytes) {
  std::string key;
  for (int i = 0; i < 1012; ++i) key += "ä";
  EXPECT_TRUE(parse_s3_uri("s3://bucket/" + key));
  EXPECT_FALSE(parse_s3_uri("s3://bucket/" + key + "a"));
}

TEST(S3UriText, ReadsBackAsTheSame) {
  for (const std::string_view text : {"s3://bucket/a/b", "s3://bucket/", "s3://bucket//", "s3://bucket/a/"}) {
    EXPECT_EQ(parse_s3_uri(text)->text(), text);
  }
}

TEST(FileNameOf, IsTheLastPartOfTheKey) {
  EXPECT_EQ(file_name_of({"bucket", "manifest.json"}), "manifest.json");
  EXPECT_EQ(file_name_of({"bucket", "a/b/manifest.json"}), "manifest.json");
  EXPECT_EQ(file_name_of({"bucket", "/m"}), "m");
  for (const char* key : {"a/b/", "/", ""}) EXPECT_EQ(file_name_of({"bucket", key}), "") << key;
}

}  // namespace
}  // namespace voiceid
