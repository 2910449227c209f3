#include "server/journal/entry_writer.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "handlers/shapes/speakers.hpp"
#include "tests/server/journal/calls.hpp"

namespace voiceid::journal {
namespace {

using nlohmann::json;

const std::array<const shapes::Shape*, 1> kShapes{&shapes::kShapeOf<shapes::DescribeSpeakerRequest>};

json written(const RecordedCall& call, const JournalOptions& options = {}) {
  Journal journal(options);
  record(journal, call);
  std::string text;
  EntryWriter(options, kShapes).append(text, *journal.find(1));
  return json::parse(text);
}

TEST(EntryWriter, ShowsWhatHappenedToACall) {
  const json shown = written({.operation = "DescribeSpeaker",
                              .account = "111122223333",
                              .status = 404,
                              .error = "ResourceNotFoundException",
                              .request = R"({"DomainId": "d", "SpeakerId": "alice"})",
                              .answer = R"({"Message": "Not there."})",
                              .region = "eu-west-1",
                              .domain_id = "d",
                              .request_id = "r",
                              .client = "aws\x01",
                              .hint = "Look there."});
  EXPECT_EQ(shown, json::parse(R"({"Number": 1, "Time": "2024-10-04T00:00:00.000Z", "Operation": "DescribeSpeaker",
      "Account": "111122223333", "Region": "eu-west-1", "DomainId": "d", "Status": 404,
      "Error": "ResourceNotFoundException", "TookMs": 1.25, "RequestId": "r", "Client": "aws\\u0001",
      "Request": {"DomainId": "d", "SpeakerId": "***"}, "Answer": {"Message": "Not there."},
      "Hint": "Look there."})"));
}

TEST(EntryWriter, LeavesOutWhatThereIsNot) {
  const json shown = written({.operation = {}, .account = {}, .request = "", .answer = "", .region = {}});
  EXPECT_EQ(shown, json::parse(R"({"Number": 1, "Time": "2024-10-04T00:00:00.000Z", "Status": 200, "TookMs": 1.25,
                            "RequestId": ""})"));
}

TEST(EntryWriter, NamesTheResultsThatCameFromTheCache) {
  EXPECT_FALSE(written({}).contains("Cached"));
  EXPECT_EQ(written({.cached = CachedResults{}})["Cached"], json::array());
  EXPECT_EQ(written({.cached = CachedResults{.authentication = true, .fraud_detection = true}})["Cached"],
            json({"AuthenticationResult", "FraudDetectionResult"}));
}

TEST(EntryWriter, ShowsABodyThatIsNotWholeAsText) {
  const std::string long_body = R"({"SpeakerId": "alice", "Padding": ")" + std::string(kMostOfBody, 'x') + "\"}";
  EXPECT_EQ(written({.request = long_body})["Request"], R"({"SpeakerId":"***","Padding":…)");
  EXPECT_EQ(written({.request = "SpeakerId=alice"})["Request"], "…");
  const std::string shown = written({.request = long_body}, {.shows_sensitive = true})["Request"];
  EXPECT_THAT(shown, testing::StartsWith(R"({"SpeakerId": "alice", "Padding": "xxx)"));
  EXPECT_THAT(shown, testing::EndsWith("x…"));
  EXPECT_EQ(written({.request = "SpeakerId=\xff"}, {.shows_sensitive = true})["Request"], "SpeakerId=\\xff");
}

TEST(EntryWriter, HidesAnAnswerWhoseNamesOfMembersAreSensitive) {
  const RecordedCall call{.answer = R"({"alice": "id#1"})", .answer_is_sensitive = true};
  EXPECT_EQ(written(call)["Answer"], "***");
  EXPECT_EQ(written(call, {.shows_sensitive = true})["Answer"], json::parse(R"({"alice": "id#1"})"));
}

TEST(EntryWriter, ShowsSensitiveValuesIfAsked) {
  EXPECT_EQ(written({.request = R"({"SpeakerId": "alice"})"}, {.shows_sensitive = true})["Request"],
            json::parse(R"({"SpeakerId": "alice"})"));
}

}  // namespace
}  // namespace voiceid::journal
