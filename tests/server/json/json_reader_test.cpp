#include "server/json/json_reader.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "handlers/shapes/connect_sessions.hpp"
#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/fraudster_registration_jobs.hpp"
#include "handlers/shapes/speakers.hpp"
#include "handlers/shapes/tags.hpp"

namespace voiceid::json {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kDomainArn = "arn:aws:voiceid:us-east-1:000000000000:domain/0123456789abcdefABCDEF";

// Texts, and the message that each is refused with.
using Refusals = std::vector<std::pair<std::string, std::string>>;

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

  template <class Request>
  void expect_refused(const ErrorType& type, const std::string& begin, const Refusals& refusals) {
    for (const auto& [text, message] : refusals) {
      const auto request = read<Request>(text);
      ASSERT_FALSE(request) << text;
      EXPECT_EQ(request.error().type, &type) << text;
      EXPECT_EQ(request.error().message, begin + message) << text;
    }
  }
  template <class Request>
  void expect_wrong_types(const Refusals& refusals) {
    expect_refused<Request>(kSerializationException, "", refusals);
  }
  // Refused with one violation, of which the message is given from the value on.
  template <class Request>
  void expect_violations(const Refusals& refusals) {
    expect_refused<Request>(kValidationException, "1 validation error detected: Value ", refusals);
  }

  JsonReader reader_;
  Arena arena_;
};

std::string speaker_request(std::string_view speaker_id) {
  return std::string(R"({"DomainId":"0123456789abcdefABCDEF","SpeakerId":)").append(speaker_id).append("}");
}

std::string audio_request(std::string_view speech_seconds) {
  return std::string(R"({"Voice":"alice","SpeechSeconds":)").append(speech_seconds).append("}");
}

std::string tag_keys(const std::string& key) {
  return std::string(R"({"ResourceArn":")").append(kDomainArn).append(R"(","TagKeys":[")").append(key).append("\"]}");
}

TEST_F(JsonReaderTest, FillsTheRequest_AndTheMembersOfADerivedOne) {
  const auto plain = read<shapes::DescribeSpeakerRequest>(speaker_request(R"("alice")"));
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->domain_id, "0123456789abcdefABCDEF");
  EXPECT_EQ(plain->speaker_id, "alice");
  const auto derived = read<shapes::StartSessionRequest>(
      R"({"SpeakerId":"alice","SessionName":"call","StreamingConfiguration":{"AuthenticationMinimumSpeechInSeconds":5},
          "StreamingStatus":"ONGOING","ContactArn":"arn:aws:connect"})");
  ASSERT_TRUE(derived) << derived.error().message;
  EXPECT_EQ(derived->session_name, "call");
  EXPECT_EQ(derived->speaker_id->value, "alice");
  EXPECT_EQ(derived->streaming_configuration->authentication_minimum_speech_in_seconds, 5);
  EXPECT_EQ(derived->streaming_status, "ONGOING");
  EXPECT_EQ(derived->contact_arn->value, "arn:aws:connect");
}

TEST_F(JsonReaderTest, UnescapesStrings) {
  const auto request = read<shapes::UntagResourceRequest>(tag_keys(R"(\u00e4\ud835\udc00)"));
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->tag_keys.at(0), "ä𝐀");
}

TEST_F(JsonReaderTest, CountsAnEmptyBodyAsAnEmptyObject) {
  EXPECT_TRUE(read<shapes::ListDomainsRequest>(""));
  EXPECT_TRUE(read<shapes::ListDomainsRequest>("\xef\xbb\xbf{}")) << "a byte order mark counts as nothing";
  EXPECT_THAT(message_of<shapes::DescribeDomainRequest>(""), HasSubstr("Value null at 'domainId'"));
}

TEST_F(JsonReaderTest, IgnoresUnknownMembersAndEverythingInThem_UnlessToldToRefuseThem) {
  EXPECT_TRUE(read<shapes::ListDomainsRequest>(R"({"X":{"MaxResults":[{"MaxResults":"no"}]},"Y":[[1],null],"Z":1.5})"));
  const auto refused =
      read<shapes::ListDomainsRequest>(R"({"Frozn":true,"Other":{"Third":1}})", UnknownMembers::kRefused);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "The member 'Frozn' is unknown; known: 'MaxResults', 'NextToken'.");
}

