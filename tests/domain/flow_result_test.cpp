#include "domain/flow_result.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace voiceid {
namespace {

// What becomes of each value of an enumeration, by their names.
template <class Value>
void expect_results(std::initializer_list<std::pair<std::string_view, std::string_view>> rows) {
  EXPECT_EQ(rows.size(), kEnumNames<Value>.size()) << "a row for each value";
  for (const auto& [value, result] : rows) {
    EXPECT_EQ(name_of(flow_result(value_of<Value>(value).value())), result) << value;
  }
}

TEST(FlowResult, OfAnEnrollmentCheckIsThatOfTheSpeakersStatus) {
  expect_results<SpeakerStatus>(
      {{"ENROLLED", "Enrolled"}, {"PENDING", "NotEnrolled"}, {"EXPIRED", "NotEnrolled"}, {"OPTED_OUT", "OptedOut"}});
}

TEST(FlowResult, OfAnAuthenticationFollowsTheDecision) {
  expect_results<AuthenticationDecision>({{"ACCEPT", "Authenticated"},
                                          {"REJECT", "NotAuthenticated"},
                                          {"NOT_ENOUGH_SPEECH", "Inconclusive"},
                                          {"SPEAKER_NOT_ENROLLED", "NotEnrolled"},
                                          {"SPEAKER_EXPIRED", "NotEnrolled"},
                                          {"SPEAKER_OPTED_OUT", "OptedOut"},
                                          {"SPEAKER_ID_NOT_PROVIDED", "Error"}});
}

TEST(FlowResult, OfFraudDetectionFollowsTheDecision) {
  expect_results<FraudDetectionDecision>(
      {{"HIGH_RISK", "HighRisk"}, {"LOW_RISK", "LowRisk"}, {"NOT_ENOUGH_SPEECH", "Inconclusive"}});
}

TEST(ContactRecord, SpellsResultsAndReasonsInWords) {
  std::set<std::string_view> words;
  for (const std::string_view result : kEnumNames<FlowResult>) {
    words.insert(in_contact_record(value_of<FlowResult>(result).value()));
  }
  EXPECT_EQ(words, (std::set<std::string_view>{"Enrolled", "Not Enrolled", "Opted Out", "Authenticated",
                                               "Not Authenticated", "Inconclusive", "High Risk", "Low Risk", "Error"}));
  EXPECT_EQ(in_contact_record(FraudDetectionReason::kKnownFraudster), "Known Fraudster");
  EXPECT_EQ(in_contact_record(FraudDetectionReason::kVoiceSpoofing), "Voice Spoofing");
}

}  // namespace
}  // namespace voiceid
