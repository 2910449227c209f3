#include "server/json/json_writer.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "handlers/shapes/connect_sessions.hpp"
#include "handlers/shapes/jobs.hpp"
#include "handlers/shapes/speakers.hpp"
#include "handlers/shapes/tags.hpp"

namespace voiceid::json {
namespace {

using std::chrono::milliseconds;

std::string timestamp(std::int64_t count) {
  std::string out;
  append_timestamp(out, TimePoint(milliseconds(count)));
  return out;
}

TEST(JsonWriter, WritesTimestampsWithAtMostMilliseconds) {
  EXPECT_EQ(timestamp(1'763'692'138'000), "1763692138");
  EXPECT_EQ(timestamp(1'763'692'138'500), "1763692138.5");
  EXPECT_EQ(timestamp(1'763'692'138'050), "1763692138.05");
  EXPECT_EQ(timestamp(1'763'692'138'007), "1763692138.007");
  EXPECT_EQ(timestamp(0), "0");
}

std::string number(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

TEST(JsonWriter, WritesNumbersAsShortAsPossible) {
  for (const char* text : {"0", "12", "12.5", "0.1", "0.001", "86400", "-1.25"}) {
    EXPECT_EQ(number(std::stod(text)), text);
  }
}

TEST(JsonWriter, WritesNumbersThatReadBackAsTheSame) {
  for (const double value : {1.0 / 3, 1e300, 5e-324, 1e5, 123'456'789.125, 9'007'199'254'740'993.0, 86'399.999}) {
    EXPECT_EQ(nlohmann::json::parse(number(value)).get<double>(), value) << number(value);
  }
}

// Sums of speech are whole milliseconds; nothing else may show in them.
TEST(JsonWriter, WritesMillisecondsAsTheyWereGiven) {
  for (int count = 0; count < 100'000; count += 7) {
    const std::string text = number(std::chrono::duration<double>(milliseconds(count)).count());
    ASSERT_LE(text.size(), 6U) << text;
    ASSERT_EQ(nlohmann::json::parse(text).get<double>(), count / 1000.0) << text;
  }
}

template <class Structure>
std::string written(const Structure& structure, JsonStyle style = JsonStyle::kPlain) {
  std::string out;
  append_structure(out, shapes::kShapeOf<Structure>, &structure, style);
  return out;
}

TEST(JsonWriter, WritesStructuresWithoutTheirAbsentMembers) {
  const shapes::Audio audio{.similarity = {}, .speech_seconds = 4.5, .spoofing_risk = 7, .voice = "alice"};
  EXPECT_EQ(written(audio), R"({"SpeechSeconds":4.5,"SpoofingRisk":7,"Voice":"alice"})");
  shapes::Speaker speaker;
  speaker.status = "PENDING";
  EXPECT_EQ(written(speaker), R"({"Status":"PENDING"})");
}

TEST(JsonWriter, EscapesEveryCharacterThatJsonCannotHold) {
  std::string text;
  for (int c = 0; c < 0x80; ++c) text.push_back(static_cast<char>(c));
  text += "ä𝐀";
  std::string out;
  append_string(out, text);
  EXPECT_EQ(nlohmann::json::parse(out).get<std::string>(), text);
}

TEST(JsonWriter, FindsACharacterToEscapeWhereverItIs) {
  for (std::size_t length = 1; length <= 40; ++length) {
    for (std::size_t place = 0; place < length; ++place) {
      for (const char c : {'\0', '\x1f', '"', '\\'}) {
        std::string text(length, ' ');
        text[place] = c;
        std::string out;
        append_string(out, text);
        ASSERT_EQ(nlohmann::json::parse(out).get<std::string>(), text) << out;
      }
    }
    std::string others;
    while (others.size() < length) others += "!#[]\x7f\u00e9";
    std::string out;
    append_string(out, others);
    EXPECT_EQ(out, '"' + others + '"') << "these need no escape";
  }
}

TEST(JsonWriter, WritesEachOfSeveralTimes) {
  const auto time = [](std::int64_t count) { return TimePoint(milliseconds(count)); };
  shapes::Speaker speaker;
  speaker.created_at = time(1'500);
  speaker.last_accessed_at = time(1'007);
  speaker.updated_at = time(12'000);
  EXPECT_EQ(written(speaker), R"({"CreatedAt":1.5,"LastAccessedAt":1.007,"UpdatedAt":12})");
  speaker.created_at = time(999);
  EXPECT_EQ(written(speaker), R"({"CreatedAt":0.999,"LastAccessedAt":1.007,"UpdatedAt":12})");
}

TEST(JsonWriter, RedactsSensitiveAndUnloggedShapesForLogs) {
  const shapes::InputDataConfig input{.s3_uri = "s3://bucket/key"};
  EXPECT_EQ(written(input, JsonStyle::kRedacted), R"({"S3Uri":"***"})");
  EXPECT_EQ(written(input), R"({"S3Uri":"s3://bucket/key"})");
  const shapes::TagResourceRequest request{.resource_arn = "arn", .tags = {{"key", "value"}}};
  EXPECT_EQ(written(request, JsonStyle::kRedacted), R"({"ResourceArn":"arn","Tags":[{"Key":"***","Value":"***"}]})");
}

}  // namespace
}  // namespace voiceid::json
