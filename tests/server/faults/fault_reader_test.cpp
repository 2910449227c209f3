#include "server/faults/fault_reader.hpp"

#include <gmock/gmock.h>

#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::faults {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

class FaultReaderTest : public ::testing::Test {
 protected:
  FaultReaderTest() {
    for (const std::string_view name :
         {"CreateDomain", "DescribeSpeaker", "EvaluateSession", "ListDomains", "OptOutSpeaker"}) {
      operations_.add(Target::kApi, name);
    }
    for (const std::string_view name : {"VoiceId.describeSpeaker", "VoiceId.enrollBySession", "Lcms.getContact"}) {
      operations_.add(Target::kAgentApp, name);
    }
  }

  Result<Fault> read(const std::string& json, std::optional<std::string_view> account = {}) {
    const auto request = reader_.read_as<FaultRequest>(json, arena_, json::UnknownMembers::kRefused);
    if (!request) return request.error();
    return read_fault(*request, operations_, account);
  }
  Fault fault_in(const std::string& json, std::optional<std::string_view> account = {}) {
    return read(json, account).value();
  }
  Error error_in(const std::string& members) {
    return *fault_in(R"({"Operation": "ListDomains", )" + members + "}").error;
  }

  json::JsonReader reader_;
  json::Arena arena_;
  Operations operations_;
};

TEST_F(FaultReaderTest, AnOperationMayStandAloneOrInAList) {
  EXPECT_THAT(fault_in(R"({"Operation": "ListDomains", "LatencyMs": 1})").operations, ElementsAre("ListDomains"));
  EXPECT_THAT(fault_in(R"({"Operation": ["ListDomains", "CreateDomain"], "LatencyMs": 1})").operations,
              ElementsAre("ListDomains", "CreateDomain"));
  EXPECT_THAT(fault_in(R"({"Operation": "*", "LatencyMs": 1})").operations, IsEmpty());
  EXPECT_THAT(fault_in(R"({"Operation": ["*"], "LatencyMs": 1})").operations, IsEmpty());
}

TEST_F(FaultReaderTest, ACallOfTheDesktopGoesByItsLastPartToo) {
  for (const std::string_view name : {"VoiceId.describeSpeaker", "describeSpeaker", "DescribeSpeaker"}) {
    const Fault fault =
        fault_in(R"({"Target": "agent-app", "LatencyMs": 1, "Operation": ")" + std::string(name) + "\"}");
    EXPECT_EQ(fault.target, Target::kAgentApp);
    EXPECT_THAT(fault.operations, ElementsAre("VoiceId.describeSpeaker"));
  }
}

TEST_F(FaultReaderTest, StrikesEveryCallUnlessItSaysOtherwise) {
  const Fault fault = fault_in(R"({"Operation": "*", "Connection": "reset"})");
  EXPECT_EQ(fault.target, Target::kApi);
  EXPECT_EQ(fault.account, std::nullopt);
  EXPECT_EQ(fault.domain_id, std::nullopt);
  EXPECT_EQ(fault.skip, 0);
  EXPECT_EQ(fault.count, std::nullopt);
  EXPECT_EQ(fault.probability, std::nullopt);
  EXPECT_EQ(fault.latency.count(), 0);
  EXPECT_EQ(fault.error, std::nullopt);
}

TEST_F(FaultReaderTest, SaysWhichCalls) {
  const Fault fault = fault_in(R"({"Operation": "*", "Account": "111111111111", "DomainId": "AbcdefghijklmnopqrstuV",
      "Skip": 2, "Count": 3, "Probability": 0.5, "Seed": 9, "LatencyMs": 250, "Connection": "cut"})");
  EXPECT_THAT(fault.account, Optional(std::string("111111111111")));
  EXPECT_THAT(fault.domain_id, Optional(std::string("AbcdefghijklmnopqrstuV")));
  EXPECT_EQ(fault.skip, 2);
  EXPECT_THAT(fault.count, Optional(3U));
  EXPECT_THAT(fault.probability, Optional(0.5));
  EXPECT_EQ(fault.seed, 9);
  EXPECT_EQ(fault.latency.count(), 250);
  EXPECT_THAT(fault.connection, Optional(Broken::kCut));
}

TEST_F(FaultReaderTest, TheAccountOfTheQueryIsThatOfTheFault) {
  constexpr std::string_view kAccount = "111111111111";
  EXPECT_THAT(fault_in(R"({"Operation": "*", "LatencyMs": 1})", kAccount).account, Optional(std::string(kAccount)));
  EXPECT_THAT(fault_in(R"({"Operation": "*", "LatencyMs": 1, "Account": "111111111111"})", kAccount).account,
              Optional(std::string(kAccount)));
}

