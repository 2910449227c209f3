#include "domain/s3_uri.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace voiceid {
namespace {

struct GoodUri {
  std::string name;
  std::string text;
  std::string bucket;
  std::string key;

  friend void PrintTo(const GoodUri& row, std::ostream* out) { *out << row.name; }
};

class GoodUris : public testing::TestWithParam<GoodUri> {};

TEST_P(GoodUris, AreTakenApart) {
  const auto uri = parse_s3_uri(GetParam().text);
  ASSERT_TRUE(uri);
  EXPECT_EQ(uri->bucket, GetParam().bucket);
  EXPECT_EQ(uri->key, GetParam().key);
}

const std::string kLongBucket = "a" + std::string(61, '-') + "b";

INSTANTIATE_TEST_SUITE_P(
    S3Uri, GoodUris,
    testing::Values(
        GoodUri{"OneFile", "s3://bucket/a.wav", "bucket", "a.wav"},
        GoodUri{"Folders", "s3://bucket/a/b/c.wav", "bucket", "a/b/c.wav"},
        GoodUri{"BucketAlone", "s3://bucket", "bucket", ""}, GoodUri{"BucketAndSlash", "s3://bucket/", "bucket", ""},
        GoodUri{"SlashAtTheEnd", "s3://bucket/a/", "bucket", "a/"},
        GoodUri{"ManySlashes", "s3://bucket//a//", "bucket", "/a//"},
        GoodUri{"Dots", "s3://bucket/../a", "bucket", "../a"}, GoodUri{"ShortBucket", "s3://a-9/k", "a-9", "k"},
        GoodUri{"LongBucket", "s3://" + kLongBucket + "/k", kLongBucket, "k"},
        GoodUri{"BucketOfDigits", "s3://123/k", "123", "k"}, GoodUri{"BucketWithDots", "s3://a..b/k", "a..b", "k"},
        GoodUri{"OtherSignsInTheKey", "s3://bucket/?x=%20#\t\r", "bucket", "?x=%20#\t\r"},
        GoodUri{"KeyOutsideAscii", "s3://bucket/ä😀", "bucket", "ä😀"},
        GoodUri{"NulInTheKey", std::string("s3://bucket/a\0b", 15), "bucket", std::string("a\0b", 3)},
        GoodUri{"OfTheMostCharacters", "s3://bucket/" + std::string(1012, 'a'), "bucket", std::string(1012, 'a')}),
    [](const auto& row) { return row.param.name; });

struct BadUri {
  std::string name;
  std::string text;

  friend void PrintTo(const BadUri& row, std::ostream* out) { *out << row.name; }
};

class BadUris : public testing::TestWithParam<BadUri> {};

TEST_P(BadUris, AreNone) { EXPECT_FALSE(parse_s3_uri(GetParam().text)); }

INSTANTIATE_TEST_SUITE_P(
    S3Uri, BadUris,
    testing::Values(BadUri{"Empty", ""}, BadUri{"SchemeAlone", "s3://"}, BadUri{"NoScheme", "bucket/a.wav"},
                    BadUri{"SchemeInUpperCase", "S3://bucket/a"}, BadUri{"OneSlash", "s3:/bucket/a"},
                    BadUri{"OtherScheme", "s3a://bucket/a"}, BadUri{"NoBucket", "s3:///a"},
                    BadUri{"BucketOfTwo", "s3://ab/k"}, BadUri{"BucketOf64", "s3://" + kLongBucket + "c/k"},
                    BadUri{"UpperCase", "s3://Bucket/k"}, BadUri{"Underscore", "s3://my_bucket/k"},
                    BadUri{"HyphenFirst", "s3://-bucket/k"}, BadUri{"HyphenLast", "s3://bucket-/k"},
                    BadUri{"DotFirst", "s3://.bucket/k"}, BadUri{"DotLast", "s3://bucket./k"},
                    BadUri{"Port", "s3://bucket:80/k"}, BadUri{"Umlaut", "s3://bücket/k"},
                    BadUri{"SpaceBefore", " s3://bucket/k"}, BadUri{"LineBreakBehindTheBucket", "s3://bucket\n"},
                    BadUri{"LineBreakInTheKey", "s3://bucket/a\nb"}, BadUri{"LineBreakAtTheEnd", "s3://bucket/a\n"},
                    BadUri{"NulInTheBucket", std::string("s3://buc\0ket/k", 14)},
                    BadUri{"TooLong", "s3://bucket/" + std::string(1013, 'a')}),
    [](const auto& row) { return row.param.name; });

TEST(ParseS3Uri, CountsCharacters_NotBytes) {
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
  EXPECT_EQ(file_name_of({"bucket", "a/b/"}), "");
  EXPECT_EQ(file_name_of({"bucket", "/"}), "");
  EXPECT_EQ(file_name_of({"bucket", ""}), "");
}

}  // namespace
}  // namespace voiceid
