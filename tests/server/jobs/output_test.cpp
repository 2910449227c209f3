#include "server/jobs/output.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "tests/server/jobs/manifest_texts.hpp"

namespace voiceid::jobs {
namespace {

RequestOutcome failed(std::string request_id, int code, std::string message) {
  return {std::move(request_id), code, std::move(message), "", "", "", {}};
}
RequestOutcome enrolled(std::string request_id, std::string_view status) {
  return {std::move(request_id), 0, "", "alice", "id#AliceAliceAliceAliceAl", status, {}};
}
RequestOutcome registered(std::string_view status, std::optional<int> score = {}) {
  return {"r-1", 0, "", "", "id#MalloMalloMalloMalloMa", status, score};
}

TEST(OutputJson, HasTheMembersOfTheSchema_InTheirOrder) {
  EXPECT_EQ(output_json(kEnrollment, {}), R"({"Version":"1.0","Errors":[],"SuccessfulEnrollments":[]})");
  EXPECT_EQ(output_json(kRegistration, {}), R"({"Version":"1.0","Errors":[],"SuccessfulRegistrations":[]})");
  EXPECT_EQ(output_json(kEnrollment, std::vector{enrolled("r-1", "NEW_ENROLLMENT"), failed("", 409, "Opted out.")}),
            R"({"Version":"1.0","Errors":[{"RequestId":"","ErrorCode":409,"ErrorMessage":"Opted out."}],)"
            R"("SuccessfulEnrollments":[{"RequestId":"r-1","CustomerSpeakerId":"alice",)"
            R"("GeneratedSpeakerId":"id#AliceAliceAliceAliceAl","EnrollmentStatus":"NEW_ENROLLMENT"}]})");
}

TEST(OutputJson, HasTheScoreOfADuplicateFraudsterOnly) {
  const auto with_fraudster = [](const std::string& rest) {
    return R"({"Version":"1.0","Errors":[],"SuccessfulRegistrations":[{"RequestId":"r-1",)"
           R"("GeneratedFraudsterId":"id#MalloMalloMalloMalloMa","RegistrationStatus":)" +
           rest + "}]}";
  };
  EXPECT_EQ(output_json(kRegistration, std::vector{registered("NEW_REGISTRATION")}),
            with_fraudster(R"("NEW_REGISTRATION")"));
  for (const int score : {97, 0}) {
    EXPECT_EQ(output_json(kRegistration, std::vector{registered("DUPLICATE_SKIPPED", score)}),
              with_fraudster(R"("DUPLICATE_SKIPPED","FraudsterSimilarityScore":)" + std::to_string(score)));
  }
}

TEST(OutputJson, KeepsTheOrderOfTheManifest_InBothLists) {
  const auto output = nlohmann::json::parse(
      output_json(kEnrollment, std::vector{enrolled("r-1", "DUPLICATE_SKIPPED"), failed("r-2", 400, "b"),
                                           enrolled("r-3", "ENROLLMENT_OVERWRITE"), failed("r-0", 500, "a")}));
  EXPECT_EQ(output["Errors"][0]["RequestId"], "r-2");
  EXPECT_EQ(output["Errors"][1]["RequestId"], "r-0");
  EXPECT_EQ(output["SuccessfulEnrollments"][0]["RequestId"], "r-1");
  EXPECT_EQ(output["SuccessfulEnrollments"][1]["RequestId"], "r-3");
  EXPECT_EQ(output["SuccessfulEnrollments"][1]["EnrollmentStatus"], "ENROLLMENT_OVERWRITE");
}

// What a job's output is called, given where it goes and where the manifest is.
std::string uri_of(std::string_view output, std::string_view manifest) {
  const auto uri = output_uri(output, ResourceId("JobJobJobJobJobJobJobJ"), manifest);
  return uri ? uri->text() : "none";
}

TEST(OutputUri, IsBelowTheOutput_InAFolderOfTheJob) {
  EXPECT_EQ(uri_of("s3://out/a/b c/ä", "s3://input/a/x.json"), "s3://out/a/b c/ä/JobJobJobJobJobJobJobJ/x.json.out");
  EXPECT_EQ(uri_of("s3://out//a//b/", "s3://input/m"), "s3://out//a//b/JobJobJobJobJobJobJobJ/m.out");
  for (const std::string end : {"", "/", "//", "///"}) {
    EXPECT_EQ(uri_of("s3://out" + end, "s3://input/m.json"), "s3://out/JobJobJobJobJobJobJobJ/m.json.out") << end;
    EXPECT_EQ(uri_of("s3://out/a" + end, "s3://input/m.json"), "s3://out/a/JobJobJobJobJobJobJobJ/m.json.out") << end;
  }
}

TEST(OutputUri, NeedsTwoUris_AndAManifestThatIsAFile) {
  for (const std::string_view manifest : {"s3://input", "s3://input/", "s3://input/a/", "s3://input/a//"}) {
    EXPECT_EQ(uri_of("s3://out", manifest), "none") << manifest;
  }
  for (const std::string_view text : {"", "out", "s3://", "s3:///a", "https://out/a", "s3://O/a"}) {
    EXPECT_EQ(uri_of(text, "s3://input/m"), "none") << text;
    EXPECT_EQ(uri_of("s3://out", text), "none") << text;
  }
}

}  // namespace
}  // namespace voiceid::jobs