TEST_F(FaultReaderTest, EveryErrorOfTheModelHasAMessage) {
  for (const shapes::Shape& shape : shapes::kExceptionShapes) {
    const Error error = error_in(R"("Error": ")" + std::string(shape.name) + "\"");
    EXPECT_EQ(error.type, shape.exception);
    EXPECT_FALSE(error.message.empty()) << shape.name;
    EXPECT_EQ(error.conflict_type.has_value(), error.type == &kConflictException);
    EXPECT_EQ(error.resource_type.has_value(), error.type == &kResourceNotFoundException);
  }
}

TEST_F(FaultReaderTest, AnErrorHasTheMembersThatAreSet) {
  const Error conflict =
      error_in(R"("Error": "ConflictException", "ConflictType": "SPEAKER_OPTED_OUT", "Message": "No.")");
  EXPECT_EQ(conflict.conflict_type, ConflictType::kSpeakerOptedOut);
  EXPECT_EQ(conflict.message, "No.");
  const Error absent = error_in(R"("Error": "ResourceNotFoundException", "ResourceType": "SESSION")");
  EXPECT_EQ(absent.resource_type, ResourceType::kSession);
  EXPECT_EQ(absent.message, "The requested session does not exist.");
}

TEST_F(FaultReaderTest, APresetSaysWhatHappens) {
  struct Case {
    std::string_view preset;
    const ErrorType* error;
    int latency_ms;
    std::optional<double> probability;
  };
  for (const auto& [preset, error, latency_ms, probability] :
       {Case{"access-denied", &kAccessDeniedException, 0, {}}, Case{"brown-out", &kInternalServerException, 1000, 0.3},
        Case{"concurrent-changes", &kConflictException, 0, {}}, Case{"key-revoked", &kAccessDeniedException, 0, {}},
        Case{"outage", &kInternalServerException, 0, {}}, Case{"throttled", &kThrottlingException, 0, {}}}) {
    const Fault fault = fault_in(R"({"Preset": ")" + std::string(preset) + "\"}");
    EXPECT_EQ(fault.preset, preset);
    EXPECT_EQ(fault.error->type, error) << preset;
    EXPECT_EQ(fault.latency.count(), latency_ms) << preset;
    EXPECT_EQ(fault.probability, probability) << preset;
  }
}

TEST_F(FaultReaderTest, APresetLeavesWhichCallsToTheFault) {
  const Fault fault = fault_in(
      R"({"Preset": "brown-out", "Operation": "ListDomains", "Probability": 1, "Count": 2, "Account": "111111111111"})");
  EXPECT_THAT(fault.operations, ElementsAre("ListDomains"));
  EXPECT_THAT(fault.probability, Optional(1.0));
  EXPECT_THAT(fault.count, Optional(2U));
}

TEST_F(FaultReaderTest, ConcurrentChangesSpareWhatOnlyReads) {
  EXPECT_THAT(fault_in(R"({"Preset": "concurrent-changes"})").operations,
              ElementsAre("CreateDomain", "EvaluateSession", "OptOutSpeaker"));
  EXPECT_THAT(fault_in(R"({"Preset": "concurrent-changes", "Target": "agent-app"})").operations,
              ElementsAre("VoiceId.enrollBySession"));
}

struct WrongFault {
  std::string json;
  std::string message;
};

class WrongFaultTest : public FaultReaderTest, public ::testing::WithParamInterface<WrongFault> {};

TEST_P(WrongFaultTest, IsRefusedWithPlaceAndRemedy) {
  const auto fault = read(GetParam().json);
  ASSERT_FALSE(fault) << GetParam().json;
  EXPECT_EQ(fault.error().type->http_status, 400);
  EXPECT_EQ(fault.error().message, GetParam().message) << GetParam().json;
}

std::string violation(const std::string& place, const std::string& constraint) {
  return "1 validation error detected: Value " + place + " failed to satisfy constraint: Member must " + constraint;
}

// Of a fault for ListDomains with these members beside.
WrongFault with(const std::string& members, const std::string& message) {
  return {R"({"Operation": "ListDomains", )" + members + "}", message};
}

