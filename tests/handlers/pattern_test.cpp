#include "handlers/shapes/pattern.hpp"

#include <gtest/gtest.h>

#include "handlers/shapes/scalars.hpp"

namespace voiceid::shapes {
namespace {

struct PatternCase {
  std::string name;
  const Pattern* pattern;
  std::string value;
  bool matches;

  friend void PrintTo(const PatternCase& row, std::ostream* out) { *out << row.name; }
};

class Patterns : public testing::TestWithParam<PatternCase> {};

TEST_P(Patterns, MatchTheWholeValue) {
  EXPECT_EQ(GetParam().pattern->matches(GetParam().value), GetParam().matches)
      << GetParam().pattern->text() << " on " << GetParam().value;
}

const std::string kId = "AbCdEfGhIjKlMnOpQrStUv";

INSTANTIATE_TEST_SUITE_P(
    Ids, Patterns,
    testing::Values(PatternCase{"ResourceId", &kResourceIdPattern, kId, true},
                    PatternCase{"ResourceIdTooLong", &kResourceIdPattern, kId + "w", false},
                    PatternCase{"ResourceIdWithNewline", &kResourceIdPattern, kId + "\n", false},
                    PatternCase{"ResourceIdWithSign", &kResourceIdPattern, "AbCdEfGhIjKlMnOpQrStU-", false},
                    PatternCase{"GeneratedId", &kGeneratedIdPattern, "id#" + kId, true},
                    PatternCase{"GeneratedIdWithoutPrefix", &kGeneratedIdPattern, kId, false},
                    PatternCase{"SpeakerOfTheCustomer", &kNameOrGeneratedIdPattern, "alice_1-2", true},
                    PatternCase{"SpeakerGenerated", &kNameOrGeneratedIdPattern, "id#" + kId, true},
                    PatternCase{"SpeakerHalfGenerated", &kNameOrGeneratedIdPattern, "id#alice", false},
                    PatternCase{"NameWithSignAtFront", &kNamePattern, "-alice", false},
                    PatternCase{"NameWithUmlaut", &kNamePattern, "Zo\xc3\xab", false},
                    PatternCase{"ClientToken", &kClientTokenPattern, "a-B_9", true},
                    PatternCase{"ClientTokenWithDot", &kClientTokenPattern, "a.b", false},
                    PatternCase{"ClientTokenEmpty", &kClientTokenPattern, "", false}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(Texts, Patterns,
                         testing::Values(PatternCase{"DescriptionOfLetters", &kDescriptionPattern,
                                                     "Gespr\xc3\xa4"
                                                     "che \xe9\x80\x9a\xe8\xaf\x9d 100%",
                                                     true},
                                         PatternCase{"DescriptionEmpty", &kDescriptionPattern, "", true},
                                         PatternCase{"DescriptionWithExclamation", &kDescriptionPattern, "calls!",
                                                     false},
                                         PatternCase{"DescriptionWithNewline", &kDescriptionPattern, "a\nb", false},
                                         PatternCase{"TagWithSigns", &kTagPattern, "a_.:/=+-@ b", true},
                                         PatternCase{"TagWithPercent", &kTagPattern, "100%", false},
                                         PatternCase{"DomainArn", &kDomainArnPattern,
                                                     "arn:aws:voiceid:us-east-1:123456789012:domain/" + kId, true},
                                         PatternCase{"DomainArnOfChina", &kDomainArnPattern,
                                                     "arn:aws-cn:voiceid:cn-north-1:123456789012:domain/" + kId, true},
                                         PatternCase{"DomainArnOfAnotherService", &kDomainArnPattern,
                                                     "arn:aws:connect:us-east-1:123456789012:domain/" + kId, false},
                                         PatternCase{"DomainArnOfASpeaker", &kDomainArnPattern,
                                                     "arn:aws:voiceid:us-east-1:123456789012:speaker/" + kId, false}),
                         [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(NextTokens, Patterns,
                         testing::Values(PatternCase{"Empty", &kNextTokenPattern, "", true},
                                         PatternCase{"Ascii", &kNextTokenPattern, "aZ09+/=~ \n", true},
                                         PatternCase{"Longest", &kNextTokenPattern, std::string(8192, 'x'), true},
                                         PatternCase{"TooLong", &kNextTokenPattern, std::string(8193, 'x'), false},
                                         PatternCase{"NotAscii", &kNextTokenPattern, "\xc3\xa4", false}),
                         [](const auto& row) { return row.param.name; });

TEST(Pattern, Text_IsTheContracts) {
  EXPECT_EQ(kResourceIdPattern.text(), "^[a-zA-Z0-9]{22}$");
  EXPECT_EQ(kTagPattern.text(), R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)");
}

}  // namespace
}  // namespace voiceid::shapes
