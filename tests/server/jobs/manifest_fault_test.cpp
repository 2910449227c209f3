// The faults of whole manifests, which fail the job.
#include "server/jobs/manifest.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/server/jobs/manifest_texts.hpp"

namespace voiceid::jobs {
namespace {

using namespace std::string_literals;

// The message without its first words, which all share.
std::string fault_of(std::string_view text, JobKind kind = kEnrollment, std::optional<std::uint64_t> most = {}) {
  const auto failure = failure_of(read_manifest(text, kind, most));
  if (!failure) return "no fault";
  EXPECT_THAT(failure, is_validation_failure());
  const std::string begin = std::string(kManifestSubject) + " ";
  EXPECT_THAT(failure->message, testing::StartsWith(begin));
  EXPECT_THAT(failure->summary, testing::EndsWith(" is invalid."));
  return failure->message.substr(begin.size());
}

// A text, and what the fault says of it.
struct Case {
  std::string text;
  std::string found;
};
using Cases = std::vector<Case>;

void expect_faults(const Cases& cases, const std::string& begin, const std::string& end) {
  for (const auto& [text, found] : cases) EXPECT_EQ(fault_of(text), begin + found + end) << text.substr(0, 100);
}

TEST(ManifestFault, NamesAnotherFormatByItsFirstBytes) {
  const std::string xml = "XML or HTML";
  expect_faults(
      {Case{"", "empty"}, Case{" \r\n\t\n", "blank"}, Case{"\xef\xbb\xbf", "blank"},
       Case{"\xff\xfe{\0\"\0"s, "in UTF-16"}, Case{"\xfe\xff\0{\0\""s, "in UTF-16"}, Case{"{\0\"\0V\0"s, "in UTF-16"},
       Case{"\0{\0\"\0V"s, "in UTF-16"}, Case{"\x1f\x8b\x08\0\0\0\0\0"s, "compressed with gzip"},
       Case{"PK\x03\x04\x14\0\0\0"s, "a ZIP archive"},
       Case{"RIFF\x24\0\0\0WAVEfmt "s, "a RIFF file, such as WAV audio"}, Case{"<?xml version=\"1.0\"?><Error/>", xml},
       Case{"\n  <!DOCTYPE html>", xml}},
      "is ", "; JSON in UTF-8 is needed.");
}

TEST(ManifestFault, ShowsWhereTheJsonBreaksOff_AndByWhichCharacter) {
  expect_faults({Case{"RequestId,SpeakerId\nr-1,alice\n", "line 1, column 1: found 'R'"},
                 Case{"Version: '1.0'", "line 1, column 1: found 'V'"},
                 Case{"{'Version':'1.0'}", "line 1, column 2: found '''"},
                 Case{"{Version:1}", "line 1, column 2: found 'V'"},
                 Case{"{\n  \"Version\": \"1.0\",\n}", "line 3, column 1: found '}'"},
                 Case{"[1,\n2,\n]", "line 3, column 1: found ']'"},
                 Case{"{\n  \"Version\": \"1.0\"\n  \"X\": 1}", "line 3, column 3: found '\"'"},
                 Case{R"({"Version" "1.0"})", "line 1, column 12: found '\"'"},
                 Case{"{ // all of them\n}", "line 1, column 3: found '/'"},
                 Case{R"({"X":NaN})", "line 1, column 6: found 'N'"},
                 Case{R"({"X":01})", "line 1, column 7: found '1'"},
                 Case{R"({"X":tru})", "line 1, column 9: found '}'"},
                 Case{R"({"X":[1})", "line 1, column 8: found '}'"},
                 Case{"{\"X\":\"a\nb\"}", "line 1, column 8: found '\\u000a'"},
                 Case{"{\"X\":\"a\x1f\"}", "line 1, column 8: found '\\u001f'"},
                 Case{R"({"X":"a\q"})", "line 1, column 9: found 'q'"},
                 Case{R"({"X":"\ud800"})", "line 1, column 13: found '\"'"},
                 Case{"{“Version”:1}", "line 1, column 2: found '“'"},
                 Case{"{\xc2\xa0}", "line 1, column 2: found '\xc2\xa0'"},
                 Case{"{\xc2\x85}", "line 1, column 2: found '\\u0085'"},
                 Case{"{}\0"s, "line 1, column 3: found '\\u0000'"},
                 Case{"{\"Version\":\"1.0\0\"}"s, "line 1, column 16: found '\\u0000'"},
                 Case{"{\"ä\": \"öü\", x}", "line 1, column 13: found 'x'"},
                 Case{"\xef\xbb\xbf{x", "line 1, column 2: found 'x'"}},
                "is not valid JSON at ", "; JSON in UTF-8 is needed.");
}

TEST(ManifestFault, ShowsWhereTheManifestEndsEarly) {
  expect_faults({Case{"{", "line 1, column 2"}, Case{R"({"Version":"1.)", "line 1, column 15"},
                 Case{R"({"Version":"\")", "line 1, column 15"}, Case{R"({"X":tr)", "line 1, column 8"},
                 Case{"{\"X\":[1,\n", "line 2, column 1"}, Case{"{\"X\":\"\xc3", "line 1, column 8"}},
                "ends at ", ", before its JSON is complete; the whole of it is needed.");
}

TEST(ManifestFault, ShowsTheFirstByteThatIsNotUtf8) {
  expect_faults(
      {Case{"{\"X\":\"Zo\xeb\"}", "9: found the byte 0xeb"}, Case{"{\"X\":\"ä\xeb\"}", "8: found the byte 0xeb"},
       Case{"{\"X\":\"\xff\"}", "7: found the byte 0xff"}, Case{"{\"X\":\"a\x80\"}", "8: found the byte 0x80"},
       Case{"{\"X\":\"\xed\xa0\x80\"}", "7: found the byte 0xed"},
       Case{"{\"X\":\"\xc0\xaf\"}", "7: found the byte 0xc0"},
       Case{"{\"X\":\"\xe0\x80\xaf\"}", "7: found the byte 0xe0"},
       Case{"{\"X\":\"\xf4\x90\x80\x80\"}", "7: found the byte 0xf4"}, Case{"{\xe4}", "2: found the byte 0xe4"}},
      "is not UTF-8 at line 1, column ", "; JSON in UTF-8 is needed.");
}

TEST(ManifestFault, ShowsWhatFollowsTheJson) {
  expect_faults({Case{"{\"Version\":\"1.0\"}\n{\"RequestId\":\"r\"}", "'{' at line 2, column 1"},
                 Case{R"({} "x")", "'\"' at line 1, column 4"}, Case{"{}}", "'}' at line 1, column 3"},
                 Case{"{} x", "'x' at line 1, column 4"}},
                "continues after its JSON, with ", "; a single JSON object is needed.");
}

TEST(ManifestFault, ShowsANumberOutOfRange) {
  EXPECT_EQ(fault_of(R"({"X":1e999})"),
            "has a number that ends at line 1, column 10 and is too large; one that fits a 64-bit floating-point "
            "number is needed.");
}

TEST(ManifestFault, NeedsAnObject) {
  expect_faults({Case{"[" + request_text(R"("r")") + "]", "a list"}, Case{"null", "null"}, Case{"5", "a number"},
                 Case{"true", "a boolean"}, Case{R"("x")", "a string"}},
                "holds ", "; an object with Version and SpeakerEnrollmentRequests is needed.");
}

TEST(ManifestFault, NeedsVersion10) {
  const auto version = [](const std::string& value) {
    return R"({"Version":)" + value + R"(,"SpeakerEnrollmentRequests":[{}]})";
  };
  expect_faults({Case{version("1.0"), "a number"}, Case{version(R"(["1.0"])"), "a list"}}, "has ",
                " as Version; the string '1.0' is needed.");
  expect_faults({Case{"{}", "no Version"}, Case{R"({"SpeakerEnrollmentRequests":[{}]})", "no Version"},
                 Case{version("null"), "no Version"}, Case{R"({"version":"1.0"})", "no Version"},
                 Case{version(R"("2.0")"), "the Version '2.0'"}, Case{version(R"("1")"), "the Version '1'"},
                 Case{version(R"("")"), "the Version ''"},
                 Case{version(R"("\n\u009b\u007f")"), R"(the Version '\u000a\u009b\u007f')"},
                 Case{version("\"" + repeated("ä", 10'000'000) + "\""), "the Version '" + repeated("ä", 256) + "...'"},
                 Case{R"({"Version":"1.0","Version":"2.0"})", "the Version '2.0'"}},
                "has ", "; '1.0' is needed.");
}

TEST(ManifestFault, HasASummary_ForTheKindOfJob) {
  const auto summary_of = [](std::string_view text, JobKind kind) {
    return std::string(failure_of(read_manifest(text, kind, {}))->summary);
  };
  const std::string enrollment = "The given speaker enrollment job's input file ";
  const std::string registration = "The given fraudster registration job's input file ";
  for (const std::string_view text : {R"({"Version":"2.0"})", R"({"Version":1.0})", "{}"}) {
    // Sample events.
    EXPECT_EQ(summary_of(text, kEnrollment), enrollment + "version is invalid.");
    EXPECT_EQ(summary_of(text, kRegistration), registration + "version is invalid.");
  }
  for (const std::string_view text : {"", "{", "[]", R"({"Version":"1.0"})"}) {
    EXPECT_EQ(summary_of(text, kEnrollment), enrollment + "is invalid.");
    EXPECT_EQ(summary_of(text, kRegistration), registration + "is invalid.");
  }
}

TEST(ManifestFault, NeedsAListOfRequests) {
  const auto list = [](const std::string& value) {
    return R"({"Version":"1.0","SpeakerEnrollmentRequests":)" + value + "}";
  };
  // The last of two values counts.
  const auto list_and = [](const std::string& value) {
    return R"({"Version":"1.0","SpeakerEnrollmentRequests":[{}],"SpeakerEnrollmentRequests":)" + value + "}";
  };
  for (const auto& text : {R"({"Version":"1.0"})"s, list("null"), list_and("null")}) {
    EXPECT_EQ(fault_of(text), "has no SpeakerEnrollmentRequests; a list of requests is needed.") << text;
  }
  expect_faults({Case{list(R"({"RequestId":"r"})"), "an object"}, Case{list(R"("r")"), "a string"},
                 Case{list_and("{}"), "an object"}},
                "has ", " as SpeakerEnrollmentRequests; a list of requests is needed.");
  for (const auto& text : {list("[]"), list_and("[]")}) {
    EXPECT_EQ(fault_of(text), "has an empty list of SpeakerEnrollmentRequests; at least one request is needed.")
        << text;
  }
  EXPECT_EQ(fault_of(manifest_text("", kRegistration), kRegistration),
            "has an empty list of FraudsterRegistrationRequests; at least one request is needed.");
}

TEST(ManifestFault, NamesTheOtherKindOfJob) {
  EXPECT_EQ(fault_of(manifest_text("{}", kRegistration), kEnrollment),
            "has FraudsterRegistrationRequests, as a fraudster registration job takes them; a list of "
            "SpeakerEnrollmentRequests is needed.");
  EXPECT_EQ(fault_of(manifest_text("{}", kEnrollment), kRegistration),
            "has SpeakerEnrollmentRequests, as a speaker enrollment job takes them; a list of "
            "FraudsterRegistrationRequests is needed.");
}

TEST(ManifestFault, IsNesting33Deep) {
  // The file, its list of requests and the request are 3 levels.
  const auto nested = [](std::size_t depth) {
    return manifest_text(R"({"X":)" + repeated("[", depth - 3) + repeated("]", depth - 3) + "}");
  };
  EXPECT_EQ(fault_of(nested(32)), "no fault");
  for (const std::string& text : {nested(33), repeated("[", 33), repeated(R"({"a":)", 33), repeated("[", 30'000'000)}) {
    EXPECT_EQ(fault_of(text), "nests lists and objects more than 32 deep; at most 32 are allowed.");
  }
}

TEST(ManifestFault, IsARepeatedRequestId_ShownWithBothPlaces) {
  expect_faults({Case{manifest_text(R"({"RequestId":"a"},{"RequestId":"r-1"},{},5,{"RequestId":"b"},{"RequestId":"c"},)"
                                    R"({"RequestId":"r-1"},{"RequestId":"a"})"),
                      "'r-1' in request 2 and request 7"},
                 Case{manifest_text(R"({"RequestId":"\n\u0000ä"},{"RequestId":"\n\u0000ä"})"),
                      R"('\u000a\u0000ä' in request 1 and request 2)"}},
                "has the RequestId ", "; it must be unique.");
}

TEST(ManifestFault, IsNoRepeatedRequestIdThatCannotBeUsed) {
  const std::string too_long = R"({"RequestId":")" + repeated("a", 257) + R"("})";
  EXPECT_EQ(fault_of(manifest_text(R"({"RequestId":""},{"RequestId":""},{},{},)" + too_long + "," + too_long)),
            "no fault");
}

TEST(ManifestFault, IsARepeatedRequestIdUpToTheMost_ButBadJsonAnywhere) {
  const std::string text = manifest_text(R"({"RequestId":"a"},{"RequestId":"b"},{"RequestId":"a"})");
  EXPECT_EQ(fault_of(text, kEnrollment, 2), "no fault");
  EXPECT_EQ(fault_of(text, kEnrollment, 3), "has the RequestId 'a' in request 1 and request 3; it must be unique.");
  EXPECT_EQ(fault_of(manifest_text("{},{},x"), kEnrollment, 1),
            "is not valid JSON at line 1, column 53: found 'x'; JSON in UTF-8 is needed.");
}

}  // namespace
}  // namespace voiceid::jobs
