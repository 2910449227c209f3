#include "server/json/json_reader.hpp"

#include <gmock/gmock.h>

#include <string>

#include "handlers/shapes/connect_sessions.hpp"
#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/fraudster_registration_jobs.hpp"
#include "handlers/shapes/speakers.hpp"
#include "handlers/shapes/tags.hpp"

namespace voiceid::json {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kDomainId = "0123456789abcdefABCDEF";

class JsonReaderTest : public ::testing::Test {
 protected:
  template <class Request>
  Result<Request> read(std::string_view text, UnknownMembers unknown = UnknownMembers::kIgnored) {
    Request request{};
    if (auto done = reader_.read(text, shapes::kShapeOf<Request>, &request, arena_, unknown); !done)
      return done.error();
    return request;
  }

  template <class Request>
  std::string message_of(std::string_view text) {
    const auto request = read<Request>(text);
    return request ? std::string("no error") : request.error().message;
  }

  JsonReader reader_;
  Arena arena_;
};

std::string speaker_request(std::string_view speaker_id) {
  return std::string(R"({"DomainId":")").append(kDomainId).append(R"(","SpeakerId":)").append(speaker_id).append("}");
}

TEST_F(JsonReaderTest, FillsTheRequest) {
  const auto request = read<shapes::DescribeSpeakerRequest>(speaker_request(R"("alice")"));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->domain_id, kDomainId);
  EXPECT_EQ(request->speaker_id, "alice");
}

TEST_F(JsonReaderTest, UnescapesStrings) {
  const auto request = read<shapes::UntagResourceRequest>(
      R"({"ResourceArn":"arn:aws:voiceid:us-east-1:000000000000:domain/0123456789abcdefABCDEF","TagKeys":["\u00e4\ud835\udc00"]})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->tag_keys.at(0), "ä𝐀");
}

TEST_F(JsonReaderTest, CountsAnEmptyBodyAsAnEmptyObject) {
  EXPECT_TRUE(read<shapes::ListDomainsRequest>(""));
  EXPECT_THAT(message_of<shapes::DescribeDomainRequest>(""), HasSubstr("Value null at 'domainId'"));
}

TEST_F(JsonReaderTest, IgnoresUnknownMembersWithAllThatIsInThem) {
  EXPECT_TRUE(read<shapes::ListDomainsRequest>(R"({"X":{"MaxResults":[{"MaxResults":"no"}]},"Y":[[1],null],"Z":1.5})"));
}

TEST_F(JsonReaderTest, RefusesUnknownMembersWhereItIsAskedTo) {
  const auto request = read<shapes::ListDomainsRequest>(R"({"Frozn":true})", UnknownMembers::kRefused);
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().message, "The member 'Frozn' is unknown.");
}

TEST_F(JsonReaderTest, CountsNullAsAbsent) {
  const auto request = read<shapes::ListDomainsRequest>(R"({"MaxResults":3,"NextToken":null,"MaxResults":null})");
  ASSERT_TRUE(request);
  EXPECT_FALSE(request->max_results);
}

TEST_F(JsonReaderTest, CountsTheLastOfRepeatedKeys) {
  const auto request = read<shapes::ListDomainsRequest>(R"({"MaxResults":3,"MaxResults":"x","MaxResults":5})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->max_results, 5);
}

TEST_F(JsonReaderTest, ForgetsWhatWasWrongInsideARepeatedKey) {
  const auto request = read<shapes::CreateDomainRequest>(
      R"({"Name":"a","Tags":[{"Key":5},{}],"ServerSideEncryptionConfiguration":{"KmsKeyId":1},
          "Tags":[{"Key":"k","Value":"v"}],"ServerSideEncryptionConfiguration":{"KmsKeyId":1,"KmsKeyId":"k"}})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->tags->size(), 1U);
  EXPECT_EQ(request->server_side_encryption_configuration.kms_key_id, "k");
}

TEST_F(JsonReaderTest, ForgetsTheValueWhenAKeyIsRepeatedAsNull) {
  EXPECT_THAT(message_of<shapes::DescribeDomainRequest>(R"({"DomainId":"0123456789abcdefABCDEF","DomainId":null})"),
              StartsWith("1 validation error detected: Value null at 'domainId'"));
}

struct WrongType {
  const char* name;
  const char* value;
  const char* message;
};

class WrongStringType : public JsonReaderTest, public ::testing::WithParamInterface<WrongType> {};