// As the control API reads its bodies.
TEST_F(JsonReaderTest, NamesTheMember_WhereUnknownOnesAreRefused) {
  const Refusals refusals{
      {R"({"SpeakerId":5})", "SpeakerId: a number cannot be a string."},
      {R"({"StreamingConfiguration":"x"})", "StreamingConfiguration: a string cannot be an object."},
      {R"({"StreamingConfiguration":{"AuthenticationMinimumSpeechInSeconds":5.5}})",
       "StreamingConfiguration.AuthenticationMinimumSpeechInSeconds: a number with decimals cannot be an integer."},
      {R"({"AuthenticationConfiguration":true})", "AuthenticationConfiguration: true cannot be an object."},
      {R"({"SessionName":[]})", "SessionName: a list cannot be a string."},
      {R"({"SessionName":{}})", "SessionName: an object cannot be a string."},
      {"null", "The body: null cannot be an object."},
      {R"({"sessionname":"x"})", "The member 'sessionname' is unknown; did you mean 'SessionName'?"},
      {R"({"AuthenticationConfiguration":{"Treshold":1}})",
       "The member 'AuthenticationConfiguration.Treshold' is unknown; known: 'AcceptanceThreshold'."}};
  for (const auto& [text, message] : refusals) {
    EXPECT_EQ(read<shapes::StartSessionRequest>(text, UnknownMembers::kRefused).error().message, message) << text;
  }
  EXPECT_EQ(read<shapes::UntagResourceRequest>(R"({"TagKeys":["a",true]})", UnknownMembers::kRefused).error().message,
            "TagKeys[1]: true cannot be a string.");
}

TEST_F(JsonReaderTest, TakesAStringForAListOfIt_WhereUnknownMembersAreRefused) {
  const std::string text =
      R"({"ResourceArn":"arn:aws:voiceid:us-east-1:111122223333:domain/AbcdefghijklmnopqrstuV","TagKeys":"team"})";
  const auto request = read<shapes::UntagResourceRequest>(text, UnknownMembers::kRefused);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->tag_keys, std::vector<std::string_view>{"team"});
  EXPECT_EQ(read<shapes::UntagResourceRequest>(text).error().message, "STRING_VALUE cannot be converted to List");
}

TEST_F(JsonReaderTest, CountsNullAsAbsent) {
  const auto request = read<shapes::ListDomainsRequest>(R"({"MaxResults":3,"NextToken":null,"MaxResults":null})");
  ASSERT_TRUE(request);
  EXPECT_FALSE(request->max_results);
}

TEST_F(JsonReaderTest, CountsTheLastOfRepeatedKeysAndForgetsWhatWasWrongInOthers) {
  const auto list = read<shapes::ListDomainsRequest>(R"({"MaxResults":3,"MaxResults":"x","MaxResults":5})");
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->max_results, 5);
  const auto domain = read<shapes::CreateDomainRequest>(
      R"({"Name":"a","Tags":[{"Key":5},{}],"ServerSideEncryptionConfiguration":{"KmsKeyId":1},
          "Tags":[{"Key":"k","Value":"v"}],"ServerSideEncryptionConfiguration":{"KmsKeyId":1,"KmsKeyId":"k"}})");
  ASSERT_TRUE(domain) << domain.error().message;
  EXPECT_EQ(domain->tags->size(), 1U);
  EXPECT_EQ(domain->server_side_encryption_configuration.kms_key_id, "k");
}

TEST_F(JsonReaderTest, MissesRequiredMembers_LeftOutOrNull) {
  const auto missed = [](const std::string& member) {
    return "null at '" + member + "' failed to satisfy constraint: Member must not be null";
  };
  expect_violations<shapes::AddAudioRequest>(
      {{R"({"Voice":"alice"})", missed("speechSeconds")}, {audio_request("null"), missed("speechSeconds")}});
  expect_violations<shapes::DescribeDomainRequest>(
      {{R"({"DomainId":"0123456789abcdefABCDEF","DomainId":null})", missed("domainId")}});
  expect_violations<shapes::StartSessionRequest>({{"{}", missed("sessionName")}});
}