INSTANTIATE_TEST_SUITE_P(
    OfOperations, WrongFaultTest,
    ::testing::Values(WrongFault{R"({"Error": "ThrottlingException"})",
                                 "Operation is missing: name an operation, a list of them, or '*' for every one."},
                      WrongFault{R"({"Operation": "EvaluateSesion", "LatencyMs": 1})",
                                 "Operation: there is no 'EvaluateSesion'; did you mean 'EvaluateSession'?"},
                      WrongFault{
                          R"({"Operation": "VoiceID.ListDomains", "LatencyMs": 1})",
                          "Operation: there is no 'VoiceID.ListDomains'; known: 'CreateDomain', 'DescribeSpeaker', "
                          "'EvaluateSession', 'ListDomains', 'OptOutSpeaker'."},
                      WrongFault{R"({"Operation": "getContact", "LatencyMs": 1})",
                                 "Operation: 'getContact' is a call of the target 'agent-app'; set Target to that."},
                      WrongFault{R"({"Operation": "ListDomains", "Target": "agent-app", "LatencyMs": 1})",
                                 "Operation: 'ListDomains' is a call of the target 'api'; set Target to that."},
                      WrongFault{R"({"Operation": "enrolBySession", "Target": "agent-app", "LatencyMs": 1})",
                                 "Operation: there is no 'enrolBySession'; known: 'VoiceId.describeSpeaker', "
                                 "'VoiceId.enrollBySession', 'Lcms.getContact'."},
                      WrongFault{R"({"Operation": ["*", "ListDomains"], "LatencyMs": 1})",
                                 "Operation: '*' already means every operation; leave out the others."},
                      WrongFault{R"({"Operation": ["ListDomains", "ListDomains"], "LatencyMs": 1})",
                                 "Operation: 'ListDomains' is in the list twice; leave out one."},
                      WrongFault{R"({"Operation": [], "LatencyMs": 1})",
                                 violation("'[]' at 'operation'", "have length greater than or equal to 1")},
                      WrongFault{R"({"Operation": 5, "LatencyMs": 1})",
                                 "Operation: a number cannot be a string or a list of strings."},
                      WrongFault{R"({"Operation": {"Name": "ListDomains"}})",
                                 "Operation: an object cannot be a string or a list of strings."}));

INSTANTIATE_TEST_SUITE_P(
    OfAccountsAndDomains, WrongFaultTest,
    ::testing::Values(with(R"("LatencyMs": 1, "Account": "1111")",
                           "Account: '1111' is not an account ID of 12 digits."),
                      with(R"("LatencyMs": 1, "Account": "*")", "Account: '*' is not an account ID of 12 digits."),
                      with(R"("LatencyMs": 1, "DomainId": "AbcdefghijklmnopqrstuV")",
                           "DomainId: ListDomains names no domain; leave out DomainId, or the operation."),
                      WrongFault{R"({"Operation": "*", "LatencyMs": 1, "DomainId": "Abcdefghijklmnopqrst-V"})",
                                 violation("'Abcdefghijklmnopqrst-V' at 'domainId'",
                                           "satisfy regular expression pattern: ^[a-zA-Z0-9]{22}$")}));

INSTANTIATE_TEST_SUITE_P(
    OfErrors, WrongFaultTest,
    ::testing::Values(
        with(R"("Error": "TrottlingException")",
             violation("'TrottlingException' at 'error'",
                       "satisfy enum value set: [ServiceQuotaExceededException, ResourceNotFoundException, "
                       "ValidationException, ConflictException, InternalServerException, ThrottlingException, "
                       "AccessDeniedException]")),
        with(R"("Error": 500)", "Error: a number cannot be a string."),
        with(R"("Error": "ConflictException", "ConflictType": "DOMAIN_LOCKED")",
             violation("'DOMAIN_LOCKED' at 'conflictType'",
                       "satisfy enum value set: [ANOTHER_ACTIVE_STREAM, DOMAIN_NOT_ACTIVE, "
                       "CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT, ENROLLMENT_ALREADY_EXISTS, SPEAKER_NOT_SET, "
                       "SPEAKER_OPTED_OUT, CONCURRENT_CHANGES, DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES, "
                       "CANNOT_DELETE_NON_EMPTY_WATCHLIST, FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST]")),
        with(R"("Error": "ResourceNotFoundException", "ResourceType": "CALL")",
             violation("'CALL' at 'resourceType'",
                       "satisfy enum value set: [BATCH_JOB, COMPLIANCE_CONSENT, DOMAIN, FRAUDSTER, SESSION, SPEAKER, "
                       "WATCHLIST]")),
        with(R"("Error": "AccessDeniedException", "ConflictType": "SPEAKER_OPTED_OUT")",
             "ConflictType is a member of ConflictException: set that as Error, or leave it out."),
        with(R"("LatencyMs": 1, "ResourceType": "DOMAIN")",
             "ResourceType is a member of ResourceNotFoundException: set that as Error, or leave it out."),
        with(R"("LatencyMs": 1, "Message": "No.")",
             "Message is a member of an error: name one in Error, or leave it out."),
        with(R"("Error": "ValidationException", "Message": "")",
             violation("'' at 'message'", "have length greater than or equal to 1")),
        with(R"("Error": "ValidationException", "Message": true)", "Message: true cannot be a string.")));

