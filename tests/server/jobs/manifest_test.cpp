#include "server/jobs/manifest.hpp"

#include <sys/resource.h>

#include <ctime>
#include <stop_token>
#include <string>

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

// The only request of a manifest that is not faulty as a whole.
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

TEST(ReadManifest, TakesRequestsAtTheLimits) {
  const auto with_channel = [](const std::string& channel) {
    return with_audio(R"([{"S3Uri":"s3://bucket/a","ChannelId":)" + channel + "}]");
  };
  const auto with_uri = [](const std::string& uri) {
    return with_audio(R"([{"S3Uri":")" + uri + R"(","ChannelId":0}])");
  };
  const auto with_id = [](const std::string& id) { return request_text("\"" + id + "\""); };
  for (const std::string& text :
       {with_id(repeated("ä", 256)), with_id(" "), with_id(R"(\u0000)"), with_id(R"(\ud83d\ude00)"),
        with_speaker("\"" + repeated("a", 256) + "\""), with_speaker(R"("7")"), with_speaker(R"("idalice")"),
        with_channel("1"), with_channel("1.0"), with_channel("0.0"), with_channel("1e0"), with_channel("-0"),
        with_uri("s3://bucket/" + repeated("ä", 1024 - 12)), with_uri(R"(s3:\/\/bucket\/\u00e4)"),
        with_uri("s3://bucket/a b.wav")}) {
    const ManifestRequest request = read_request(text);
    EXPECT_EQ(request.fault, std::nullopt) << text;
    EXPECT_FALSE(request.request_id.empty() || request.customer_speaker_id.empty() || request.audio.empty()) << text;
  }
  const std::string file = R"({"S3Uri":"s3://bucket/a.wav","ChannelId":1},)";
  EXPECT_THAT(read_request(with_audio("[" + repeated(file, 9) + file.substr(0, file.size() - 1) + "]")).audio,
              SizeIs(10));
}

TEST(ReadManifest, CountsTheLastOfRepeatedMembers_AndIgnoresUnknownOnes) {
  for (const std::string text :
       {R"({"X":1,"RequestId":"r","Y":[[{"RequestId":5}]],"SpeakerId":"s","Z":{"a":null},"AudioSpecifications":)"
        R"([{"S3Uri":"s3://bucket/a","W":[{}],"ChannelId":1,"V":1e5}]})",
        R"({"RequestId":5,"SpeakerId":"id#","AudioSpecifications":[{},{},1],"RequestId":"r","AudioSpecifications":)"
        R"([{"S3Uri":"x","ChannelId":7,"S3Uri":"s3://bucket/a","ChannelId":1}],"SpeakerId":"s"})"}) {
    const ManifestRequest request = read_request(text);
    EXPECT_EQ(request.fault, std::nullopt) << text;
    EXPECT_EQ(request.request_id, "r");
    EXPECT_EQ(request.customer_speaker_id, "s");
    EXPECT_THAT(request.audio, ElementsAre(is_audio("s3://bucket/a", 1U)));
  }
}

TEST(ReadManifest, IgnoresWhatStandsAroundTheListAndEarlierVersions) {
  for (const std::string& text : std::vector<std::string>{
           "\xef\xbb\xbf" + manifest_text("{}"), "\r\n\t " + manifest_text("{}") + "\r\n\n",
           R"({"Comment":[{"Version":2}],"SpeakerEnrollmentRequests":[{}],"Version":"1.0","X":null})",
           R"({"FraudsterRegistrationRequests":[{},{}],"Version":"1.0","SpeakerEnrollmentRequests":[{}]})",
           R"({"Version":2,"SpeakerEnrollmentRequests":[{}],"Version":"1.0"})"}) {
    EXPECT_THAT(read(text).requests, SizeIs(1)) << text;
  }
}

TEST(ReadManifest, CountsTheLastOfTwoLists_AndForgetsTheRequestIdsOfTheOther) {
  const std::string first = request_text(R"("r-1")") + "," + request_text(R"("r-1")");
  const std::string second = request_text(R"("r-1")", R"("bob")");
  const Manifest manifest = read(R"({"Version":"1.0","SpeakerEnrollmentRequests":[)" + first +
                                 R"(],"SpeakerEnrollmentRequests":[)" + second + "]}");
  EXPECT_EQ(manifest.request_count, 1U);
  EXPECT_THAT(manifest.requests, ElementsAre(Field(&ManifestRequest::customer_speaker_id, "bob")));
}

TEST(ReadManifest, EntryWithoutARequestId_DoesNotAffectOthers) {
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

TEST(ReadManifest, KeepsTheFirstRequests_AndCountsAll) {
  const std::string two = request_text(R"("r-1")") + "," + request_text(R"("r-2")");
  const Manifest manifest =
      read(manifest_text(two + R"(,{"RequestId":"r-1"},5,[[]],{"RequestId":"r-2"})"), kEnrollment, 2);
  EXPECT_EQ(manifest.request_count, 6U);
  EXPECT_THAT(manifest.requests,
              ElementsAre(Field(&ManifestRequest::request_id, "r-1"), Field(&ManifestRequest::request_id, "r-2")));
  EXPECT_THAT(read(manifest_text(two), kEnrollment, 2).requests, SizeIs(2));
  EXPECT_THAT(read(manifest_text(two), kEnrollment, 0).requests, SizeIs(0));
}

// By how much an action raises the peak memory of the process.
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

// Sanitizers are slow and hold freed memory for a while.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kShare = 10;
constexpr long kFewKilobytes = 100'000;
#else
constexpr std::size_t kShare = 1;
constexpr long kFewKilobytes = 8'000;
#endif

TEST(ReadManifest, TakesLittleMemory_WhateverTheFileHolds) {
  constexpr std::string_view kBegin = R"({"Version":"1.0","SpeakerEnrollmentRequests":[)";
  struct Large {
    std::string_view before;
    std::string_view part;
    std::size_t times;
    std::string_view after;
  };
  for (const auto& [before, part, times, after] :
       {Large{kBegin, R"({"RequestId":7,"X":1},)", 1'000'000, "{}]}"}, Large{kBegin, "7,", 10'000'001, "{}]}"},
        Large{R"({"Version":"1.0","X":[)", R"({"a":[1,2]},)", 2'000'000, R"(0],"SpeakerEnrollmentRequests":[5]})"},
        Large{R"({"Version":"1.0","SpeakerEnrollmentRequests":[{)", R"("X":[[{"a":7}]],)", 1'400'000, R"("Y":0}]})"},
        Large{R"({"Version":"1.0","SpeakerEnrollmentRequests":[{"RequestId":"r","AudioSpecifications":[)",
              R"({"S3Uri":"x"},)", 1'500'000, "0]}]}"},
        Large{R"({"Version":"1.0","SpeakerEnrollmentRequests":[{"RequestId":[)", "1,", 10'000'000, "1]}]}"},
        Large{R"({"Version":"1.0",)", R"("SpeakerEnrollmentRequests":[{"RequestId":"r"}],)", 500'000,
              R"("SpeakerEnrollmentRequests":[5]})"}}) {
    // One piece from the beginning, so that making it leaves no freed memory for the reader to use.
    std::string text;
    text.reserve(before.size() + part.size() * times + after.size());
    text.append(before);
    for (std::size_t i = 0; i < times / kShare; ++i) text.append(part);
    text.append(after);
    ASSERT_GT(text.size(), 20'000'000 / kShare);
    const auto read_it = [&text] { EXPECT_LE(read(text, kEnrollment, 10).requests.size(), 10U); };
    EXPECT_LT(peak_growth_in_kilobytes(read_it), kFewKilobytes) << part;
  }
}

TEST(ReadManifest, EndsOnceItIsStopped) {
  std::string requests = R"({"RequestId":"r0"})";
  for (int i = 1; i < 100'000; ++i) requests.append(R"(,{"RequestId":"r)").append(std::to_string(i)).append("\"}");
  const std::string text = R"({"Version":"1.0","SpeakerEnrollmentRequests":[)" + requests + "]}";
  const auto processor_time_of = [&text](const std::stop_token& stop) {
    const std::clock_t before = std::clock();
    const auto manifest = read_manifest(text, kEnrollment, 10, stop);
    EXPECT_EQ(manifest.has_error(), stop.stop_requested());
    return std::clock() - before;
  };
  std::stop_source stopped;
  stopped.request_stop();
  EXPECT_LT(5 * processor_time_of(stopped.get_token()), processor_time_of({}));
}

}  // namespace
}  // namespace voiceid::jobs