TEST_F(JsonReaderTest, NamesTheTokenOfAWrongType) {
  constexpr const char* kObject = "Start of structure or map found where not expected";
  constexpr const char* kList = "Start of list found where not expected";
  expect_wrong_types<shapes::DescribeSpeakerRequest>({
      {speaker_request("5"), "NUMBER_VALUE cannot be converted to String"},
      {speaker_request("-5"), "NUMBER_VALUE cannot be converted to String"},
      {speaker_request("99999999999999999999999"), "NUMBER_VALUE cannot be converted to String"},
      {speaker_request("5.5"), "DECIMAL_VALUE cannot be converted to String"},
      {speaker_request("true"), "TRUE_VALUE cannot be converted to String"},
      {speaker_request("false"), "FALSE_VALUE cannot be converted to String"},
      {speaker_request(R"({"a":[{}]})"), kObject},
      {speaker_request(R"([[{"SpeakerId":1}]])"), kList},
  });
  expect_wrong_types<shapes::AddAudioRequest>({
      {audio_request(R"("12.5")"), "STRING_VALUE cannot be converted to Number"},
      {audio_request("true"), "TRUE_VALUE cannot be converted to Number"},
      {audio_request("false"), "FALSE_VALUE cannot be converted to Number"},
      {audio_request("{}"), kObject},
      {audio_request("[12.5]"), kList},
  });
  expect_wrong_types<shapes::ListDomainsRequest>({
      {R"({"MaxResults":5.5})", "DECIMAL_VALUE cannot be converted to Integer"},
      {R"({"MaxResults":18446744073709551615})", "NUMBER_VALUE cannot be converted to Integer"},
      {"null", "NULL_VALUE cannot be converted to Structure"},
  });
  expect_wrong_types<shapes::UpdateSessionRequest>({
      {R"({"SpeakerId":false})", "FALSE_VALUE cannot be converted to String"},
      {R"({"AuthenticationConfiguration":true})", "TRUE_VALUE cannot be converted to Structure"},
      {R"({"StreamingConfiguration":false})", "FALSE_VALUE cannot be converted to Structure"},
      {R"({"AuthenticationConfiguration":{"AcceptanceThreshold":false}})",
       "FALSE_VALUE cannot be converted to Integer"},
      {R"({"AuthenticationConfiguration":[false]})", kList},
  });
}

TEST_F(JsonReaderTest, AnswersTheFirstWrongTypeOfTheTextBeforeAnyViolatedConstraint) {
  expect_wrong_types<shapes::DescribeSpeakerRequest>(
      {{R"({"SpeakerId":true,"DomainId":5})", "TRUE_VALUE cannot be converted to String"},
       {R"({"DomainId":"x","SpeakerId":5})", "NUMBER_VALUE cannot be converted to String"}});
}

TEST_F(JsonReaderTest, TakesNumbersInEveryForm_AndThoseWithAZeroFractionAsIntegers) {
  using Number = std::pair<const char*, double>;
  for (const auto& [text, value] :
       {Number("12", 12), Number("0", 0), Number("-0", 0), Number("12.5", 12.5), Number("12.0", 12),
        Number("0.001", 0.001), Number("1.25e1", 12.5), Number("1e-300", 1e-300), Number("86400.0", 86400)}) {
    const auto request = read<shapes::AddAudioRequest>(audio_request(text));
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_DOUBLE_EQ(request->speech_seconds, value) << text;
  }
  EXPECT_EQ(read<shapes::ListDomainsRequest>(R"({"MaxResults":5.0})")->max_results, 5);
  EXPECT_EQ(read<shapes::ListDomainsRequest>(R"({"MaxResults":1e1})")->max_results, 10);
}

TEST_F(JsonReaderTest, RefusesNumbersOutOfTheirRange) {
  const std::string must_be = " at 'speechSeconds' failed to satisfy constraint: Member must have value ";
  const std::string below = must_be + "greater than or equal to 0";
  const std::string above = must_be + "less than or equal to 86400";
  expect_violations<shapes::AddAudioRequest>({
      {audio_request("-1"), "'-1'" + below},
      {audio_request("-0.001"), "'-0.001'" + below},
      {audio_request("86400.001"), "'86400.001'" + above},
      {audio_request("86401"), "'86401'" + above},
      {audio_request("18446744073709551615"), "'1.8446744073709552e+19'" + above},
      {audio_request("1e300"), "'1e+300'" + above},
  });
}

