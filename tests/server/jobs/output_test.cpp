#include "server/jobs/output.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace voiceid::jobs {
namespace {

constexpr JobKind kEnrollment = JobKind::kSpeakerEnrollment;
constexpr JobKind kRegistration = JobKind::kFraudsterRegistration;

RequestOutcome failed(std::string request_id, int code, std::string message) {
  return {std::move(request_id), code, std::move(message), "", "", "", {}};
}

RequestOutcome enrolled(std::string request_id, std::string_view status) {
  return {std::move(request_id), 0, "", "alice", "id#AliceAliceAliceAliceAl", status, {}};
}

RequestOutcome registered(std::string request_id, std::string_view status, std::optional<int> score = {}) {
  return {std::move(request_id), 0, "", "", "id#MalloMalloMalloMalloMa", status, score};
}

struct Row {
  std::string name;
  JobKind kind;
  std::vector<RequestOutcome> outcomes;
  std::string json;

  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
};

class OutputJson : public testing::TestWithParam<Row> {};

TEST_P(OutputJson, HasTheMembersOfTheSchema) {
  EXPECT_EQ(output_json(GetParam().kind, GetParam().outcomes), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(
    Output, OutputJson,
    testing::Values(
        Row{"NoEnrollment", kEnrollment, {}, R"({"Version":"1.0","Errors":[],"SuccessfulEnrollments":[]})"},
        Row{"NoRegistration", kRegistration, {}, R"({"Version":"1.0","Errors":[],"SuccessfulRegistrations":[]})"},
        Row{"ErrorOfAnEnrollment",
            kEnrollment,
            {failed("r-1", 409, "The speaker opted out.")},
            R"({"Version":"1.0","Errors":[{"RequestId":"r-1","ErrorCode":409,"ErrorMessage":"The speaker opted out."}],)"
            R"("SuccessfulEnrollments":[]})"},
        Row{"ErrorWithoutARequestId",
            kRegistration,
            {failed("", 400, "Request 3 of the manifest has no RequestId.")},
            R"({"Version":"1.0","Errors":[{"RequestId":"","ErrorCode":400,)"
            R"("ErrorMessage":"Request 3 of the manifest has no RequestId."}],"SuccessfulRegistrations":[]})"},
        Row{"NewEnrollment",
            kEnrollment,
            {enrolled("r-1", "NEW_ENROLLMENT")},
            R"({"Version":"1.0","Errors":[],"SuccessfulEnrollments":[{"RequestId":"r-1","CustomerSpeakerId":"alice",)"
            R"("GeneratedSpeakerId":"id#AliceAliceAliceAliceAl","EnrollmentStatus":"NEW_ENROLLMENT"}]})"},
        Row{"NewRegistration",
            kRegistration,
            {registered("r-1", "NEW_REGISTRATION")},
            R"({"Version":"1.0","Errors":[],"SuccessfulRegistrations":[{"RequestId":"r-1",)"
            R"("GeneratedFraudsterId":"id#MalloMalloMalloMalloMa","RegistrationStatus":"NEW_REGISTRATION"}]})"},
        Row{"DuplicateOfAFraudster",
            kRegistration,
            {registered("r-1", "DUPLICATE_SKIPPED", 97)},
            R"({"Version":"1.0","Errors":[],"SuccessfulRegistrations":[{"RequestId":"r-1",)"
            R"("GeneratedFraudsterId":"id#MalloMalloMalloMalloMa","RegistrationStatus":"DUPLICATE_SKIPPED",)"
            R"("FraudsterSimilarityScore":97}]})"},
        Row{"ScoreZero",
            kRegistration,
            {registered("r-1", "DUPLICATE_SKIPPED", 0)},
            R"({"Version":"1.0","Errors":[],"SuccessfulRegistrations":[{"RequestId":"r-1",)"
            R"("GeneratedFraudsterId":"id#MalloMalloMalloMalloMa","RegistrationStatus":"DUPLICATE_SKIPPED",)"
            R"("FraudsterSimilarityScore":0}]})"}),
    [](const auto& row) { return row.param.name; });

TEST(OutputJson, KeepsTheOrderOfTheManifest_InBothLists) {
  const std::vector outcomes{enrolled("r-1", "DUPLICATE_SKIPPED"), failed("r-2", 400, "b"),
                             enrolled("r-3", "ENROLLMENT_OVERWRITE"), failed("r-0", 500, "a")};
  const auto output = nlohmann::json::parse(output_json(kEnrollment, outcomes));
  EXPECT_EQ(output["Errors"][0]["RequestId"], "r-2");
  EXPECT_EQ(output["Errors"][1]["RequestId"], "r-0");
  EXPECT_EQ(output["SuccessfulEnrollments"][0]["RequestId"], "r-1");
  EXPECT_EQ(output["SuccessfulEnrollments"][1]["RequestId"], "r-3");
  EXPECT_EQ(output["SuccessfulEnrollments"][1]["EnrollmentStatus"], "ENROLLMENT_OVERWRITE");
}

TEST(OutputJson, EscapesWhatJsonNeedsEscaped) {
  const std::string request_id = std::string("a\"\\\n\0", 5) + "ä😀";
  const auto output = nlohmann::json::parse(output_json(kRegistration, std::vector{failed(request_id, 400, "\t")}));
  EXPECT_EQ(output["Errors"][0]["RequestId"], request_id);
  EXPECT_EQ(output["Errors"][0]["ErrorMessage"], "\t");
}

const ResourceId kJobId("JobJobJobJobJobJobJobJ");

std::string uri_of(std::string_view output, std::string_view input) {
  const auto uri = output_uri(output, kJobId, input);
  return uri ? uri->text() : "none";
}

TEST(OutputUri, IsBelowTheOutput_InAFolderOfTheJob) {
  EXPECT_EQ(uri_of("s3://out/jobs", "s3://input/a/manifest.json"),
            "s3://out/jobs/JobJobJobJobJobJobJobJ/manifest.json.out");
  EXPECT_EQ(uri_of("s3://out/a/b c/ä", "s3://input/x"), "s3://out/a/b c/ä/JobJobJobJobJobJobJobJ/x.out");
}

TEST(OutputUri, SlashesAtTheEndOfTheOutput_DoNotMatter) {
  for (const std::string_view output : {"s3://out", "s3://out/", "s3://out//", "s3://out///"}) {
    EXPECT_EQ(uri_of(output, "s3://input/m.json"), "s3://out/JobJobJobJobJobJobJobJ/m.json.out") << output;
  }
  for (const std::string_view output : {"s3://out/jobs", "s3://out/jobs/", "s3://out/jobs//"}) {
    EXPECT_EQ(uri_of(output, "s3://input/m.json"), "s3://out/jobs/JobJobJobJobJobJobJobJ/m.json.out") << output;
  }
}

TEST(OutputUri, SlashesElsewhere_AreKept) {
  EXPECT_EQ(uri_of("s3://out//a//b/", "s3://input/m"), "s3://out//a//b/JobJobJobJobJobJobJobJ/m.out");
}

TEST(OutputUri, InputThatNamesNoFile_HasNone) {
  for (const std::string_view input : {"s3://input", "s3://input/", "s3://input/a/", "s3://input/a//"}) {
    EXPECT_EQ(uri_of("s3://out", input), "none") << input;
  }
}

TEST(OutputUri, WhatIsNoUri_HasNone) {
  for (const std::string_view text : {"", "out", "s3://", "s3:///a", "https://out/a", "s3://O/a"}) {
    EXPECT_EQ(uri_of(text, "s3://input/m"), "none") << text;
    EXPECT_EQ(uri_of("s3://out", text), "none") << text;
  }
}

}  // namespace
}  // namespace voiceid::jobs
