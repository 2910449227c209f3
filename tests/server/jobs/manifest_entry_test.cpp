// What is said of entries of a manifest that break a rule; the other requests of the file are carried out.
#include "server/jobs/manifest_entry.hpp"

#include "tests/domain/matchers.hpp"
#include "tests/server/jobs/manifest_texts.hpp"

namespace voiceid::jobs {
namespace {

struct BadEntry {
  std::string name;
  std::string text;
  std::string fault;
  std::string request_id = "r-1";

  friend void PrintTo(const BadEntry& row, std::ostream* out) { *out << row.name; }
};

class BadEntries : public testing::TestWithParam<BadEntry> {};

void expect_fault(JobKind kind) {
  const BadEntry& row = testing::TestWithParam<BadEntry>::GetParam();
  const auto manifest = read_manifest(manifest_text("{}," + row.text, kind), kind, {});
  ASSERT_EQ(failure_of(manifest), std::nullopt);
  ASSERT_EQ(manifest->requests.size(), 2U);
  EXPECT_EQ(manifest->requests[1].fault, row.fault);
  EXPECT_EQ(manifest->requests[1].request_id, row.request_id);
}

TEST_P(BadEntries, HaveAFault_ThatSaysWhatWasFoundAndWhatIsNeeded) { expect_fault(kEnrollment); }

std::string name_of_entry(const testing::TestParamInfo<BadEntry>& row) { return row.param.name; }

std::string has_as_request_id(const std::string& what) {
  return "Request 2 of the manifest has " + what + "; a string of 1 to 256 characters is needed.";
}

BadEntry without_id(const std::string& name, const std::string& request_id, const std::string& found) {
  return {name, request_text(request_id), has_as_request_id(found), ""};
}
BadEntry no_object(const std::string& name, const std::string& text, const std::string& what) {
  return {name, text, "Request 2 of the manifest is " + what + "; an object is needed.", ""};
}

INSTANTIATE_TEST_SUITE_P(
    RequestId, BadEntries,
    testing::Values(no_object("Null", "null", "null"), no_object("String", R"("r-1")", "a string"),
                    no_object("Number", "5", "a number"), no_object("List", R"([{"RequestId":"r-1"}])", "a list"),
                    no_object("Boolean", "false", "a boolean"),
                    BadEntry{"EmptyObject", "{}", has_as_request_id("no RequestId"), ""},
                    BadEntry{"IdInAnotherCase", R"({"requestId":"r-1"})", has_as_request_id("no RequestId"), ""},
                    without_id("NullAsId", "null", "no RequestId"),
                    without_id("NumberAsId", "5", "a number as RequestId"),
                    without_id("DecimalAsId", "1.5", "a number as RequestId"),
                    without_id("NegativeNumberAsId", "-5", "a number as RequestId"),
                    without_id("TrueAsId", "true", "a boolean as RequestId"),
                    without_id("ListAsId", R"(["r-1"])", "a list as RequestId"),
                    without_id("ObjectAsId", R"({"RequestId":"r-1"})", "an object as RequestId"),
                    without_id("EmptyId", R"("")", "an empty RequestId"),
                    without_id("LongId", "\"" + repeated("ä", 257) + "\"", "a RequestId of more than 256 characters"),
                    without_id("HugeId", "\"" + repeated("a", 5'000'000) + "\"",
                               "a RequestId of more than 256 characters")),
    name_of_entry);

BadEntry bad_speaker(const std::string& name, const std::string& speaker_id, const std::string& found) {
  return {name, with_speaker(speaker_id),
          "Request 'r-1' has " + found +
              "; 1 to 256 of a-z, A-Z, 0-9, '_' and '-' are needed, beginning with a letter or digit."};
}
BadEntry generated_speaker(const std::string& name, const std::string& speaker_id) {
  return {
      name, with_speaker(speaker_id),
      "Request 'r-1' has a SpeakerId that begins with 'id#', like a generated id; the customer's own id is needed."};
}

INSTANTIATE_TEST_SUITE_P(
    SpeakerId, BadEntries,
    testing::Values(bad_speaker("Null", "null", "no SpeakerId"), bad_speaker("Number", "5", "a number as SpeakerId"),
                    bad_speaker("List", R"(["alice"])", "a list as SpeakerId"),
                    bad_speaker("Empty", R"("")", "an empty SpeakerId"),
                    bad_speaker("Long", "\"" + repeated("a", 257) + "\"", "a SpeakerId of more than 256 characters"),
                    bad_speaker("Space", R"("alice smith")", "a malformed SpeakerId"),
                    bad_speaker("HyphenInFront", R"("-alice")", "a malformed SpeakerId"),
                    bad_speaker("UnderscoreInFront", R"("_alice")", "a malformed SpeakerId"),
                    bad_speaker("Umlaut", R"("zoë")", "a malformed SpeakerId"),
                    bad_speaker("LineBreak", R"("alice\n")", "a malformed SpeakerId"),
                    bad_speaker("Nul", R"("alice\u0000")", "a malformed SpeakerId"),
                    bad_speaker("Address", R"("alice@example.com")", "a malformed SpeakerId"),
                    generated_speaker("Generated", R"("id#0123456789abcdefABCDEF")"),
                    generated_speaker("HalfGenerated", R"("id#alice")")),
    name_of_entry);

// The same in both kinds of files.
class BadAudio : public BadEntries {};

TEST_P(BadAudio, IsAFaultOfAnEnrollment) { expect_fault(kEnrollment); }
TEST_P(BadAudio, IsAFaultOfARegistration) { expect_fault(kRegistration); }

BadEntry bad_list(const std::string& name, const std::string& audio, const std::string& found) {
  return {name, with_audio(audio), "Request 'r-1' has " + found + "; a list of 1 to 10 audio files is needed."};
}

std::string so_many_files(std::size_t count) {
  return "[" + repeated(R"({"S3Uri":"s3://bucket/a","ChannelId":0},)", count - 1) +
         R"({"S3Uri":"s3://bucket/a","ChannelId":0}])";
}

INSTANTIATE_TEST_SUITE_P(
    List, BadAudio,
    testing::Values(
        bad_list("Null", "null", "no AudioSpecifications"),
        BadEntry{"LeftOut", R"({"RequestId":"r-1","SpeakerId":"a"})",
                 "Request 'r-1' has no AudioSpecifications; a list of 1 to 10 audio files is needed."},
        bad_list("Object", R"({"S3Uri":"s3://bucket/a","ChannelId":0})", "an object as AudioSpecifications"),
        bad_list("String", R"("s3://bucket/a")", "a string as AudioSpecifications"),
        bad_list("Empty", "[]", "0 audio files"), bad_list("Eleven", so_many_files(11), "11 audio files"),
        bad_list("AHundredThousand", so_many_files(100'000), "100000 audio files"),
        bad_list("NullBehindAList", so_many_files(1) + R"(,"AudioSpecifications":null)", "no AudioSpecifications"),
        bad_list("EmptyBehindAList", so_many_files(1) + R"(,"AudioSpecifications":[])", "0 audio files")),
    name_of_entry);

BadEntry bad_file(const std::string& name, const std::string& file, const std::string& fault) {
  return {name, with_audio(R"([{"S3Uri":"s3://bucket/a","ChannelId":0},)" + file + "]"),
          "Audio file 2 of 2 of request 'r-1' " + fault};
}
BadEntry no_file(const std::string& name, const std::string& file, const std::string& what) {
  return bad_file(name, file, "is " + what + "; an object with S3Uri and ChannelId is needed.");
}
BadEntry bad_uri(const std::string& name, const std::string& uri, const std::string& fault) {
  return bad_file(name, R"({"S3Uri":)" + uri + R"(,"ChannelId":0})", fault);
}
BadEntry other_uri(const std::string& name, const std::string& uri, const std::string& shown) {
  return bad_uri(name, "\"" + uri + "\"",
                 "has the S3Uri '" + shown +
                     "'; s3://bucket/key is needed, with a bucket of 3 to 63 of a-z, 0-9, '.' and '-' that begins "
                     "and ends with a letter or digit.");
}
BadEntry other_uri(const std::string& name, const std::string& uri) { return other_uri(name, uri, uri); }
BadEntry no_object_in_uri(const std::string& name, const std::string& uri) {
  return bad_uri(name, "\"" + uri + "\"",
                 "has the S3Uri '" + uri + "', which names no object; s3://bucket/key is needed.");
}
BadEntry bad_channel(const std::string& name, const std::string& channel, const std::string& found) {
  return bad_file(name, R"({"S3Uri":"s3://bucket/a","ChannelId":)" + channel + "}",
                  "has " + found + "; the number 0 or 1 is needed.");
}

INSTANTIATE_TEST_SUITE_P(
    File, BadAudio,
    testing::Values(no_file("String", R"("s3://bucket/a")", "a string"), no_file("Null", "null", "null"),
                    no_file("Number", "0", "a number"), no_file("List", R"(["s3://bucket/a",0])", "a list"),
                    bad_file("EmptyObject", "{}", "has no S3Uri; s3://bucket/key is needed."),
                    bad_uri("NullUri", "null", "has no S3Uri; s3://bucket/key is needed."),
                    bad_uri("NumberAsUri", "5", "has a number as S3Uri; s3://bucket/key is needed."),
                    bad_uri("ListAsUri", R"(["s3://bucket/a"])", "has a list as S3Uri; s3://bucket/key is needed."),
                    bad_uri("LongUri", "\"s3://bucket/" + repeated("ä", 1024 - 11) + "\"",
                            "has an S3Uri of more than 1024 characters; at most 1024 are allowed."),
                    bad_uri("HugeUri", "\"" + repeated("a", 5'000'000) + "\"",
                            "has an S3Uri of more than 1024 characters; at most 1024 are allowed."),
                    other_uri("EmptyUri", ""), other_uri("Http", "https://bucket.s3.amazonaws.com/a"),
                    other_uri("PathAlone", "/bucket/a"), other_uri("SchemeInUpperCase", "S3://bucket/a"),
                    other_uri("BucketInUpperCase", "s3://Bucket/a"), other_uri("ShortBucket", "s3://ab/a"),
                    other_uri("NoBucket", "s3:///a"), other_uri("SpaceBefore", " s3://bucket/a"),
                    other_uri("LineBreakInTheKey", "s3://bucket/a\\nb", "s3://bucket/a\\u000ab"),
                    other_uri("LongAndOther", repeated("a", 300), repeated("a", 256) + "..."),
                    no_object_in_uri("BucketAlone", "s3://bucket"), no_object_in_uri("BucketAndSlash", "s3://bucket/"),
                    bad_file("NoChannel", R"({"S3Uri":"s3://bucket/a"})",
                             "has no ChannelId; the number 0 or 1 is needed."),
                    bad_channel("NullChannel", "null", "no ChannelId"),
                    bad_channel("StringAsChannel", R"("0")", "a string as ChannelId"),
                    bad_channel("BooleanAsChannel", "true", "a boolean as ChannelId"),
                    bad_channel("ListAsChannel", "[0]", "a list as ChannelId"),
                    bad_channel("Two", "2", "2 as ChannelId"), bad_channel("MinusOne", "-1", "-1 as ChannelId"),
                    bad_channel("Half", "0.5", "0.5 as ChannelId"),
                    bad_channel("Large", "18446744073709551616", "18446744073709551616 as ChannelId"),
                    bad_channel("OfManyDigits", repeated("7", 300), repeated("7", 256) + " as ChannelId"),
                    bad_channel("Ten", "1e1", "1e1 as ChannelId")),
    name_of_entry);

TEST(ReadManifestEntry, TellsTheFirstFault_InTheOrderOfTheSchema) {
  const auto fault_of = [](std::string_view request) {
    return read_manifest(manifest_text(request), kEnrollment, {}).value().requests.front().fault.value_or("no fault");
  };
  EXPECT_THAT(fault_of(R"({"AudioSpecifications":5,"SpeakerId":5})"), testing::HasSubstr("RequestId"));
  EXPECT_THAT(fault_of(R"({"AudioSpecifications":5,"SpeakerId":5,"RequestId":"r"})"), testing::HasSubstr("SpeakerId"));
  EXPECT_THAT(fault_of(with_audio(R"([{"ChannelId":7},{"S3Uri":5}])")), testing::HasSubstr("file 1 of 2"));
  EXPECT_THAT(fault_of(with_audio(R"([{"ChannelId":7}])")), testing::HasSubstr("S3Uri"));
}

TEST(ReadManifestEntry, NoMessageRepeatsASpeakerId) {
  for (const std::string_view speaker : {"secret id", "id#secret", "-secret", "secret\xc3\xab"}) {
    const auto manifest =
        read_manifest(manifest_text(with_speaker("\"" + std::string(speaker) + "\"")), kEnrollment, {});
    EXPECT_THAT(manifest.value().requests.front().fault.value_or(""), testing::Not(testing::HasSubstr("secret")));
  }
}

TEST(ReadManifestEntry, RequestIdIsShown_WithoutControlCharacters) {
  const auto manifest = read_manifest(manifest_text(request_text(R"("a\r\n\u001b'ä")", "5")), kEnrollment, {});
  EXPECT_THAT(manifest.value().requests.front().fault.value_or(""),
              testing::StartsWith(R"(Request 'a\u000d\u000a\u001b'ä' has)"));
  EXPECT_EQ(manifest->requests.front().request_id, "a\r\n\x1b'ä");
}

}  // namespace
}  // namespace voiceid::jobs
