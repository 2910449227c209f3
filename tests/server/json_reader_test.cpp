#include "server/protocol/json_reader.hpp"

#include <gmock/gmock.h>

#include <string>

#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/fraudster_registration_jobs.hpp"
#include "handlers/shapes/speakers.hpp"
#include "handlers/shapes/tags.hpp"
#include "server/protocol/errors.hpp"

namespace voiceid::protocol {
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
}  // namespace voiceid::protocol
