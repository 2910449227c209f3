#include "server/journal/masking.hpp"

#include <gmock/gmock.h>

#include <array>

#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/speakers.hpp"
#include "handlers/shapes/tags.hpp"

namespace voiceid::journal {
namespace {

const std::array<const shapes::Shape*, 4> kShapes{
    &shapes::kShapeOf<shapes::CreateDomainRequest>, &shapes::kShapeOf<shapes::DescribeSpeakerResponse>,
    &shapes::kShapeOf<shapes::UntagResourceRequest>, &shapes::kShapeOf<shapes::DescribeSpeakerRequest>};

struct Case {
  std::string_view body;
  std::string_view shown;
};

TEST(Masking, HidesTheValuesOfSensitiveMembers_WhereverTheyStand) {
  const Masking masking(kShapes);
  for (const auto& [body, shown] : std::initializer_list<Case>{
           {R"({"DomainId": "d", "SpeakerId": "alice"})", R"({"DomainId":"d","SpeakerId":"***"})"},
           {R"({"Speaker": {"CustomerSpeakerId": "alice", "Status": "ENROLLED"}})",
            R"({"Speaker":{"CustomerSpeakerId":"***","Status":"ENROLLED"}})"},
           {R"({"Tags": [{"Key": "a", "Value": "b"}, {"Key": "c"}]})",
            R"({"Tags":[{"Key":"***","Value":"***"},{"Key":"***"}]})"},
           {R"({"TagKeys": ["a", "b"], "ResourceArn": "arn"})", R"({"TagKeys":"***","ResourceArn":"arn"})"},
           {R"({"Name": {"deep": ["alice", {"a": 1}]}, "Next": [[], {}]})", R"({"Name":"***","Next":[[],{}]})"},
           {R"({"SpeakerId": null, "Name": 5, "Description": true})",
            R"({"SpeakerId":"***","Name":"***","Description":"***"})"},
           {R"([{"speaker_id": "a"}, {"CUSTOMER-SPEAKER-ID": "b"}, {"x": -1.50, "y": 2, "z": false}])",
            R"([{"speaker_id":"***"},{"CUSTOMER-SPEAKER-ID":"***"},{"x":-1.50,"y":2,"z":false}])"},
           {R"({"a\"\n": "\u00e4\u0001"})", R"({"a\"\n":"ä\u0001"})"},
           {"5", "5"}}) {
    const Masking::Body result = masking.masked(body);
    EXPECT_EQ(result.text, shown);
    EXPECT_TRUE(result.is_json) << body;
  }
}

// What somebody's voice sounds like is personal data, though no operation of the service takes it.
TEST(Masking, HidesVoiceprints_AndShowsLabels) {
  const Masking masking(kShapes);
  EXPECT_EQ(masking.masked(R"({"Voice": "acoustic:bBQAAIES", "Voices": ["acoustic:?", "acoustic", "alice"]})").text,
            R"({"Voice":"***","Voices":["***","acoustic","alice"]})");
}

TEST(Masking, EndsWhereABodyIsNoLongerJson) {
  const Masking masking(kShapes);
  for (const auto& [body, shown] : std::initializer_list<Case>{
           {R"({"DomainId": "d", "SpeakerId": "ali)", R"({"DomainId":"d","SpeakerId":)"},
           {R"({"DomainId": "d", "SpeakerId": "alice")", R"({"DomainId":"d","SpeakerId":"***")"},
           {"{\"DomainId\": \"d\", \"X\": \"\xff\", \"Y\": 1}", R"({"DomainId":"d","X":)"},
           {std::string_view("{\"A\": 1}\0alice", 14), R"({"A":1})"},
           {"Action=ListSpeakers&SpeakerId=alice", ""},
           {"", ""}}) {
    const Masking::Body result = masking.masked(body);
    EXPECT_EQ(result.text, shown);
    EXPECT_FALSE(result.is_json) << body;
  }
}

TEST(Masking, HidesNothingIfAsked) {
  const Masking::Body result = Masking::unmasked(R"({"SpeakerId": "alice", "Tags": []})");
  EXPECT_EQ(result.text, R"({"SpeakerId":"alice","Tags":[]})");
  EXPECT_TRUE(result.is_json);
}

}  // namespace
}  // namespace voiceid::journal
