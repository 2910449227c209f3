#include "domain/wav_labels.hpp"

#include <gtest/gtest.h>

#include "domain/wav.hpp"
#include "tests/domain/wav_bytes.hpp"

namespace voiceid {
namespace {

WavLabels labels_in(std::string_view file) {
  return labels_of([file](std::uint64_t offset, std::size_t size) {
    return offset > file.size() ? std::string() : std::string(file.substr(offset, size));
  });
}

const std::string kNamed = wav_file(speech(160), 1, artist_list("alice"));
const std::string kRisky = wav_file(speech(160), 1, comment_list("SpoofingRisk=80"));
const std::string kBare = wav_file(speech(160));
const std::string kOther = wav_file(speech(160), 1, info_list(riff_chunk("INAM", "a call") + riff_chunk("ICMT", "no")));

TEST(LabelsOf, AreThoseOfTheInfoList_WhereverItIs) {
  const std::string at_the_end = riff_file(riff_chunk("fmt ", format_bytes({})) +
                                           riff_chunk("data", pcm_bytes(speech(161))) + artist_list("alice"));
  for (const auto& [file, expected] :
       std::vector<std::pair<std::string, WavLabels>>{{kNamed, {"alice", {}}},
                                                      {kRisky, {{}, 80}},
                                                      {at_the_end, {"alice", {}}},
                                                      {kBare, {}},
                                                      {kOther, {}},
                                                      {wav_file(speech(160), 1, artist_list("no label")), {}},
                                                      {wav_file(speech(160), 1, comment_list("SpoofingRisk=101")), {}},
                                                      {wav_file(speech(160), 1, riff_chunk("LIST", "INF")), {}},
                                                      {kNamed.substr(0, 30), {}},
                                                      {"RIFF", {}},
                                                      {"", {}}}) {
    EXPECT_EQ(labels_in(file), expected) << file.substr(0, 60);
  }
}

TEST(Labelled, ReplacesTheLabelsThatAreGiven_AndKeepsTheRest) {
  struct Case {
    std::string file;
    WavLabels given;
    WavLabels expected;
  };
  for (const Case& each :
       {Case{kBare, {"bob", {}}, {"bob", {}}}, Case{kBare, {{}, 7}, {{}, 7}}, Case{kNamed, {"bob", 100}, {"bob", 100}},
        Case{kNamed, {{}, 0}, {"alice", 0}}, Case{kRisky, {"bob", {}}, {"bob", 80}},
        Case{kRisky, {"bob", 5}, {"bob", 5}}, Case{kOther, {"bob", 5}, {"bob", 5}}}) {
    const auto file = labelled(each.file, each.given);
    ASSERT_TRUE(file);
    EXPECT_EQ(labels_in(*file), each.expected);
    const auto wav = read_wav(*file);
    ASSERT_TRUE(wav) << wav.error().message;
    EXPECT_EQ(wav->artist(), each.expected.voice);
    EXPECT_EQ(wav->spoofing_risk(), each.expected.spoofing_risk.value_or(0));
    EXPECT_EQ(wav->channel(0).value(), speech(160));
  }
  EXPECT_NE(labelled(kOther, {"bob", {}})->find("a call"), std::string::npos);
}

TEST(Labelled, NeedsAWavFile_ButNoRateOrEncoding) {
  EXPECT_TRUE(labelled(wav_file(speech(160)).replace(24, 2, "\x44\xac"), {"bob", {}})) << "a job refuses it later";
  for (const auto& [file, message] : std::vector<std::pair<std::string, std::string>>{
           {"",
            "Only a WAV file can say whose voice it carries, and these bytes begin with ''; a RIFF file of the type "
            "WAVE is needed."},
           {"{\"Version\": \"1.0\"}",
            "Only a WAV file can say whose voice it carries, and these bytes begin with '{\"Version\": '; a RIFF file "
            "of "
            "the type WAVE is needed."},
           {kBare.substr(0, kBare.size() - 1),
            "The chunk 'data' of the WAV file says that it has 320 bytes, but the file has room for 319; the true size "
            "is "
            "needed."}}) {
    const auto made = labelled(file, {"bob", {}});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message, message);
  }
}

}  // namespace
}  // namespace voiceid