TEST_P(WrongStringType, IsToldByItsToken) {
  const auto request = read<shapes::DescribeSpeakerRequest>(speaker_request(GetParam().value));
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().type, &kSerializationException);
  EXPECT_EQ(request.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Types, WrongStringType,
    ::testing::Values(WrongType{"Integer", "5", "NUMBER_VALUE cannot be converted to String"},
                      WrongType{"Negative", "-5", "NUMBER_VALUE cannot be converted to String"},
                      WrongType{"Huge", "99999999999999999999999", "NUMBER_VALUE cannot be converted to String"},
                      WrongType{"Decimal", "5.5", "DECIMAL_VALUE cannot be converted to String"},
                      WrongType{"True", "true", "TRUE_VALUE cannot be converted to String"},
                      WrongType{"False", "false", "FALSE_VALUE cannot be converted to String"},
                      WrongType{"Object", R"({"a":[{}]})", "Start of structure or map found where not expected"},
                      WrongType{"List", R"([[{"SpeakerId":1}]])", "Start of list found where not expected"}),
    [](const auto& param_info) { return param_info.param.name; });

TEST_F(JsonReaderTest, AnswersTheFirstWrongTypeOfTheText) {
  EXPECT_EQ(message_of<shapes::DescribeSpeakerRequest>(R"({"SpeakerId":true,"DomainId":5})"),
            "TRUE_VALUE cannot be converted to String");
}

TEST_F(JsonReaderTest, AnswersWrongTypesBeforeViolatedConstraints) {
  EXPECT_EQ(message_of<shapes::DescribeSpeakerRequest>(R"({"DomainId":"x","SpeakerId":5})"),
            "NUMBER_VALUE cannot be converted to String");
}

TEST_F(JsonReaderTest, TakesNumbersWithoutAFractionAsIntegers) {
  EXPECT_EQ(read<shapes::ListDomainsRequest>(R"({"MaxResults":5.0})")->max_results, 5);
  EXPECT_EQ(read<shapes::ListDomainsRequest>(R"({"MaxResults":1e1})")->max_results, 10);
  EXPECT_EQ(message_of<shapes::ListDomainsRequest>(R"({"MaxResults":5.5})"),
            "DECIMAL_VALUE cannot be converted to Integer");
  EXPECT_EQ(message_of<shapes::ListDomainsRequest>(R"({"MaxResults":18446744073709551615})"),
            "NUMBER_VALUE cannot be converted to Integer");
}

TEST_F(JsonReaderTest, ListsViolationsInTheContractsOrderDepthFirst) {
  EXPECT_EQ(message_of<shapes::StartFraudsterRegistrationJobRequest>(
                R"({"RegistrationConfig":{"WatchlistIds":[],"FraudsterSimilarityThreshold":101},
                    "OutputDataConfig":{"S3Uri":"s3://bucket"},"InputDataConfig":{},"DomainId":"x y",
                    "DataAccessRoleArn":"arn:aws:iam::000000000000:role/r"})"),
            "5 validation errors detected: "
            "Value 'x y' at 'domainId' failed to satisfy constraint: Member must have length greater than or equal to "
            "22; Value 'x y' at 'domainId' failed to satisfy constraint: Member must satisfy regular expression "
            "pattern: ^[a-zA-Z0-9]{22}$; "
            "Value null at 'inputDataConfig.s3Uri' failed to satisfy constraint: Member must not be null; "
            "Value '101' at 'registrationConfig.fraudsterSimilarityThreshold' failed to satisfy constraint: Member "
            "must have value less than or equal to 100; "
            "Value '[]' at 'registrationConfig.watchlistIds' failed to satisfy constraint: Member must have length "
            "greater than or equal to 1");
}

TEST_F(JsonReaderTest, PrintsListsAndPathsOfTheirElements) {
  EXPECT_THAT(message_of<shapes::StartFraudsterRegistrationJobRequest>(
                  R"({"RegistrationConfig":{"WatchlistIds":["a","b"]},"OutputDataConfig":{"S3Uri":"s3://bucket"},
                      "InputDataConfig":{"S3Uri":"s3://bucket"},"DomainId":"0123456789abcdefABCDEF",
                      "DataAccessRoleArn":"arn:aws:iam::000000000000:role/r"})"),
              StartsWith("5 validation errors detected: Value '[a, b]' at 'registrationConfig.watchlistIds' failed to "
                         "satisfy constraint: Member must have length less than or equal to 1; Value 'a' at "
                         "'registrationConfig.watchlistIds.1.member' failed"));
}

