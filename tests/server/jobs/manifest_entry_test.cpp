// The faults of single entries of a manifest; its other requests are carried out.
#include "server/jobs/manifest_entry.hpp"

#include <functional>

#include "tests/domain/matchers.hpp"
#include "tests/server/jobs/manifest_texts.hpp"

namespace voiceid::jobs {
namespace {

using testing::HasSubstr;

ManifestRequest read_second(const std::string& entry, JobKind kind = kEnrollment) {
  const auto manifest = read_manifest(manifest_text("{}," + entry, kind), kind, {});
  EXPECT_EQ(failure_of(manifest), std::nullopt);
  return manifest && manifest->requests.size() == 2 ? manifest->requests.back() : ManifestRequest();
}

std::string text_of(const std::optional<Error>& fault) { return fault ? fault->message : "no secret fault"; }
std::string fault_of(const std::string& entry) { return text_of(read_second(entry).fault); }

// A text in some place of the entry, and what the fault says was found.
struct Case {
  std::string text;
  std::string found;
};
using Cases = std::vector<Case>;

// Puts each text into its place, and expects the fault between the beginning and the end.
template <class Place>
void expect_faults(const Cases& cases, Place place, const std::string& begin, const std::string& end,
                   std::string_view request_id = "r-1", JobKind kind = kEnrollment) {
  for (const auto& [text, found] : cases) {
    SCOPED_TRACE(text.substr(0, 100));
    const ManifestRequest request = read_second(place(text), kind);
    EXPECT_EQ(text_of(request.fault), begin + found + end);
    EXPECT_EQ(request.request_id, request_id);
  }
}

// Audio is the same in both kinds of manifest.
template <class Place>
void expect_audio_faults(const Cases& cases, Place place, const std::string& begin, const std::string& end) {
  for (const JobKind kind : {kEnrollment, kRegistration}) expect_faults(cases, place, begin, end, "r-1", kind);
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// Values of all types but one, in the place of a member.
Cases other_than(std::string_view needed, const std::string& member) {
  Cases cases{Case{"null", "no " + member}};
  for (const auto& [text, type] : {Case{"1.0", "a number"}, Case{R"("0")", "a string"}, Case{"true", "a boolean"},
                                   Case{"[0]", "a list"}, Case{"{}", "an object"}}) {
    if (type != needed) cases.push_back({text, type + " as " + member});
  }
  return cases;
}

TEST(ManifestEntry, IsAnObject) {
  expect_faults({Case{"null", "null"}, Case{R"("r-1")", "a string"}, Case{"5", "a number"}, Case{"-5", "a number"},
                 Case{R"([{"RequestId":"r-1"}])", "a list"}, Case{"false", "a boolean"}},
                std::identity(), "Request 2 of the manifest is ", "; an object is needed.", "");
}

TEST(ManifestEntry, NeedsARequestIdOf1To256Characters) {
  const std::string begin = "Request 2 of the manifest has ";
  const std::string end = "; a string of 1 to 256 characters is needed.";
  const auto with_id = [](const std::string& id) { return request_text(id); };
  expect_faults(other_than("a string", "RequestId"), with_id, begin, end, "");
  expect_faults({Case{R"("")", "an empty RequestId"},
                 Case{in_quotes(repeated("ä", 257)), "a RequestId of more than 256 characters"},
                 Case{in_quotes(repeated("a", 5'000'000)), "a RequestId of more than 256 characters"}},
                with_id, begin, end, "");
  expect_faults({Case{"{}", "no RequestId"}, Case{R"({"requestId":"r-1"})", "no RequestId"}}, std::identity(), begin,
                end, "");
}

TEST(ManifestEntry, NeedsTheCustomersSpeakerId) {
  const std::string begin = "Request 'r-1' has ";
  const std::string end = "; 1 to 256 of a-z, A-Z, 0-9, '_' and '-' are needed, beginning with a letter or digit.";
  expect_faults(other_than("a string", "SpeakerId"), with_speaker, begin, end);
  expect_faults({Case{R"("")", "an empty SpeakerId"},
                 Case{in_quotes(repeated("a", 257)), "a SpeakerId of more than 256 characters"}},
                with_speaker, begin, end);
  for (const std::string id : {"alice smith", "-alice", "_alice", "zoë", "alice\\n", "alice\\u0000", "alice@home"}) {
    expect_faults({Case{in_quotes(id), "a malformed SpeakerId"}}, with_speaker, begin, end);
  }
  for (const std::string id : {"id#0123456789abcdefABCDEF", "id#alice"}) {
    expect_faults({Case{in_quotes(id), "a SpeakerId that begins with 'id#', like a generated id"}}, with_speaker, begin,
                  "; the customer's own id is needed.");
  }
}

std::string so_many_files(std::size_t count) {
  const std::string file = R"({"S3Uri":"s3://bucket/a","ChannelId":0})";
  return "[" + repeated(file + ",", count - 1) + file + "]";
}

TEST(ManifestEntry, NeedsAListOf1To10AudioFiles) {
  const std::string begin = "Request 'r-1' has ";
  const std::string end = "; a list of 1 to 10 audio files is needed.";
  expect_audio_faults(other_than("a list", "AudioSpecifications"), with_audio, begin, end);
  expect_audio_faults({Case{"[]", "0 audio files"}, Case{so_many_files(11), "11 audio files"},
                       Case{so_many_files(100'000), "100000 audio files"},
                       Case{so_many_files(1) + R"(,"AudioSpecifications":null)", "no AudioSpecifications"},
                       Case{so_many_files(1) + R"(,"AudioSpecifications":[])", "0 audio files"}},
                      with_audio, begin, end);
  expect_audio_faults({Case{R"({"RequestId":"r-1","SpeakerId":"a"})", "no AudioSpecifications"}}, std::identity(),
                      begin, end);
}

const std::string kSecondFile = "Audio file 2 of 2 of request 'r-1' ";

std::string with_second_file(const std::string& file) {
  return with_audio(R"([{"S3Uri":"s3://bucket/a","ChannelId":0},)" + file + "]");
}

TEST(ManifestEntry, AudioFileIsAnObject) {
  expect_audio_faults({Case{R"("s3://bucket/a")", "a string"}, Case{"null", "null"}, Case{"0", "a number"},
                       Case{R"(["s3://bucket/a",0])", "a list"}},
                      with_second_file, kSecondFile + "is ", "; an object with S3Uri and ChannelId is needed.");
}

TEST(ManifestEntry, AudioFileNeedsAnS3UriOfAtMost1024Characters) {
  const std::string has = kSecondFile + "has ";
  const auto with_uri = [](const std::string& uri) {
    return with_second_file(R"({"S3Uri":)" + uri + R"(,"ChannelId":0})");
  };
  expect_audio_faults(other_than("a string", "S3Uri"), with_uri, has, "; s3://bucket/key is needed.");
  expect_audio_faults({Case{"{}", "no S3Uri"}}, with_second_file, has, "; s3://bucket/key is needed.");
  for (const std::string uri : {"s3://bucket", "s3://bucket/"}) {
    expect_audio_faults({Case{in_quotes(uri), uri}}, with_uri, has + "the S3Uri '",
                        "', which names no object; s3://bucket/key is needed.");
  }
  for (const std::string& uri : {"s3://bucket/" + repeated("ä", 1024 - 11), repeated("a", 5'000'000)}) {
    expect_audio_faults({Case{in_quotes(uri), "an S3Uri of more than 1024 characters"}}, with_uri, has,
                        "; at most 1024 are allowed.");
  }
  // tests/domain/s3_uri_test.cpp holds which are.
  Cases invalid{Case{R"("s3://bucket/a\nb")", R"(s3://bucket/a\u000ab')"},
                Case{in_quotes(repeated("a", 300)), repeated("a", 256) + "...'"}};
  for (const std::string uri : {"", "https://bucket.s3.amazonaws.com/a"})
    invalid.push_back({in_quotes(uri), uri + "'"});
  expect_audio_faults(invalid, with_uri, has + "the S3Uri '",
                      "; s3://bucket/key is needed, with a bucket of 3 to 63 of a-z, 0-9, '.' and '-' that begins and "
                      "ends with a letter or digit.");
}

TEST(ManifestEntry, AudioFileNeedsTheChannel0Or1) {
  const std::string has = kSecondFile + "has ";
  const std::string needed = "; the number 0 or 1 is needed.";
  const auto with_channel = [](const std::string& channel) {
    return with_second_file(R"({"S3Uri":"s3://bucket/a","ChannelId":)" + channel + "}");
  };
  expect_audio_faults(other_than("a number", "ChannelId"), with_channel, has, needed);
  expect_audio_faults({Case{R"({"S3Uri":"s3://bucket/a"})", "no ChannelId"}}, with_second_file, has, needed);
  expect_audio_faults({Case{repeated("7", 300), repeated("7", 256) + " as ChannelId"}}, with_channel, has, needed);
  for (const std::string channel : {"2", "-1", "0.5", "18446744073709551616", "1e1"}) {
    expect_audio_faults({Case{channel, channel + " as ChannelId"}}, with_channel, has, needed);
  }
}

TEST(ManifestEntry, HasTheFirstFault_InTheOrderOfTheSchema) {
  EXPECT_THAT(fault_of(R"({"AudioSpecifications":5,"SpeakerId":5})"), HasSubstr("RequestId"));
  EXPECT_THAT(fault_of(R"({"AudioSpecifications":5,"SpeakerId":5,"RequestId":"r"})"), HasSubstr("SpeakerId"));
  EXPECT_THAT(fault_of(with_audio(R"([{"ChannelId":7},{"S3Uri":5}])")), HasSubstr("file 1 of 2"));
  EXPECT_THAT(fault_of(with_audio(R"([{"ChannelId":7}])")), HasSubstr("S3Uri"));
}

TEST(ManifestEntry, EachFaultHasASummary) {
  using Row = std::pair<std::string, std::string>;
  for (const auto& [entry, what] :
       {Row{"5", "request"}, Row{"{}", "request ID"}, Row{with_speaker("5"), "speaker ID"},
        Row{with_audio("[]"), "audio specifications"}, Row{with_audio("[5]"), "audio specifications"},
        Row{with_audio(R"([{"S3Uri":"x"}])"), "S3 URI"},
        Row{with_audio(R"([{"S3Uri":"s3://bucket/a"}])"), "channel ID"}}) {
    const std::string verb = what.ends_with('s') ? " are invalid." : " is invalid.";
    EXPECT_EQ(read_second(entry).fault.value().summary, "The provided " + what + verb);
  }
}

TEST(ManifestEntry, NoFaultRepeatsASpeakerId) {
  for (const std::string speaker : {"secret id", "id#secret", "-secret", "secret\xc3\xab"}) {
    EXPECT_THAT(fault_of(with_speaker(in_quotes(speaker))), testing::Not(HasSubstr("secret")));
  }
}

TEST(ManifestEntry, FaultShowsTheRequestId_WithoutControlCharacters) {
  const ManifestRequest request = read_second(request_text(R"("a\r\n\u001b'ä")", "5"));
  EXPECT_THAT(text_of(request.fault), testing::StartsWith(R"(Request 'a\u000d\u000a\u001b'ä' has)"));
  EXPECT_EQ(request.request_id, "a\r\n\x1b'ä");
}

}  // namespace
}  // namespace voiceid::jobs