TEST_F(JsonReaderTest, RefusesAStringThatIsNotOneOfItsValues_AndTheValueThatStandsWhereALiteralMight) {
  expect_violations<shapes::UpdateSessionRequest>(
      {{R"({"StreamingStatus":"ENDED"})",
        "'ENDED' at 'streamingStatus' failed to satisfy constraint: Member must satisfy enum value set: "
        "[PENDING_CONFIGURATION, ONGOING]"},
       {R"({"AuthenticationConfiguration":{},"FraudDetectionConfiguration":{"RiskThreshold":101}})",
        "'101' at 'fraudDetectionConfiguration.riskThreshold' failed to satisfy constraint: Member must have value "
        "less than or equal to 100"}});
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
  const std::string message = message_of<shapes::StartFraudsterRegistrationJobRequest>(
      R"({"RegistrationConfig":{"WatchlistIds":["a",null]},"OutputDataConfig":{"S3Uri":"s3://bucket"},
          "InputDataConfig":{"S3Uri":"s3://bucket"},"DomainId":"0123456789abcdefABCDEF",
          "DataAccessRoleArn":"arn:aws:iam::000000000000:role/r"})");
  EXPECT_THAT(message,
              StartsWith("4 validation errors detected: Value '[a, null]' at 'registrationConfig.watchlistIds' failed "
                         "to satisfy constraint: Member must have length less than or equal to 1; Value 'a' at "
                         "'registrationConfig.watchlistIds.1.member' failed"));
  EXPECT_THAT(message, HasSubstr("Value null at 'registrationConfig.watchlistIds.2.member' failed"));
}

TEST_F(JsonReaderTest, DoesNotEchoSensitiveValues) {
  const std::string message = message_of<shapes::CreateDomainRequest>(
      R"({"Name":"-secret-","ServerSideEncryptionConfiguration":{"KmsKeyId":"k"},"Tags":[{"Key":"se!cret"}]})");
  EXPECT_THAT(message, AllOf(HasSubstr("Value at 'name' failed to satisfy constraint"),
                             HasSubstr("Value at 'tags.1.member.key' failed to satisfy constraint"),
                             HasSubstr("Value at 'tags.1.member.value' failed to satisfy constraint: Member must not "
                                       "be null"),
                             Not(HasSubstr("cret"))));
}

TEST_F(JsonReaderTest, CountsLengthInCodePoints) {
  std::string umlauts;
  for (int i = 0; i < 128; ++i) umlauts += "ä";
  EXPECT_TRUE(read<shapes::UntagResourceRequest>(tag_keys(umlauts)));
  EXPECT_THAT(message_of<shapes::UntagResourceRequest>(tag_keys(umlauts + "ä")),
              HasSubstr("less than or equal to 128"));
}