TEST_F(JsonReaderTest, DoesNotEchoSensitiveValues) {
  const std::string message = message_of<shapes::CreateDomainRequest>(
      R"({"Name":"-secret-","ServerSideEncryptionConfiguration":{"KmsKeyId":"k"},"Tags":[{"Key":"se!cret"}]})");
  EXPECT_THAT(message, HasSubstr("Value at 'name' failed to satisfy constraint"));
  EXPECT_THAT(message, HasSubstr("Value at 'tags.1.member.key' failed to satisfy constraint"));
  EXPECT_THAT(message,
              HasSubstr("Value at 'tags.1.member.value' failed to satisfy constraint: Member must not be null"));
  EXPECT_THAT(message, ::testing::Not(HasSubstr("cret")));
}

TEST_F(JsonReaderTest, CountsLengthInCodePoints) {
  std::string umlauts;
  for (int i = 0; i < 128; ++i) umlauts += "ä";
  const auto body = [](const std::string& key) {
    return R"({"ResourceArn":"arn:aws:voiceid:us-east-1:000000000000:domain/0123456789abcdefABCDEF","TagKeys":[")" +
           key + "\"]}";
  };
  EXPECT_TRUE(read<shapes::UntagResourceRequest>(body(umlauts)));
  EXPECT_THAT(message_of<shapes::UntagResourceRequest>(body(umlauts + "ä")), HasSubstr("less than or equal to 128"));
}

TEST_F(JsonReaderTest, CountsAllViolationsAndListsTen) {
  std::string tags = R"({"Key":"","Value":"v"})";
  for (int i = 0; i < 199; ++i) tags += R"(,{"Key":"","Value":"v"})";
  const std::string message = message_of<shapes::CreateDomainRequest>(
      R"({"Name":"n","ServerSideEncryptionConfiguration":{"KmsKeyId":"k"},"Tags":[)" + tags + "]}");
  EXPECT_THAT(message, StartsWith("200 validation errors detected: Value at 'tags.1.member.key'"));
  EXPECT_THAT(message, HasSubstr("tags.10.member.key"));
  EXPECT_THAT(message, ::testing::Not(HasSubstr("tags.11.member.key")));
}

TEST_F(JsonReaderTest, RefusesNestingBeyond32Levels) {
  const auto nested = [](std::size_t levels) {
    return R"({"X":)" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}";
  };
  EXPECT_TRUE(read<shapes::ListDomainsRequest>(nested(32)));
  const auto refused = read<shapes::ListDomainsRequest>(nested(33));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().type, &kSerializationException);
}

TEST_F(JsonReaderTest, TakesNullForAValue_WhereTheMemberAllowsIt) {
  const auto taken_away = read<shapes::UpdateSessionRequest>(R"({"SpeakerId":null})");
  ASSERT_TRUE(taken_away) << taken_away.error().message;
  ASSERT_TRUE(taken_away->speaker_id);
  EXPECT_FALSE(taken_away->speaker_id->value);
  EXPECT_EQ(read<shapes::UpdateSessionRequest>(R"({"SpeakerId":"alice"})")->speaker_id->value, "alice");
  EXPECT_FALSE(read<shapes::UpdateSessionRequest>("{}")->speaker_id);
}

TEST_F(JsonReaderTest, TakesFalseForAValue_WhereTheMemberAllowsIt) {
  const auto off = read<shapes::UpdateSessionRequest>(
      R"({"AuthenticationConfiguration":false,"FraudDetectionConfiguration":false})");
  ASSERT_TRUE(off) << off.error().message;
  ASSERT_TRUE(off->authentication_configuration);
  EXPECT_FALSE(off->authentication_configuration->value);
  ASSERT_TRUE(off->fraud_detection_configuration);
  EXPECT_FALSE(off->fraud_detection_configuration->value);
  const auto on = read<shapes::UpdateSessionRequest>(
      R"({"AuthenticationConfiguration":{"AcceptanceThreshold":7},"FraudDetectionConfiguration":{}})");
  ASSERT_TRUE(on) << on.error().message;
  EXPECT_EQ(on->authentication_configuration->value->acceptance_threshold, 7);
  ASSERT_TRUE(on->fraud_detection_configuration->value);
  EXPECT_FALSE(on->fraud_detection_configuration->value->risk_threshold);
}

