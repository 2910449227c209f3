#include "server/jobs/manifest.hpp"

#include <sys/resource.h>

#include "tests/domain/matchers.hpp"
#include "tests/server/jobs/manifest_texts.hpp"

namespace voiceid::jobs {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::SizeIs;

Manifest read(std::string_view text, JobKind kind = kEnrollment, std::optional<std::uint64_t> most = {}) {
  auto manifest = read_manifest(text, kind, most);
  EXPECT_EQ(failure_of(manifest), std::nullopt);
  return manifest ? std::move(*manifest) : Manifest();
}

// The only request of a manifest of which nothing is wrong as a whole.
ManifestRequest read_request(std::string_view request, JobKind kind = kEnrollment) {
  Manifest manifest = read(manifest_text(request, kind), kind);
  EXPECT_THAT(manifest.requests, SizeIs(1));
  return manifest.requests.empty() ? ManifestRequest() : std::move(manifest.requests.front());
}

MATCHER_P2(is_audio, uri, channel, "") { return arg.uri.text() == uri && arg.channel == channel; }

TEST(ReadManifest, ReadsAnEnrollment) {
  const Manifest manifest = read(R"({"Version": "1.0", "SpeakerEnrollmentRequests": [
      {"RequestId": "r-1", "SpeakerId": "alice",
       "AudioSpecifications": [{"S3Uri": "s3://bucket/a.wav", "ChannelId": 0},
                               {"S3Uri": "s3://other/b/c.wav", "ChannelId": 1}]},
      {"AudioSpecifications": [{"ChannelId": 1, "S3Uri": "s3://bucket/d.wav"}], "SpeakerId": "7-Bob_x",
       "RequestId": "second"}]})");
  EXPECT_EQ(manifest.request_count, 2U);
  ASSERT_THAT(manifest.requests, SizeIs(2));
  const auto& [first, second] = std::pair(manifest.requests[0], manifest.requests[1]);
  EXPECT_EQ(first.fault, std::nullopt);
  EXPECT_EQ(first.request_id, "r-1");
  EXPECT_EQ(first.customer_speaker_id, "alice");
  EXPECT_THAT(first.audio, ElementsAre(is_audio("s3://bucket/a.wav", 0U), is_audio("s3://other/b/c.wav", 1U)));
  EXPECT_EQ(second.fault, std::nullopt);
  EXPECT_EQ(second.request_id, "second");
  EXPECT_EQ(second.customer_speaker_id, "7-Bob_x");
  EXPECT_THAT(second.audio, ElementsAre(is_audio("s3://bucket/d.wav", 1U)));
}

