#include "server/objects/object_key.hpp"

#include <gmock/gmock.h>

namespace voiceid::objects {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::string_literals;

struct WrongKey {
  std::string name;
  std::string key;
  std::string message;

  friend void PrintTo(const WrongKey& wrong, std::ostream* out) { *out << wrong.name; }
};

class KeysThatNoStorageHas : public ::testing::TestWithParam<WrongKey> {};

TEST_P(KeysThatNoStorageHas, AreRefusedWithTheReason) {
  for (const Result<void>& checked : {check_object({"bucket", GetParam().key}), [] {
                                        const auto path = path_of({"bucket", GetParam().key});
                                        return path ? Result<void>() : Result<void>(path.error());
                                      }()}) {
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().type, &kValidationException);
    EXPECT_EQ(checked.error().message, GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Keys, KeysThatNoStorageHas,
    ::testing::Values(WrongKey{"Empty", "", "s3://bucket/ names no object; a key is needed after the bucket."},
                      WrongKey{"TooLong", std::string(1025, 'a'),
                               "A key in the bucket bucket has 1025 bytes; it may have at most 1024."},
                      WrongKey{"TooLongInBytes",
                               [] {
                                 std::string key;
                                 for (int i = 0; i < 513; ++i) key += "\u00e9";
                                 return key;
                               }(),
                               "A key in the bucket bucket has 1026 bytes; it may have at most 1024."},
                      WrongKey{"StrayByte", "a\xff", "A key in the bucket bucket is not UTF-8."},
                      WrongKey{"CutShort", "a\xc3", "A key in the bucket bucket is not UTF-8."},
                      WrongKey{"Overlong", "\xc0\xaf", "A key in the bucket bucket is not UTF-8."},
                      WrongKey{"Surrogate", "\xed\xa0\x80", "A key in the bucket bucket is not UTF-8."}),
    [](const auto& param_info) { return param_info.param.name; });

class KeysThatAreNoPaths : public ::testing::TestWithParam<WrongKey> {};

TEST_P(KeysThatAreNoPaths, AreRefusedByTheFolderStorageAlone) {
  EXPECT_TRUE(check_object({"bucket", GetParam().key}));
  const auto path = path_of({"bucket", GetParam().key});
  ASSERT_FALSE(path);
  EXPECT_EQ(path.error().type, &kValidationException);
  EXPECT_THAT(path.error().message, HasSubstr(GetParam().message));
  EXPECT_THAT(path.error().message, Not(HasSubstr("\0"s)));
}

constexpr const char* kEmptyPart = "has an empty part; the folder storage needs a name before and after each slash.";

INSTANTIATE_TEST_SUITE_P(
    Keys, KeysThatAreNoPaths,
    ::testing::Values(
        WrongKey{"LeadingSlash", "/etc/passwd", kEmptyPart}, WrongKey{"TrailingSlash", "a/", kEmptyPart},
        WrongKey{"DoubledSlash", "a//b", kEmptyPart}, WrongKey{"SlashAlone", "/", kEmptyPart},
        WrongKey{"Parent", "..", "has the part '..'"}, WrongKey{"ParentFirst", "../a", "has the part '..'"},
        WrongKey{"ParentInside", "a/../b", "has the part '..'"}, WrongKey{"ParentLast", "a/..", "has the part '..'"},
        WrongKey{"Self", ".", "has the part '.'"}, WrongKey{"SelfInside", "a/./b", "has the part '.'"},
        WrongKey{"Nul", "a\0b"s, "has a NUL"}, WrongKey{"NulLast", "a\0"s, "has a NUL"},
        WrongKey{"LongPart", std::string(256, 'a'), "has a part of 256 bytes; the folder storage allows at most 255."},
        WrongKey{"LongFolder", std::string(256, 'a') + "/b", "has a part of 256 bytes"},
        WrongKey{"Temporary", ".voiceid-0", "has a part that begins with '.voiceid-'"},
        WrongKey{"TemporaryFolder", "a/.voiceid-0/b", "has a part that begins with '.voiceid-'"}),
    [](const auto& param_info) { return param_info.param.name; });

class WrongBuckets : public ::testing::TestWithParam<std::string> {};

TEST_P(WrongBuckets, AreRefused) {
  EXPECT_FALSE(check_bucket(GetParam()));
  EXPECT_FALSE(check_object({GetParam(), "key"}));
  const auto path = path_of({GetParam(), "key"});
  ASSERT_FALSE(path);
  EXPECT_THAT(path.error().message, HasSubstr("3 to 63 lower-case letters, digits, dots and hyphens"));
}

INSTANTIATE_TEST_SUITE_P(Buckets, WrongBuckets,
                         ::testing::Values("", "ab", std::string(64, 'a'), "..", "...", ".ab", "ab.", "-ab", "Abc",
                                           "a/b", "a\0b"s, "a_b", "abc\n", "a\xc3\xa9z", ".voiceid-0"));

TEST(PathOf, HasTheBucketForItsFirstFolder) {
  const auto path = path_of({"my.bucket-1", "a/b c/\u00e9.json"});
  ASSERT_TRUE(path);
  EXPECT_THAT(path->folders, ElementsAre("my.bucket-1", "a", "b c"));
  EXPECT_EQ(path->name, "\u00e9.json");
}

TEST(PathOf, TakesKeysAtTheirLimits) {
  EXPECT_TRUE(path_of({"abc", std::string(255, 'a')}));
  EXPECT_TRUE(path_of({std::string(63, 'a'), "a"}));
  std::string deepest = "a";
  while (deepest.size() < 1023) deepest += "/a";
  EXPECT_TRUE(path_of({"abc", deepest}));
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
