#include "server/objects/object_key.hpp"

#include <gmock/gmock.h>

#include "tests/domain/matchers.hpp"

namespace voiceid::objects {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;
using namespace std::string_literals;

// A key, and what its fault says.
struct Case {
  std::string key;
  std::string fault;
};

TEST(CheckObject, RefusesKeysThatNoStorageHas) {
  const std::string not_utf8 = "A key in the bucket bucket is not UTF-8.";
  std::string long_in_bytes;
  for (int i = 0; i < 513; ++i) long_in_bytes += "\u00e9";
  for (const auto& [key, fault] :
       {Case{"", "s3://bucket/ names no object; a key is needed after the bucket."},
        Case{std::string(1025, 'a'), "A key in the bucket bucket has 1025 bytes; it may have at most 1024."},
        Case{long_in_bytes, "A key in the bucket bucket has 1026 bytes; it may have at most 1024."},
        Case{"a\xff", not_utf8}, Case{"a\xc3", not_utf8}, Case{"\xc0\xaf", not_utf8}, Case{"\xed\xa0\x80", not_utf8}}) {
    for (const auto& failure : {failure_of(check_object({"bucket", key})), failure_of(path_of({"bucket", key}))}) {
      ASSERT_THAT(failure, is_validation_failure());
      EXPECT_EQ(failure->message, fault);
    }
  }
}

TEST(PathOf, RefusesKeysThatAreNoPaths) {
  const std::string empty = "an empty part; the folder storage needs a name before and after each slash.";
  const std::string parent = "the part '..', which cannot be a name in the folder storage.";
  const std::string self = "the part '.', which cannot be a name in the folder storage.";
  const std::string size = "a part of 256 bytes; the folder storage allows at most 255.";
  const std::string temporary = "a part that begins with '.voiceid-', which is reserved for temporary files.";
  for (const auto& [key, fault] :
       {Case{"/etc/passwd", empty}, Case{"a/", empty}, Case{"a//b", empty}, Case{"/", empty}, Case{"..", parent},
        Case{"../a", parent}, Case{"a/../b", parent}, Case{"a/..", parent}, Case{".", self}, Case{"a/./b", self},
        Case{std::string(256, 'a'), size}, Case{std::string(256, 'a') + "/b", size}, Case{".voiceid-0", temporary},
        Case{"a/.voiceid-0/b", temporary}}) {
    EXPECT_TRUE(check_object({"bucket", key})) << "another storage may have it";
    const auto failure = failure_of(path_of({"bucket", key}));
    ASSERT_THAT(failure, is_validation_failure()) << key;
    EXPECT_EQ(failure->message, "The key of s3://bucket/" + key + " has " + fault);
  }
  for (const std::string& key : {"a\0b"s, "a\0"s}) {
    EXPECT_TRUE(check_object({"bucket", key}));
    const auto failure = failure_of(path_of({"bucket", key}));
    ASSERT_THAT(failure, is_validation_failure());
    EXPECT_EQ(failure->message, "A key in the bucket bucket has a NUL, which the folder storage does not allow.");
  }
}

TEST(PathOf, ShowsAKeyInOneLine) {
  const auto failure = failure_of(path_of({"bucket", "a\n/"}));
  ASSERT_THAT(failure, is_validation_failure());
  EXPECT_THAT(failure->message, StartsWith("The key of s3://bucket/a\\u000a/ has an empty part"));
}

// tests/domain/s3_uri_test.cpp holds which are names.
TEST(CheckBucket, RefusesNamesOutsideThePattern) {
  for (const std::string bucket : {"", "..", "a/b", ".voiceid-0"}) {
    for (const auto& failure : {failure_of(check_bucket(bucket)), failure_of(check_object({bucket, "key"})),
                                failure_of(path_of({bucket, "key"}))}) {
      ASSERT_THAT(failure, is_validation_failure()) << bucket;
      EXPECT_THAT(failure->message,
                  StartsWith("A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens"));
    }
  }
}

TEST(PathOf, HasTheBucketForItsFirstFolder) {
  const auto path = path_of({"my.bucket-1", "a/b c/\u00e9.json"});
  ASSERT_TRUE(path);
  EXPECT_THAT(path->folders, ElementsAre("my.bucket-1", "a", "b c"));
  EXPECT_EQ(path->name, "\u00e9.json");
}

TEST(PathOf, TakesKeysAtTheirLimits) {
  std::string deepest = "a";
  while (deepest.size() < 1023) deepest += "/a";
  for (const S3Uri& uri :
       {S3Uri{"abc", std::string(255, 'a')}, S3Uri{std::string(63, 'a'), "a"}, S3Uri{"abc", deepest}}) {
    EXPECT_TRUE(path_of(uri));
  }
}

TEST(PathOf, TakesNamesThatOnlyResembleForbiddenOnes) {
  for (const std::string key : {"...", "..a", "a..", ".a", ".voiceid", "x.voiceid-0", "a\\..\\b", "~", "-", "%2e%2e"}) {
    const auto path = path_of({"bucket", key});
    ASSERT_TRUE(path) << key;
    EXPECT_EQ(path->name, key);
  }
}

}  // namespace
}  // namespace voiceid::objects