TEST_F(JsonReaderTest, CountsAllViolationsAndListsTen) {
  std::string tags = R"({"Key":"","Value":"v"})";
  for (int i = 0; i < 199; ++i) tags += R"(,{"Key":"","Value":"v"})";
  EXPECT_THAT(message_of<shapes::CreateDomainRequest>(
                  R"({"Name":"n","ServerSideEncryptionConfiguration":{"KmsKeyId":"k"},"Tags":[)" + tags + "]}"),
              AllOf(StartsWith("200 validation errors detected: Value at 'tags.1.member.key'"),
                    HasSubstr("tags.10.member.key"), Not(HasSubstr("tags.11.member.key"))));
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

TEST_F(JsonReaderTest, TakesNullOrFalseForAValue_WhereTheMemberAllowsIt) {
  const auto off = read<shapes::UpdateSessionRequest>(
      R"({"SpeakerId":null,"AuthenticationConfiguration":false,"FraudDetectionConfiguration":false})");
  ASSERT_TRUE(off) << off.error().message;
  ASSERT_TRUE(off->speaker_id && off->authentication_configuration && off->fraud_detection_configuration);
  EXPECT_FALSE(off->speaker_id->value);
  EXPECT_FALSE(off->authentication_configuration->value);
  EXPECT_FALSE(off->fraud_detection_configuration->value);
  const auto on = read<shapes::UpdateSessionRequest>(
      R"({"SpeakerId":"alice","AuthenticationConfiguration":{"AcceptanceThreshold":7},"FraudDetectionConfiguration":{}})");
  ASSERT_TRUE(on) << on.error().message;
  EXPECT_EQ(on->speaker_id->value, "alice");
  EXPECT_EQ(on->authentication_configuration->value->acceptance_threshold, 7);
  ASSERT_TRUE(on->fraud_detection_configuration->value);
  EXPECT_FALSE(on->fraud_detection_configuration->value->risk_threshold);
  const auto absent = read<shapes::UpdateSessionRequest>(R"({"AuthenticationConfiguration":null})");
  ASSERT_TRUE(absent) << absent.error().message;
  EXPECT_FALSE(absent->authentication_configuration || absent->speaker_id);
}

TEST_F(JsonReaderTest, CountsTheLastOfRepeatedKeys_ALiteralOrNot) {
  const auto read_last = [this](const std::string& members) {
    const auto request = read<shapes::UpdateSessionRequest>("{" + members + "}");
    EXPECT_TRUE(request) << members << ": " << request.error().message;
    return request.value();
  };
  EXPECT_FALSE(read_last(R"("SpeakerId":"alice","SpeakerId":null)").speaker_id->value);
  EXPECT_FALSE(read_last(R"("SpeakerId":5,"SpeakerId":null)").speaker_id->value);
  EXPECT_EQ(read_last(R"("SpeakerId":null,"SpeakerId":"alice")").speaker_id->value, "alice");
  const std::string off = R"("AuthenticationConfiguration":false)";
  const std::string on = R"("AuthenticationConfiguration":{"AcceptanceThreshold":7})";
  const std::string wrong = R"("AuthenticationConfiguration":{"AcceptanceThreshold":"x"})";
  EXPECT_FALSE(read_last(wrong + "," + off).authentication_configuration->value);
  EXPECT_EQ(read_last(off + "," + on).authentication_configuration->value->acceptance_threshold, 7);
}

TEST_F(JsonReaderTest, RefusesTextThatIsNotAJsonObjectAndReadsTheNextOne) {
  for (const std::string_view text :
       {"{", "[", "[]", "null", "5", "\"x\"", "true", "{}{}", "{\"a\"}", "{'a':1}", "{\"a\":\"\xff\"}",
        "{\"a\":\"\xc3\"}", "{\"a\":\"\\ud800\"}", " ", "nul", "{\"MaxResults\":1e999}", "{\"MaxResults\":01}",
        "{\"a\":1,}", "{\"MaxResults\":true"}) {
    const auto request = read<shapes::ListDomainsRequest>(text);
    ASSERT_FALSE(request) << text;
    EXPECT_EQ(request.error().type, &kSerializationException) << text;
    EXPECT_FALSE(request.error().message.empty()) << text;
    EXPECT_TRUE(read<shapes::ListDomainsRequest>("{}")) << "the reader is as good as new after " << text;
  }
  EXPECT_EQ(message_of<shapes::ListDomainsRequest>(std::string_view("{}\0", 3)),
            "The request body is not valid JSON in UTF-8, at byte 3.");
}

TEST_F(JsonReaderTest, RefusesMoreValuesThanAnyRequestNeeds_UnlessTheyAreOfUnknownMembers) {
  const auto repeated = [](std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all.append(all.empty() ? "" : ",").append(text);
    return all;
  };
  // The object, the list and its elements.
  const std::string most = repeated("{}", kMaxValues - 2);
  EXPECT_THAT(message_of<shapes::CreateDomainRequest>(R"({"Tags":[)" + most + "]}"), HasSubstr("at 'tags'"));
  const std::string too_many = "The request body has more than 5000 values.";
  EXPECT_EQ(message_of<shapes::CreateDomainRequest>(R"({"Tags":[{},)" + most + "]}"), too_many);
  EXPECT_EQ(message_of<shapes::CreateDomainRequest>("{" + repeated(R"("Tags":null)", kMaxValues) + "}"), too_many);
  EXPECT_TRUE(read<shapes::ListDomainsRequest>(R"({"Unknown":[)" + most + "," + most + "]}"));
}

TEST_F(JsonReaderTest, ReadsNumbersToTheirLastDigit) {
  const auto seconds = [this](std::string_view text) {
    const auto request = read<shapes::AddAudioRequest>(audio_request(text));
    EXPECT_TRUE(request) << text << ": " << request.error().message;
    return request ? request->speech_seconds : -1;
  };
  EXPECT_EQ(seconds("5"), 5.0);
  EXPECT_EQ(seconds("0.30000000000000004"), 0.1 + 0.2);
  EXPECT_EQ(seconds("123.45600000000000"), 123.456);
  EXPECT_EQ(seconds("1.5e2"), 150.0);
  EXPECT_EQ(seconds("1e-400"), 0.0);
}

}  // namespace
}  // namespace voiceid::json