INSTANTIATE_TEST_SUITE_P(
    OfConnections, WrongFaultTest,
    ::testing::Values(
        WrongFault{R"({"Operation": "ListDomains"})",
                   "The fault does nothing: set Error, LatencyMs or Connection, or name a Preset."},
        with(R"("Connection": "close")", violation("'close' at 'connection'",
                                                   "satisfy enum value set: "
                                                   "[reset, cut, hang]")),
        with(R"("Connection": "reset", "Error": "ThrottlingException")",
             "Connection 'reset' sends no answer that could be an error: leave out Error, or set Connection to "
             "'cut'."),
        with(R"("Connection": "hang", "Error": "ThrottlingException")",
             "Connection 'hang' sends no answer that could be an error: leave out Error, or set Connection to "
             "'cut'."),
        with(R"("Connection": "hang", "LatencyMs": 5)", "Connection 'hang' never answers: leave out LatencyMs."),
        with(R"("LatencyMs": 0)", violation("'0' at 'latencyMs'", "have value greater than or equal to 1")),
        with(R"("LatencyMs": 600001)", violation("'600001' at 'latencyMs'", "have value less than or equal to 600000")),
        with(R"("LatencyMs": 0.5)", "LatencyMs: a number with decimals cannot be an integer."),
        with(R"("LatencyMs": "5s")", "LatencyMs: a string cannot be an integer.")));

INSTANTIATE_TEST_SUITE_P(
    OfCounts, WrongFaultTest,
    ::testing::Values(
        with(R"("LatencyMs": 1, "Skip": -1)", violation("'-1' at 'skip'", "have value greater than or equal to 0")),
        with(R"("LatencyMs": 1, "Count": 0)", violation("'0' at 'count'", "have value greater than or equal to 1")),
        with(R"("LatencyMs": 1, "Count": [1])", "Count: a list cannot be an integer."),
        with(R"("LatencyMs": 1, "Probability": 1.5)",
             violation("'1.5' at 'probability'", "have value less than or equal to 1")),
        with(R"("LatencyMs": 1, "Probability": -0.5)",
             violation("'-0.5' at 'probability'", "have value greater than or equal to 0")),
        with(R"("LatencyMs": 1, "Probability": "half")", "Probability: a string cannot be a number."),
        with(R"("LatencyMs": 1, "Seed": 5)",
             "Seed has a meaning only with Probability: set that too, or leave out Seed."),
        with(R"("LatencyMs": 1, "Probability": 1, "Seed": -5)",
             violation("'-5' at 'seed'", "have value greater than or equal to 0"))));

INSTANTIATE_TEST_SUITE_P(
    OfPresetsAndForms, WrongFaultTest,
    ::testing::Values(
        WrongFault{R"({"Preset": "brownout"})",
                   violation("'brownout' at 'preset'",
                             "satisfy enum value set: [access-denied, brown-out, concurrent-changes, key-revoked, "
                             "outage, throttled]")},
        WrongFault{R"({"Preset": "outage", "LatencyMs": 5})",
                   "Preset 'outage' already says what happens: leave out LatencyMs, or Preset."},
        WrongFault{R"({"Preset": "outage", "Connection": "reset"})",
                   "Preset 'outage' already says what happens: leave out Connection, or Preset."},
        WrongFault{R"({"Preset": "throttled", "Seed": 5})",
                   "Seed has a meaning only with Probability: set that too, or leave out Seed."},
        with(R"("LatencyMs": 1, "Target": "desktop")",
             violation("'desktop' at 'target'", "satisfy enum value set: [api, agent-app]"))));

TEST_F(FaultReaderTest, RefusesAnUnknownMember) {
  EXPECT_THAT(read(R"({"Operation": "*", "Latency": 5})").error().message, HasSubstr("'Latency'"));
}

TEST_F(FaultReaderTest, RefusesAnotherAccountThanThatOfTheQuery) {
  EXPECT_EQ(read(R"({"Operation": "*", "LatencyMs": 1, "Account": "222222222222"})", "111111111111").error().message,
            "Account is 222222222222, but the query says account=111111111111; leave out one of them.");
  EXPECT_EQ(read(R"({"Operation": "*", "LatencyMs": 1})", "me").error().message,
            "Account: 'me' is not an account ID of 12 digits.");
}

}  // namespace
}  // namespace voiceid::faults