TEST(ReadManifest, ReadsARegistration_AndIgnoresItsSpeakerId) {
  for (const std::string_view speaker : {R"("alice")", R"("id#x")", "5", "null", "{}"}) {
    const ManifestRequest request = read_request(request_text(R"("r-1")", speaker), kRegistration);
    EXPECT_EQ(request.fault, std::nullopt) << speaker;
    EXPECT_EQ(request.customer_speaker_id, "") << speaker;
    EXPECT_THAT(request.audio, ElementsAre(is_audio("s3://bucket/a.wav", 0U))) << speaker;
  }
}

struct GoodRequest {
  std::string name;
  std::string text;

  friend void PrintTo(const GoodRequest& row, std::ostream* out) { *out << row.name; }
};

class GoodRequests : public testing::TestWithParam<GoodRequest> {};

TEST_P(GoodRequests, HaveNoFault) {
  const ManifestRequest request = read_request(GetParam().text);
  EXPECT_EQ(request.fault, std::nullopt);
  EXPECT_EQ(request.request_id.empty(), false);
  EXPECT_EQ(request.customer_speaker_id.empty(), false);
  EXPECT_EQ(request.audio.empty(), false);
}

std::string with_channel(const std::string& channel) {
  return with_audio(R"([{"S3Uri":"s3://bucket/a","ChannelId":)" + channel + "}]");
}
std::string with_uri(const std::string& uri) { return with_audio(R"([{"S3Uri":")" + uri + R"(","ChannelId":0}])"); }

INSTANTIATE_TEST_SUITE_P(
    Manifest, GoodRequests,
    testing::Values(GoodRequest{"RequestIdOf256Characters", request_text("\"" + repeated("ä", 256) + "\"")},
                    GoodRequest{"RequestIdOfASpace", request_text(R"(" ")")},
                    GoodRequest{"RequestIdOfANul", request_text(R"("\u0000")")},
                    GoodRequest{"RequestIdOutsideTheBasicPlane", request_text(R"("\ud83d\ude00")")},
                    GoodRequest{"SpeakerIdOf256Characters", with_speaker("\"" + repeated("a", 256) + "\"")},
                    GoodRequest{"SpeakerIdOfOneDigit", with_speaker(R"("7")")},
                    GoodRequest{"SpeakerIdThatOnlyLooksGenerated", with_speaker(R"("idalice")")},
                    GoodRequest{"ChannelOne", with_channel("1")},
                    GoodRequest{"ChannelWithAZeroFraction", with_channel("1.0")},
                    GoodRequest{"ChannelZeroWithAZeroFraction", with_channel("0.0")},
                    GoodRequest{"ChannelInScientificNotation", with_channel("1e0")},
                    GoodRequest{"ChannelMinusZero", with_channel("-0")},
                    GoodRequest{"UriOf1024Characters", with_uri("s3://bucket/" + repeated("ä", 1024 - 12))},
                    GoodRequest{"UriWithEscapes", with_uri(R"(s3:\/\/bucket\/\u00e4)")},
                    GoodRequest{"UriWithSpace", with_uri("s3://bucket/a b.wav")},
                    GoodRequest{"UnknownMembers",
                                R"({"X":1,"RequestId":"r","Y":[[{"RequestId":5}]],"SpeakerId":"s","Z":{"a":null},)"
                                R"("AudioSpecifications":[{"S3Uri":"s3://bucket/a","W":[{}],"ChannelId":0,"V":1e5}]})"},
                    GoodRequest{"LastOfRepeatedMembers",
                                R"({"RequestId":5,"SpeakerId":"id#","AudioSpecifications":[{},{},1],"RequestId":"r",)"
                                R"("AudioSpecifications":[{"S3Uri":"x","ChannelId":7,"S3Uri":"s3://bucket/a",)"
                                R"("ChannelId":1}],"SpeakerId":"alice"})"}),
    [](const auto& row) { return row.param.name; });

TEST(ReadManifest, TenAudioFiles_AreAllowed) {
  const std::string file = R"({"S3Uri":"s3://bucket/a.wav","ChannelId":1},)";
  const ManifestRequest request =
      read_request(with_audio("[" + repeated(file, 9) + file.substr(0, file.size() - 1) + "]"));
  EXPECT_EQ(request.fault, std::nullopt);
  EXPECT_THAT(request.audio, SizeIs(10));
}

TEST(ReadManifest, TakesAByteOrderMarkAndWhiteSpaceAround) {
  EXPECT_THAT(read("\xef\xbb\xbf" + manifest_text(request_text(R"("r")"))).requests, SizeIs(1));
  EXPECT_THAT(read("\r\n\t " + manifest_text(request_text(R"("r")")) + "\r\n\n").requests, SizeIs(1));
}

TEST(ReadManifest, IgnoresUnknownMembers) {
  EXPECT_THAT(read(R"({"Comment":[{"Version":2}],"SpeakerEnrollmentRequests":[{}],"Version":"1.0","X":null})").requests,
              SizeIs(1));
}

TEST(ReadManifest, IgnoresTheListOfTheOtherKind_BesideTheOneThatIsNeeded) {
  EXPECT_THAT(
      read(R"({"FraudsterRegistrationRequests":[{},{}],"Version":"1.0","SpeakerEnrollmentRequests":[{}]})").requests,
      SizeIs(1));
}

TEST(ReadManifest, CountsTheLastOfTwoLists_AndForgetsTheRequestIdsOfTheOther) {
  const std::string first = request_text(R"("r-1")") + "," + request_text(R"("r-1")");
  const std::string second = request_text(R"("r-1")", R"("bob")");
  const Manifest manifest = read(R"({"Version":"1.0","SpeakerEnrollmentRequests":[)" + first +
                                 R"(],"SpeakerEnrollmentRequests":[)" + second + "]}");
  EXPECT_EQ(manifest.request_count, 1U);
  EXPECT_THAT(manifest.requests, ElementsAre(Field(&ManifestRequest::customer_speaker_id, "bob")));
}

TEST(ReadManifest, CountsTheLastOfTwoVersions) {
  EXPECT_THAT(read(R"({"Version":2,"SpeakerEnrollmentRequests":[{}],"Version":"1.0"})").requests, SizeIs(1));
}

TEST(ReadManifest, EntryWithoutARequestId_DisturbsNoOther) {
  const Manifest manifest = read(manifest_text(request_text("null") + R"(,5,{},)" + request_text(R"("r-4")")));
  EXPECT_EQ(manifest.request_count, 4U);
  ASSERT_THAT(manifest.requests, SizeIs(4));
  for (const std::size_t i : {0U, 1U, 2U}) {
    EXPECT_TRUE(manifest.requests[i].fault.has_value()) << i;
    EXPECT_EQ(manifest.requests[i].request_id, "") << i;
  }
  EXPECT_EQ(manifest.requests[3].fault, std::nullopt);
  EXPECT_EQ(manifest.requests[3].request_id, "r-4");
}

TEST(ReadManifest, EntryWithAFault_KeepsItsRequestId) {
  const ManifestRequest request = read_request(request_text(R"("r-1")", "5"));
  EXPECT_TRUE(request.fault.has_value());
  EXPECT_EQ(request.request_id, "r-1");
}

TEST(ReadManifest, KeepsSoManyRequests_AndCountsTheOthers) {
  const std::string two = request_text(R"("r-1")") + "," + request_text(R"("r-2")");
  const Manifest manifest =
      read(manifest_text(two + R"(,{"RequestId":"r-1"},5,[[]],{"RequestId":"r-2"})"), kEnrollment, 2);
  EXPECT_EQ(manifest.request_count, 6U);
  EXPECT_THAT(manifest.requests,
              ElementsAre(Field(&ManifestRequest::request_id, "r-1"), Field(&ManifestRequest::request_id, "r-2")));
  EXPECT_THAT(read(manifest_text(two), kEnrollment, 2).requests, SizeIs(2));
  EXPECT_THAT(read(manifest_text(two), kEnrollment, 0).requests, SizeIs(0));
}

// How much more memory than ever before it took.
template <class Action>
long peak_growth_in_kilobytes(Action action) {
  const auto peak = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const long before = peak();
  action();
  return peak() - before;
}

// Sanitizers take their time, and keep memory for a while after it was freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kShare = 10;
constexpr long kFewKilobytes = 100'000;
#else
constexpr std::size_t kShare = 1;
constexpr long kFewKilobytes = 8'000;
#endif

struct LargeManifest {
  std::string name;
  std::string_view before;
  std::string_view part;
  std::size_t times;
  std::string_view after;

  friend void PrintTo(const LargeManifest& row, std::ostream* out) { *out << row.name; }
};

class LargeManifests : public testing::TestWithParam<LargeManifest> {};

TEST_P(LargeManifests, TakeLittleMemory) {
  // In one piece from the beginning, so that making it leaves no freed memory for the reading to use.
  const auto& [name, before, part, times, after] = GetParam();
  std::string text;
  text.reserve(before.size() + part.size() * times + after.size());
  text.append(before);
  for (std::size_t i = 0; i < times / kShare; ++i) text.append(part);
  text.append(after);
  ASSERT_GT(text.size(), 20'000'000 / kShare);
  const auto read_it = [&text] { EXPECT_LE(read(text, kEnrollment, 10).requests.size(), 10U); };
  EXPECT_LT(peak_growth_in_kilobytes(read_it), kFewKilobytes);
}

constexpr std::string_view kBegin = R"({"Version":"1.0","SpeakerEnrollmentRequests":[)";
constexpr std::string_view kEnd = "{}]}";

INSTANTIATE_TEST_SUITE_P(
    Manifest, LargeManifests,
    testing::Values(
        LargeManifest{"AMillionEntriesBeyondTheMost", kBegin, R"({"RequestId":7,"X":1},)", 1'000'000, kEnd},
        LargeManifest{"TenMillionNumbersBeyondTheMost", kBegin, "7,", 10'000'001, kEnd},
        LargeManifest{"UnknownMemberOfTheFile", R"({"Version":"1.0","X":[)", R"({"a":[1,2]},)", 2'000'000,
                      R"(0],"SpeakerEnrollmentRequests":[5]})"},
        LargeManifest{"UnknownMembersOfAnEntry", R"({"Version":"1.0","SpeakerEnrollmentRequests":[{)",
                      R"("X":[[{"a":7}]],)", 1'400'000, R"("Y":0}]})"},
        LargeManifest{"AudioFiles",
                      R"({"Version":"1.0","SpeakerEnrollmentRequests":[{"RequestId":"r","AudioSpecifications":[)",
                      R"({"S3Uri":"x"},)", 1'500'000, "0]}]}"},
        LargeManifest{"ListWhereAStringIsNeeded", R"({"Version":"1.0","SpeakerEnrollmentRequests":[{"RequestId":[)",
                      "1,", 10'000'000, "1]}]}"},
        LargeManifest{"ListsThatAreTakenBack", R"({"Version":"1.0",)",
                      R"("SpeakerEnrollmentRequests":[{"RequestId":"r"}],)", 500'000,
                      R"("SpeakerEnrollmentRequests":[5]})"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace voiceid::jobs