TEST_F(JsonReaderTest, CountsTheLastOfRepeatedKeys_ALiteralOrNot) {
  const auto read_last = [this](const std::string& members) {
    const auto request = read<shapes::UpdateSessionRequest>("{" + members + "}");
    EXPECT_TRUE(request) << members << ": " << message_of<shapes::UpdateSessionRequest>("{" + members + "}");
    return request.value();
  };
  EXPECT_FALSE(read_last(R"("SpeakerId":"alice","SpeakerId":null)").speaker_id->value);
  EXPECT_FALSE(read_last(R"("SpeakerId":5,"SpeakerId":null)").speaker_id->value);
  EXPECT_EQ(read_last(R"("SpeakerId":null,"SpeakerId":"alice")").speaker_id->value, "alice");
  constexpr const char* kOffAtLast =
      R"("AuthenticationConfiguration":{"AcceptanceThreshold":"x"},"AuthenticationConfiguration":false)";
  EXPECT_FALSE(read_last(kOffAtLast).authentication_configuration->value);
  constexpr const char* kOnAtLast =
      R"("AuthenticationConfiguration":false,"AuthenticationConfiguration":{"AcceptanceThreshold":7})";
  EXPECT_EQ(read_last(kOnAtLast).authentication_configuration->value->acceptance_threshold, 7);
}

TEST_F(JsonReaderTest, CountsNullAsAbsent_WhereTheMemberTakesFalse) {
  const auto request = read<shapes::UpdateSessionRequest>(R"({"AuthenticationConfiguration":null})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_FALSE(request->authentication_configuration);
}

struct WrongLiteral {
  const char* name;
  const char* text;
  const char* message;
};

class WrongLiterals : public JsonReaderTest, public ::testing::WithParamInterface<WrongLiteral> {};

TEST_P(WrongLiterals, AreToldByTheirToken) {
  EXPECT_EQ(message_of<shapes::UpdateSessionRequest>(GetParam().text), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Literals, WrongLiterals,
    ::testing::Values(
        WrongLiteral{"FalseForNull", R"({"SpeakerId":false})", "FALSE_VALUE cannot be converted to String"},
        WrongLiteral{"True", R"({"AuthenticationConfiguration":true})", "TRUE_VALUE cannot be converted to Structure"},
        WrongLiteral{"FalseElsewhere", R"({"StreamingConfiguration":false})",
                     "FALSE_VALUE cannot be converted to Structure"},
        WrongLiteral{"FalseInside", R"({"AuthenticationConfiguration":{"AcceptanceThreshold":false}})",
                     "FALSE_VALUE cannot be converted to Integer"},
        WrongLiteral{"FalseInAList", R"({"AuthenticationConfiguration":[false]})",
                     "Start of list found where not expected"}),
    [](const auto& param_info) { return param_info.param.name; });

TEST_F(JsonReaderTest, ChecksTheValueThatStandsWhereALiteralMight) {
  EXPECT_EQ(message_of<shapes::UpdateSessionRequest>(
                R"({"AuthenticationConfiguration":{},"FraudDetectionConfiguration":{"RiskThreshold":101}})"),
            "1 validation error detected: Value '101' at 'fraudDetectionConfiguration.riskThreshold' failed to satisfy "
            "constraint: Member must have value less than or equal to 100");
}

TEST_F(JsonReaderTest, FillsTheMembersOfADerivedRequest) {
  const auto request = read<shapes::StartSessionRequest>(
      R"({"SpeakerId":"alice","SessionName":"call","StreamingConfiguration":{"AuthenticationMinimumSpeechInSeconds":5},
          "StreamingStatus":"ONGOING","ContactArn":"arn:aws:connect"})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->session_name, "call");
  EXPECT_EQ(request->speaker_id->value, "alice");
  EXPECT_EQ(request->streaming_configuration->authentication_minimum_speech_in_seconds, 5);
  EXPECT_EQ(request->streaming_status, "ONGOING");
  EXPECT_EQ(request->contact_arn->value, "arn:aws:connect");
  EXPECT_EQ(message_of<shapes::StartSessionRequest>("{}"),
            "1 validation error detected: Value null at 'sessionName' failed to satisfy constraint: Member must not be "
            "null");
}

TEST_F(JsonReaderTest, RefusesAStreamingStatusThatCannotBeSet) {
  EXPECT_EQ(message_of<shapes::UpdateSessionRequest>(R"({"StreamingStatus":"ENDED"})"),
            "1 validation error detected: Value 'ENDED' at 'streamingStatus' failed to satisfy constraint: Member must "
            "satisfy enum value set: [PENDING_CONFIGURATION, ONGOING]");
}

std::string audio_request(std::string_view speech_seconds) {
  return std::string(R"({"Voice":"alice","SpeechSeconds":)").append(speech_seconds).append("}");
}

struct Number {
  const char* name;
  const char* text;
  double value;
};

class Numbers : public JsonReaderTest, public ::testing::WithParamInterface<Number> {};

