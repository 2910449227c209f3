#include "domain/s3_uri.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "tests/domain/named.hpp"

namespace voiceid {
namespace {

const std::string kLongBucket = "a" + std::string(61, '-') + "b";

struct GoodUri {
  std::string text;
  std::string bucket;
  std::string key;
};

const Named<GoodUri> kGoodUris{
    {"one file", {"s3://bucket/a.wav", "bucket", "a.wav"}},
    {"folders", {"s3://bucket/a/b/c.wav", "bucket", "a/b/c.wav"}},
    {"bucket only", {"s3://bucket", "bucket", ""}},
    {"bucket and slash", {"s3://bucket/", "bucket", ""}},
    {"slash at the end", {"s3://bucket/a/", "bucket", "a/"}},
    {"many slashes", {"s3://bucket//a//", "bucket", "/a//"}},
    {"dots", {"s3://bucket/../a", "bucket", "../a"}},
    {"shortest bucket", {"s3://a-9/k", "a-9", "k"}},
    {"longest bucket", {"s3://" + kLongBucket + "/k", kLongBucket, "k"}},
    {"bucket of digits", {"s3://123/k", "123", "k"}},
    {"bucket with dots", {"s3://a..b/k", "a..b", "k"}},
    {"other characters in the key", {"s3://bucket/?x=%20#\t", "bucket", "?x=%20#\t"}},
    {"key outside ASCII", {"s3://bucket/ä😀", "bucket", "ä😀"}},
    {"NUL in the key", {std::string("s3://bucket/a\0b", 15), "bucket", std::string("a\0b", 3)}},
    {"longest", {"s3://bucket/" + std::string(1012, 'a'), "bucket", std::string(1012, 'a')}}};

const Named<std::string> kBadUris{{"empty", ""},
                                  {"scheme only", "s3://"},
                                  {"no scheme", "bucket/a.wav"},
                                  {"scheme in upper case", "S3://bucket/a"},
                                  {"one slash", "s3:/bucket/a"},
                                  {"other scheme", "s3a://bucket/a"},
                                  {"no bucket", "s3:///a"},
                                  {"bucket of 2", "s3://ab/k"},
                                  {"bucket of 64", "s3://" + kLongBucket + "c/k"},
                                  {"upper case", "s3://Bucket/k"},
                                  {"underscore", "s3://my_bucket/k"},
                                  {"hyphen first", "s3://-bucket/k"},
                                  {"hyphen last", "s3://bucket-/k"},
                                  {"dot first", "s3://.bucket/k"},
                                  {"dot last", "s3://bucket./k"},
                                  {"port", "s3://bucket:80/k"},
                                  {"umlaut", "s3://bücket/k"},
                                  {"space before", " s3://bucket/k"},
                                  {"line break after the bucket", "s3://bucket\n"},
                                  {"line break in the key", "s3://bucket/a\nb"},
                                  {"line break at the end", "s3://bucket/a\n"},
                                  {"NUL in the bucket", std::string("s3://buc\0ket/k", 14)}};

TEST(ParseS3Uri, SplitsIntoBucketAndKey) {
  for (const auto& [name, uri] : kGoodUris) {
    EXPECT_EQ(parse_s3_uri(uri.text), (S3Uri{uri.bucket, uri.key})) << name;
    EXPECT_TRUE(is_bucket_name(uri.bucket)) << name;
  }
}

TEST(ParseS3Uri, RefusesEverythingElse) {
  for (const auto& [name, text] : kBadUris) EXPECT_FALSE(parse_s3_uri(text)) << name;
  EXPECT_FALSE(parse_s3_uri("s3://bucket/" + std::string(1013, 'a')));
}

TEST(ParseS3Uri, AgreesWithThePattern) {
  const std::regex pattern(kS3UriPatternText);
  for (const auto& [name, uri] : kGoodUris) EXPECT_TRUE(std::regex_match(uri.text, pattern)) << name;
  for (const auto& [name, text] : kBadUris) EXPECT_FALSE(std::regex_match(text, pattern)) << name;
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
