// What is said of manifests, and of their entries, that break a rule.
#include "server/jobs/manifest.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/server/jobs/manifest_texts.hpp"

namespace voiceid::jobs {
namespace {

using namespace std::string_literals;

struct BadManifest {
  std::string name;
  std::string text;
  std::string message;
  JobKind kind = kEnrollment;

  friend void PrintTo(const BadManifest& row, std::ostream* out) { *out << row.name; }
};

class BadManifests : public testing::TestWithParam<BadManifest> {};

TEST_P(BadManifests, AreRefused_WithWhatWasFoundAndWhatIsNeeded) {
  const auto failure = failure_of(read_manifest(GetParam().text, GetParam().kind, {}));
  ASSERT_THAT(failure, is_validation_failure());
  EXPECT_EQ(failure->message, "The manifest " + GetParam().message + " is needed.");
}

std::string name_of_manifest(const testing::TestParamInfo<BadManifest>& row) { return row.param.name; }

std::string is(const std::string& what) { return "is " + what + "; JSON in UTF-8"; }

INSTANTIATE_TEST_SUITE_P(
    Beginning, BadManifests,
    testing::Values(BadManifest{"Empty", "", is("empty")}, BadManifest{"WhiteSpace", " \r\n\t\n", is("blank")},
                    BadManifest{"ByteOrderMarkAlone", "\xef\xbb\xbf", is("blank")},
                    BadManifest{"Utf16", "\xff\xfe{\0\"\0"s, is("in UTF-16")},
                    BadManifest{"Utf16BigEndian", "\xfe\xff\0{\0\""s, is("in UTF-16")},
                    BadManifest{"Utf16WithoutAMark", "{\0\"\0V\0"s, is("in UTF-16")},
                    BadManifest{"Utf16BigEndianWithoutAMark", "\0{\0\"\0V"s, is("in UTF-16")},
                    BadManifest{"Gzip", "\x1f\x8b\x08\0\0\0\0\0"s, is("compressed with gzip")},
                    BadManifest{"Zip", "PK\x03\x04\x14\0\0\0"s, is("a ZIP archive")},
                    BadManifest{"Wav", "RIFF\x24\0\0\0WAVEfmt "s, is("a RIFF file, such as WAV audio")},
                    BadManifest{"Xml", "<?xml version=\"1.0\"?><Error/>", is("XML or HTML")},
                    BadManifest{"HtmlBehindWhiteSpace", "\n  <!DOCTYPE html>", is("XML or HTML")}),
    name_of_manifest);

std::string not_json_at(const std::string& place, const std::string& what) {
  return "is not valid JSON at " + place + ": found '" + what + "'; JSON in UTF-8";
}
std::string ends_at(const std::string& place) {
  return "ends at " + place + ", before its JSON is complete; the whole of it";
}
std::string not_utf8_at(const std::string& place, const std::string& byte) {
  return "is not UTF-8 at " + place + ": found the byte " + byte + "; JSON in UTF-8";
}
std::string goes_on_at(const std::string& place, const std::string& what) {
  return "continues after its JSON, with '" + what + "' at " + place + "; a single JSON object";
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, BadManifests,
    testing::Values(
        BadManifest{"Text", "RequestId,SpeakerId\nr-1,alice\n", not_json_at("line 1, column 1", "R")},
        BadManifest{"Yaml", "Version: '1.0'", not_json_at("line 1, column 1", "V")},
        BadManifest{"SingleQuotes", "{'Version':'1.0'}", not_json_at("line 1, column 2", "'")},
        BadManifest{"KeyWithoutQuotes", "{Version:1}", not_json_at("line 1, column 2", "V")},
        BadManifest{"CommaTooMuch", "{\n  \"Version\": \"1.0\",\n}", not_json_at("line 3, column 1", "}")},
        BadManifest{"CommaTooMuchInAList", "[1,\n2,\n]", not_json_at("line 3, column 1", "]")},
        BadManifest{"CommaMissing", "{\n  \"Version\": \"1.0\"\n  \"X\": 1}", not_json_at("line 3, column 3", "\"")},
        BadManifest{"ColonMissing", R"({"Version" "1.0"})", not_json_at("line 1, column 12", "\"")},
        BadManifest{"Comment", "{ // all of them\n}", not_json_at("line 1, column 3", "/")},
        BadManifest{"NotANumber", R"({"X":NaN})", not_json_at("line 1, column 6", "N")},
        BadManifest{"NumberWithAZeroInFront", R"({"X":01})", not_json_at("line 1, column 7", "1")},
        BadManifest{"HalfALiteral", R"({"X":tru})", not_json_at("line 1, column 9", "}")},
        BadManifest{"WrongBracket", R"({"X":[1})", not_json_at("line 1, column 8", "}")},
        BadManifest{"LineBreakInAString", "{\"X\":\"a\nb\"}", not_json_at("line 1, column 8", "\\u000a")},
        BadManifest{"ControlCharacter", "{\"X\":\"a\x1f\"}", not_json_at("line 1, column 8", "\\u001f")},
        BadManifest{"UnknownEscape", R"({"X":"a\q"})", not_json_at("line 1, column 9", "q")},
        BadManifest{"HalfASurrogate", R"({"X":"\ud800"})", not_json_at("line 1, column 13", "\"")},
        BadManifest{"TypographicQuotes", "{“Version”:1}", not_json_at("line 1, column 2", "“")},
        BadManifest{"NoBreakSpace", "{\xc2\xa0}", not_json_at("line 1, column 2", "\xc2\xa0")},
        BadManifest{"NextLineCharacter", "{\xc2\x85}", not_json_at("line 1, column 2", "\\u0085")},
        BadManifest{"Nul", "{}\0"s, not_json_at("line 1, column 3", "\\u0000")},
        BadManifest{"NulInAString", "{\"Version\":\"1.0\0\"}"s, not_json_at("line 1, column 16", "\\u0000")},
        BadManifest{"ColumnsCountCharacters", "{\"ä\": \"öü\", x}", not_json_at("line 1, column 13", "x")},
        BadManifest{"ByteOrderMarkIsNoColumn", "\xef\xbb\xbf{x", not_json_at("line 1, column 2", "x")},
        BadManifest{"BrokenAfterOneByte", "{", ends_at("line 1, column 2")},
        BadManifest{"BrokenInAString", R"({"Version":"1.)", ends_at("line 1, column 15")},
        BadManifest{"BrokenBehindAnEscapedQuote", R"({"Version":"\")", ends_at("line 1, column 15")},
        BadManifest{"BrokenInALiteral", R"({"X":tr)", ends_at("line 1, column 8")},
        BadManifest{"BrokenBehindALineBreak", "{\"X\":[1,\n", ends_at("line 2, column 1")},
        BadManifest{"BrokenInACharacter", "{\"X\":\"\xc3", ends_at("line 1, column 8")},
        BadManifest{"Latin1", "{\"X\":\"Zo\xeb\"}", not_utf8_at("line 1, column 9", "0xeb")},
        BadManifest{"Latin1BehindACharacter", "{\"X\":\"ä\xeb\"}", not_utf8_at("line 1, column 8", "0xeb")},
        BadManifest{"ByteThatIsNever", "{\"X\":\"\xff\"}", not_utf8_at("line 1, column 7", "0xff")},
        BadManifest{"ContinuationAlone", "{\"X\":\"a\x80\"}", not_utf8_at("line 1, column 8", "0x80")},
        BadManifest{"EncodedSurrogate", "{\"X\":\"\xed\xa0\x80\"}", not_utf8_at("line 1, column 7", "0xed")},
        BadManifest{"LongFormOfASlash", "{\"X\":\"\xc0\xaf\"}", not_utf8_at("line 1, column 7", "0xc0")},
        BadManifest{"LongFormOfThreeBytes", "{\"X\":\"\xe0\x80\xaf\"}", not_utf8_at("line 1, column 7", "0xe0")},
        BadManifest{"BeyondTheLastCodePoint", "{\"X\":\"\xf4\x90\x80\x80\"}", not_utf8_at("line 1, column 7", "0xf4")},
        BadManifest{"NotUtf8OutsideAString", "{\xe4}", not_utf8_at("line 1, column 2", "0xe4")},
        BadManifest{"JsonLines", "{\"Version\":\"1.0\"}\n{\"RequestId\":\"r\"}", goes_on_at("line 2, column 1", "{")},
        BadManifest{"StringBehind", R"({} "x")", goes_on_at("line 1, column 4", "\"")},
        BadManifest{"BracketBehind", "{}}", goes_on_at("line 1, column 3", "}")},
        BadManifest{"TextBehind", "{} x", goes_on_at("line 1, column 4", "x")},
        BadManifest{"NumberTooLarge", R"({"X":1e999})",
                    "has a number that ends at line 1, column 10 and is too large; one that fits a 64-bit "
                    "floating-point number"}),
    name_of_manifest);

std::string holds(const std::string& what) {
  return "holds " + what + "; an object with Version and SpeakerEnrollmentRequests";
}
std::string version(const std::string& value) {
  return R"({"Version":)" + value + R"(,"SpeakerEnrollmentRequests":[{}]})";
}
std::string list(const std::string& value) { return R"({"Version":"1.0","SpeakerEnrollmentRequests":)" + value + "}"; }
std::string has_as_list(const std::string& what) {
  return "has " + what + " as SpeakerEnrollmentRequests; a list of requests";
}

INSTANTIATE_TEST_SUITE_P(
    Members, BadManifests,
    testing::Values(
        BadManifest{"List", "[" + request_text(R"("r")") + "]", holds("a list")},
        BadManifest{"Null", "null", holds("null")}, BadManifest{"Number", "5", holds("a number")},
        BadManifest{"Boolean", "true", holds("a boolean")}, BadManifest{"String", R"("x")", holds("a string")},
        BadManifest{"EmptyObject", "{}", "has no Version; '1.0'"},
        BadManifest{"NoVersion", R"({"SpeakerEnrollmentRequests":[{}]})", "has no Version; '1.0'"},
        BadManifest{"NullVersion", version("null"), "has no Version; '1.0'"},
        BadManifest{"VersionInAnotherCase", R"({"version":"1.0"})", "has no Version; '1.0'"},
        BadManifest{"NumberAsVersion", version("1.0"), "has a number as Version; the string '1.0'"},
        BadManifest{"ListAsVersion", version(R"(["1.0"])"), "has a list as Version; the string '1.0'"},
        BadManifest{"OtherVersion", version(R"("2.0")"), "has the Version '2.0'; '1.0'"},
        BadManifest{"ShortVersion", version(R"("1")"), "has the Version '1'; '1.0'"},
        BadManifest{"EmptyVersion", version(R"("")"), "has the Version ''; '1.0'"},
        BadManifest{"VersionWithControlCharacters", version(R"("\n\u009b\u007f")"),
                    R"(has the Version '\u000a\u009b\u007f'; '1.0')"},
        BadManifest{"HugeVersion", version("\"" + repeated("ä", 10'000'000) + "\""),
                    "has the Version '" + repeated("ä", 256) + "...'; '1.0'"},
        BadManifest{"LastOfTwoVersions", R"({"Version":"1.0","Version":"2.0"})", "has the Version '2.0'; '1.0'"},
        BadManifest{"NoList", R"({"Version":"1.0"})", "has no SpeakerEnrollmentRequests; a list of requests"},
        BadManifest{"NullList", list("null"), "has no SpeakerEnrollmentRequests; a list of requests"},
        BadManifest{"NullBehindAList",
                    R"({"Version":"1.0","SpeakerEnrollmentRequests":[{}],)"
                    R"("SpeakerEnrollmentRequests":null})",
                    "has no SpeakerEnrollmentRequests; a list of requests"},
        BadManifest{"ObjectAsList", list(R"({"RequestId":"r"})"), has_as_list("an object")},
        BadManifest{"StringAsList", list(R"("r")"), has_as_list("a string")},
        BadManifest{"ObjectBehindAList",
                    R"({"Version":"1.0","SpeakerEnrollmentRequests":[{}],)"
                    R"("SpeakerEnrollmentRequests":{}})",
                    has_as_list("an object")},
        BadManifest{"EmptyList", list("[]"), "has an empty list of SpeakerEnrollmentRequests; at least one request"},
        BadManifest{"EmptyListBehindAnother",
                    R"({"Version":"1.0","SpeakerEnrollmentRequests":[{}],)"
                    R"("SpeakerEnrollmentRequests":[]})",
                    "has an empty list of SpeakerEnrollmentRequests; at least one request"},
        BadManifest{"ManifestOfRegistrations", manifest_text("{}", kRegistration),
                    "has FraudsterRegistrationRequests, as a fraudster registration job takes them; a list of "
                    "SpeakerEnrollmentRequests"},
        BadManifest{"ManifestOfEnrollments", manifest_text("{}", kEnrollment),
                    "has SpeakerEnrollmentRequests, as a speaker enrollment job takes them; a list of "
                    "FraudsterRegistrationRequests",
                    kRegistration},
        BadManifest{"EmptyListOfRegistrations", manifest_text("", kRegistration),
                    "has an empty list of FraudsterRegistrationRequests; at least one request", kRegistration}),
    name_of_manifest);

std::string message_of(std::string_view text, std::optional<std::uint64_t> most = {}) {
  const auto failure = failure_of(read_manifest(text, kEnrollment, most));
  return failure ? failure->message : "no failure";
}

constexpr std::string_view kTooDeep = "The manifest nests lists and objects more than 32 deep; at most 32 are allowed.";

TEST(ReadManifest, Nests32Deep_ButNotDeeper) {
  // The file, its list of requests and the request are 3 of them.
  const auto nested = [](std::size_t depth) {
    return manifest_text(R"({"X":)" + repeated("[", depth - 3) + repeated("]", depth - 3) + "}");
  };
  EXPECT_EQ(message_of(nested(32)), "no failure");
  EXPECT_EQ(message_of(nested(33)), kTooDeep);
  EXPECT_EQ(message_of(repeated("[", 33)), kTooDeep);
  EXPECT_EQ(message_of(repeated(R"({"a":)", 33)), kTooDeep);
  EXPECT_EQ(message_of(repeated("[", 30'000'000)), kTooDeep);
}

TEST(ReadManifest, RepeatedRequestId_IsToldWithBothPlaces) {
  const std::string five = R"({"RequestId":"a"},{"RequestId":"r-1"},{},5,{"RequestId":"b"})";
  EXPECT_EQ(message_of(manifest_text(five + R"(,{"RequestId":"c"},{"RequestId":"r-1"},{"RequestId":"a"})")),
            "The manifest has the RequestId 'r-1' in request 2 and request 7; it must be unique.");
}

TEST(ReadManifest, RepeatedRequestId_IsToldWithoutControlCharacters) {
  EXPECT_EQ(message_of(manifest_text(R"({"RequestId":"\n\u0000ä"},{"RequestId":"\n\u0000ä"})")),
            "The manifest has the RequestId '\\u000a\\u0000ä' in request 1 and request 2; it must be unique.");
}

TEST(ReadManifest, RepeatedRequestId_IsNoneWhereItCannotBeUsed) {
  const std::string too_long = R"({"RequestId":")" + repeated("a", 257) + R"("})";
  EXPECT_EQ(message_of(manifest_text(R"({"RequestId":""},{"RequestId":""},{},{},)" + too_long + "," + too_long)),
            "no failure");
}

TEST(ReadManifest, RepeatedRequestId_IsNotLookedForBeyondTheMost) {
  const std::string text = manifest_text(R"({"RequestId":"a"},{"RequestId":"b"},{"RequestId":"a"})");
  EXPECT_EQ(message_of(text, 2), "no failure");
  EXPECT_EQ(message_of(text, 3), "The manifest has the RequestId 'a' in request 1 and request 3; it must be unique.");
}

TEST(ReadManifest, MalformedBeyondTheMost_IsRefused) {
  EXPECT_EQ(message_of(manifest_text("{},{},x"), 1),
            "The manifest is not valid JSON at line 1, column 53: found 'x'; JSON in UTF-8 is needed.");
}

}  // namespace
}  // namespace voiceid::jobs