TEST_P(Numbers, AreTakenInEveryForm) {
  const auto request = read<shapes::AddAudioRequest>(audio_request(GetParam().text));
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_DOUBLE_EQ(request->speech_seconds, GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(Forms, Numbers,
                         ::testing::Values(Number{"Integer", "12", 12}, Number{"Zero", "0", 0},
                                           Number{"NegativeZero", "-0", 0}, Number{"Fraction", "12.5", 12.5},
                                           Number{"ZeroFraction", "12.0", 12}, Number{"Millisecond", "0.001", 0.001},
                                           Number{"Exponent", "1.25e1", 12.5}, Number{"Tiny", "1e-300", 1e-300},
                                           Number{"Most", "86400", 86400}, Number{"MostAsFraction", "86400.0", 86400}),
                         [](const auto& param_info) { return param_info.param.name; });

class NumbersOutOfRange : public JsonReaderTest, public ::testing::WithParamInterface<WrongType> {};

TEST_P(NumbersOutOfRange, ViolateTheirRange) {
  EXPECT_EQ(message_of<shapes::AddAudioRequest>(audio_request(GetParam().value)),
            std::string("1 validation error detected: Value '") + GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, NumbersOutOfRange,
    ::testing::Values(
        WrongType{
            "Negative", "-1",
            "-1' at 'speechSeconds' failed to satisfy constraint: Member must have value greater than or equal to 0"},
        WrongType{"JustBelow", "-0.001",
                  "-0.001' at 'speechSeconds' failed to satisfy constraint: Member must have value greater than or "
                  "equal to 0"},
        WrongType{"JustAbove", "86400.001",
                  "86400.001' at 'speechSeconds' failed to satisfy constraint: Member must have value less than or "
                  "equal to 86400"},
        WrongType{
            "Above", "86401",
            "86401' at 'speechSeconds' failed to satisfy constraint: Member must have value less than or equal to "
            "86400"},
        WrongType{
            "BeyondSigned64Bits", "18446744073709551615",
            "1.8446744073709552e+19' at 'speechSeconds' failed to satisfy constraint: Member must have value less "
            "than or equal to 86400"},
        WrongType{"BeyondUnsigned64Bits", "1e300",
                  "1e+300' at 'speechSeconds' failed to satisfy constraint: Member must have value less than or equal "
                  "to 86400"}),
    [](const auto& param_info) { return param_info.param.name; });

class WrongNumberType : public JsonReaderTest, public ::testing::WithParamInterface<WrongType> {};

TEST_P(WrongNumberType, IsToldByItsToken) {
  const auto request = read<shapes::AddAudioRequest>(audio_request(GetParam().value));
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().type, &kSerializationException);
  EXPECT_EQ(request.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Types, WrongNumberType,
    ::testing::Values(WrongType{"String", R"("12.5")", "STRING_VALUE cannot be converted to Number"},
                      WrongType{"True", "true", "TRUE_VALUE cannot be converted to Number"},
                      WrongType{"False", "false", "FALSE_VALUE cannot be converted to Number"},
                      WrongType{"Object", "{}", "Start of structure or map found where not expected"},
                      WrongType{"List", "[12.5]", "Start of list found where not expected"}),
    [](const auto& param_info) { return param_info.param.name; });

TEST_F(JsonReaderTest, MissesARequiredNumber_LeftOutOrNull) {
  const std::string_view missed =
      "1 validation error detected: Value null at 'speechSeconds' failed to satisfy constraint: Member must not be "
      "null";
  EXPECT_EQ(message_of<shapes::AddAudioRequest>(R"({"Voice":"alice"})"), missed);
  EXPECT_EQ(message_of<shapes::AddAudioRequest>(audio_request("null")), missed);
}

class Malformed : public JsonReaderTest, public ::testing::WithParamInterface<std::string_view> {};

TEST_P(Malformed, IsASerializationException) {
  const auto request = read<shapes::ListDomainsRequest>(GetParam());
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().type, &kSerializationException);
  EXPECT_FALSE(request.error().message.empty());
  EXPECT_TRUE(read<shapes::ListDomainsRequest>("{}")) << "the reader is as good as new";
}

INSTANTIATE_TEST_SUITE_P(Texts, Malformed,
                         ::testing::Values("{", "[", "[]", "null", "5", "\"x\"", "true", "{}{}", "{\"a\"}", "{'a':1}",
                                           "{\"a\":\"\xff\"}", "{\"a\":\"\xc3\"}", "{\"a\":\"\\ud800\"}", " ", "nul",
                                           "{\"MaxResults\":1e999}", "{\"MaxResults\":01}", "{\"a\":1,}",
                                           std::string_view("{}\0", 3), "{\"MaxResults\":true"));

}  // namespace
}  // namespace voiceid::json
