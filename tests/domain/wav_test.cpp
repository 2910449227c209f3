#include "domain/wav.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

#include "tests/domain/matchers.hpp"
#include "tests/domain/wav_bytes.hpp"

namespace voiceid {
namespace {

using testing::ElementsAreArray;
using testing::MatchesRegex;

using namespace std::string_literals;

using Samples = std::vector<std::int16_t>;

const Samples kSamples{0, 1, -1, 256, -32768, 32767};

const std::string kBytes = pcm_bytes(kSamples);

std::string good_format() { return riff_chunk("fmt ", format_bytes({})); }
std::string good_data() { return riff_chunk("data", kBytes); }
std::string good_chunks() { return good_format() + good_data(); }

std::string with_format(const WavFormat& format) {
  return riff_file(riff_chunk("fmt ", format_bytes(format)) + good_data());
}
std::string with_extension(const WavExtension& extension, const WavFormat& format = {}) {
  return riff_file(riff_chunk("fmt ", extensible_format_bytes(format, extension)) + good_data());
}
std::string with_chunks(const std::string& others) { return wav_file(kSamples, 1, others); }
std::string with_artist(const std::string& artist) { return with_chunks(artist_list(artist)); }
std::string with_data(std::string_view content, std::optional<std::uint64_t> size = {}) {
  return riff_file(good_format() + riff_chunk("data", content, size));
}

// A list whose last entry lacks the byte that fills it up, as the list then does too.
std::string odd_list_without_padding() {
  std::string list = riff_chunk("LIST", "INFO" + riff_chunk("IART", "bob").substr(0, 11));
  list.pop_back();
  return list;
}

struct GoodWav {
  std::string name;
  std::string bytes;
  std::optional<std::string> artist{};
  std::vector<Samples> channels{kSamples};
};

std::vector<GoodWav> good_wavs() {
  const std::string base = good_chunks();
  const std::string odd = riff_chunk("odd ", "abc");
  const std::string bob = odd_list_without_padding();
  const std::string longest(256, 'a');
  return {
      {"Mono", wav_file(kSamples)},
      {"Stereo", wav_file(kSamples, 2), {}, {{0, -1, -32768}, {1, 256, 32767}}},
      {"OneFrame", wav_file(Samples{-2}), {}, {{-2}}},
      {"OneFrameOfStereo", wav_file(Samples{-2, 3}, 2), {}, {{-2}, {3}}},
      {"Extensible", with_extension({})},
      {"ExtensibleStereo",
       riff_file(riff_chunk("fmt ", extensible_format_bytes({.channels = 2}, {})) + good_data()),
       {},
       {{0, -1, -32768}, {1, 256, 32767}}},
      {"FormatWithAnEmptyExtension", riff_file(riff_chunk("fmt ", format_bytes({}) + "\0\0"s) + good_data())},
      {"ExtensionOfPcmThatMeansNothing", riff_file(riff_chunk("fmt ", format_bytes({}) + "\xff\xff"s) + good_data())},
      {"ArtistBeforeTheSamples", with_chunks(artist_list("alice")), "alice"},
      {"ArtistBehindTheSamples", riff_file(base + artist_list("alice")), "alice"},
      {"ArtistBeforeAll", riff_file(artist_list("alice") + base), "alice"},
      {"ArtistWithoutNul", with_chunks(info_list(riff_chunk("IART", "bob"))), "bob"},
      {"ArtistWithManyNuls", with_artist("bob\0\0\0\0"s), "bob"},
      {"ArtistOfOneDigit", with_artist("7"), "7"},
      {"ArtistOfAllSigns", with_artist("Bob-The_2nd-"), "Bob-The_2nd-"},
      {"ArtistOf256Characters", with_artist(longest), longest},
      {"ArtistAmongOtherEntries",
       wav_file(kSamples, 1,
                info_list(riff_chunk("INAM", "odd") + riff_chunk("IART", "bob\0"s) + riff_chunk("ISFT", "Lavf\0"s))),
       "bob"},
      {"InfoWithoutAnArtist", with_chunks(info_list(riff_chunk("ISFT", "Lavf\0"s)))},
      {"InfoWithoutEntries", with_chunks(info_list(""))},
      {"ListOfAnotherType", with_chunks(riff_chunk("LIST", "adtl" + riff_chunk("IART", "alice")))},
      {"ListOfAnotherTypeThatHasNoEntries", with_chunks(riff_chunk("LIST", "adtlxyz"))},
      {"ArtistOutsideAList", with_chunks(riff_chunk("IART", "Alice Smith"))},
      {"OtherChunksAround", riff_file(riff_chunk("bext", std::string(602, '\0')) + good_format() +
                                      riff_chunk("fact", "\6\0\0\0"s) + good_data() + riff_chunk("cue ", "\0\0\0\0"s))},
      {"EmptyChunkBefore", riff_file(riff_chunk("JUNK", "") + base)},
      {"OddChunkBefore", riff_file(odd + base)},
      {"OddChunkBehind", riff_file(base + odd)},
      {"OddChunkBehind_PaddingNotWritten", riff_file(base + odd.substr(0, 11))},
      {"OddChunkBehind_PaddingCountedButNotWritten", riff_file(base + odd.substr(0, 11), 4 + base.size() + odd.size())},
      {"OddChunkBehind_PaddingWrittenButNotCounted", riff_file(base + odd, 4 + base.size() + odd.size() - 1)},
      {"OddArtistBehind_PaddingNotWritten", riff_file(base + bob), "bob"},
  };
}

TEST(ReadWav, ReadsGoodFiles) {
  for (const auto& [name, bytes, artist, channels] : good_wavs()) {
    SCOPED_TRACE(name);
    const auto wav = read_wav(bytes);
    ASSERT_EQ(failure_of(wav), std::nullopt);
    ASSERT_EQ(wav->channels(), channels.size());
    for (unsigned i = 0; i < wav->channels(); ++i) {
      EXPECT_THAT(wav->channel(i).value(), ElementsAreArray(channels[i])) << "channel " << i;
      EXPECT_EQ(wav->frame_count(), channels[i].size());
    }
    EXPECT_EQ(wav->artist(), artist);
  }
}

TEST(SpoofingRisk, IsTheNumberInTheComment_AndElse0) {
  using Row = std::pair<std::string, int>;
  for (const auto& [list, risk] :
       {Row{comment_list("SpoofingRisk=80"), 80}, Row{comment_list("SpoofingRisk=0"), 0},
        Row{comment_list("SpoofingRisk=100"), 100}, Row{info_list(riff_chunk("ICMT", "SpoofingRisk=7")), 7},
        Row{comment_list("Processed by SoX") + comment_list("SpoofingRisk=9"), 9},
        Row{artist_list("alice") + comment_list("SpoofingRisk=5"), 5}, Row{comment_list("Processed by SoX"), 0},
        Row{comment_list("spoofingrisk=80"), 0}, Row{comment_list("The SpoofingRisk=80"), 0},
        Row{comment_list("SpoofingRisk: 80"), 0}, Row{comment_list(""), 0}, Row{artist_list("alice"), 0}, Row{"", 0}}) {
    for (const Artist artist : {Artist::kNamesTheVoice, Artist::kIgnored}) {
      EXPECT_EQ(read_wav(wav_file(kSamples, 1, list), artist).value().spoofing_risk(), risk) << list;
    }
  }
}

TEST(ArtistOfAWav, MayBeAnyTextWhereItIsIgnored) {
  EXPECT_EQ(read_wav(with_artist("Alice Smith"), Artist::kIgnored).value().artist(), std::nullopt);
}

struct BadWav {
  std::string name;
  std::string bytes;
  std::string message;
};

// Each is refused with what was found and what is needed.
void expect_refused(const std::vector<BadWav>& rows) {
  for (const auto& [name, bytes, message] : rows) {
    SCOPED_TRACE(name);
    const auto failure = failure_of(read_wav(bytes));
    ASSERT_THAT(failure, is_validation_failure());
    EXPECT_EQ(failure->message, message);
    EXPECT_THAT(failure->summary, MatchesRegex("The provided .+ is .+\\."));
  }
}

// Sample events have that of the sample rate.
TEST(BadWavSummary, GoesByTheKindOfFault) {
  using Row = std::pair<std::string, std::string>;
  for (const auto& [bytes, summary] :
       {Row{"no audio at all", "The provided audio file is invalid."},
        Row{riff_file(good_format()), "The provided audio file is invalid."},
        Row{riff_file(good_format() + riff_chunk("data", "a")), "The provided audio file is invalid."},
        Row{std::string(kMaxWavBytes + 1, 'a'), "The provided audio file is too large."},
        Row{with_format({.sample_rate = 16'000}), "The provided sample rate is invalid."},
        Row{with_format({.encoding = 7, .bits = 8}), "The provided audio encoding is invalid."},
        Row{with_extension({.subformat = 3}), "The provided audio encoding is invalid."},
        Row{with_format({.bits = 24}), "The provided sample size is invalid."},
        Row{with_extension({.valid_bits = 12}), "The provided sample size is invalid."},
        Row{with_format({.channels = 3}), "The provided number of channels is invalid."},
        Row{with_artist("Alice Smith"), "The provided voice label is invalid."}}) {
    EXPECT_EQ(failure_of(read_wav(bytes))->summary, summary);
  }
  const std::string good = wav_file(kSamples);
  EXPECT_EQ(failure_of(read_wav(good)->channel(1))->summary, "The provided channel ID is invalid.");
}

std::string begins_with(std::string_view what) {
  return "The audio begins with " + std::string(what) + "; a WAV file that begins with 'RIFF' is needed.";
}
std::string is_kind(std::string_view what) {
  return "The audio is " + std::string(what) + "; a WAV file that begins with 'RIFF' is needed.";
}

TEST(ReadWav, RefusesWhatDoesNotBeginLikeAWavFile) {
  expect_refused({
      {"Empty", "", "The audio is empty; a WAV file is needed."},
      {"OneByte", "R", "The audio has 1 byte; the RIFF header of a WAV file alone needs 12."},
      {"HalfAHeader", "RIFF\4\0\0\0WAV"s, "The audio has 11 bytes; the RIFF header of a WAV file alone needs 12."},
      {"Text", "Hello, this is no audio.", begins_with("'Hell'")},
      {"Json", R"({"Voice": "alice"})", begins_with(R"('{"Vo')")},
      {"Zeros", std::string(44, '\0'), begins_with("0x00000000")},
      {"LowerCase", "riff" + wav_file(kSamples).substr(4), begins_with("'riff'")},
      {"SpaceBefore", " " + wav_file(kSamples), begins_with("' RIF'")},
      {"LineBreak", "\r\n\r\n" + wav_file(kSamples), begins_with("0x0d0a0d0a")},
      {"Flac", "fLaC\0\0\0\x22 and so on"s, begins_with("'fLaC'")},
      {"Ogg", "OggS\0\2\0\0\0\0\0\0\0\0"s, begins_with("'OggS'")},
      {"BigEndian", "RIFX" + wav_file(kSamples).substr(4), is_kind("a big-endian WAV file (RIFX)")},
      {"Rf64", "RF64\xff\xff\xff\xffWAVE", is_kind("a 64-bit WAV file (RF64)")},
      {"Bw64", "BW64\xff\xff\xff\xffWAVE", is_kind("a 64-bit WAV file (BW64)")},
      {"Mp3WithTags", "ID3\3\0\0\0\0\0\0 and so on"s, is_kind("an MP3 file")},
      {"Mp3", "\xff\xfb\x90\x64 and so on", is_kind("an MP3 file")},
      {"Avi", "RIFF\4\0\0\0AVI "s, "The audio is a RIFF file of the type 'AVI '; the type 'WAVE' is needed."},
      {"TypeThatIsNoText", "RIFF\4\0\0\0WAV\n"s,
       "The audio is a RIFF file of the type 0x5741560a; the type 'WAVE' is needed."},
  });
}

std::string riff_says(std::string_view said, std::string_view found) {
  return "The RIFF header of the WAV file says that " + std::string(said) + " follow, but " + std::string(found) +
         " do; the true size is needed.";
}
std::string chunk_says(std::string_view chunk, std::string_view said, std::string_view room) {
  return "The chunk " + std::string(chunk) + " of the WAV file says that it has " + std::string(said) +
         ", but the file has room for " + std::string(room) + "; the true size is needed.";
}

TEST(ReadWav, RefusesSizesThatAreNotTrue) {
  expect_refused({
      {"RiffSizeOfAPipe", riff_file(good_chunks(), 0xffffffff), riff_says("4294967295 bytes", "48")},
      {"RiffSizeZero", riff_file(good_chunks(), 0), riff_says("0 bytes", "48")},
      {"RiffSizeOne", riff_file(good_chunks(), 1), riff_says("1 byte", "48")},
      {"RiffSizeWithoutTheType", riff_file("", 3), riff_says("3 bytes", "4")},
      {"RiffSizeOneMore", riff_file(good_chunks(), 49), riff_says("49 bytes", "48")},
      {"RiffSizeTwoMore", riff_file(good_chunks(), 50), riff_says("50 bytes", "48")},
      {"RiffSizeOfTheWholeFile", riff_file(good_chunks(), 56), riff_says("56 bytes", "48")},
      {"OneByteBehindTheEnd", wav_file(kSamples) + '\0', riff_says("48 bytes", "49")},
      {"TwoBytesBehindTheEnd", wav_file(kSamples) + "\0\0"s, riff_says("48 bytes", "50")},
      {"RiffSizeTwoMoreBehindAnOddChunkWithoutPadding",
       riff_file(good_chunks() + riff_chunk("odd ", "abc").substr(0, 11), 61), riff_says("61 bytes", "59")},
      {"TwoBytesBehindAnOddChunk", riff_file(good_chunks() + riff_chunk("odd ", "abc"), 59) + '\0',
       riff_says("59 bytes", "61")},
      {"AnotherFileBehindTheEnd", wav_file(kSamples) + wav_file(kSamples), riff_says("48 bytes", "104")},
      {"Truncated", wav_file(kSamples).substr(0, 50), riff_says("48 bytes", "42")},
      {"DataOfAPipe", with_data(kBytes, 0xffffffff), chunk_says("'data'", "4294967295 bytes", "12")},
      {"DataWithOneByteMore", with_data(kBytes, 13), chunk_says("'data'", "13 bytes", "12")},
      {"DataWithoutBytesButASize", with_data("", 1), chunk_says("'data'", "1 byte", "0")},
      {"DataThatEndsBehindTheRiffSize",
       riff_file(good_format() + riff_chunk("odd ", "abc") + riff_chunk("data", kBytes), 59),
       chunk_says("'data'", "12 bytes", "11")},
      {"FormatBeyondTheFile", riff_file(riff_chunk("fmt ", format_bytes({}), 1000) + good_data()),
       chunk_says("'fmt '", "1000 bytes", "36")},
      {"UnknownChunkBeyondTheFile", riff_file(riff_chunk("JUNK", "", 0x7fffffff) + good_chunks()),
       chunk_says("'JUNK'", "2147483647 bytes", "44")},
      {"ChunkWithoutAName", riff_file(good_format() + riff_chunk("\0\1\xfe\xff"s, "", 9)),
       chunk_says("0x0001feff", "9 bytes", "0")},
      {"HalfAChunkHeader", riff_file(good_chunks() + "JUNK\0\0"s),
       "The WAV file has 6 bytes where a chunk is expected; the header of a chunk alone needs 8."},
      {"OneByteOfAChunkHeader", riff_file(good_chunks() + "J"),
       "The WAV file has 1 byte where a chunk is expected; the header of a chunk alone needs 8."},
  });
}

std::string has_no_chunk(std::string_view name) {
  return "The WAV file has no chunk '" + std::string(name) + "'; exactly one is needed.";
}
std::string has_second_chunk(std::string_view name) {
  return "The WAV file has a second chunk '" + std::string(name) + "'; exactly one is needed.";
}

TEST(ReadWav, NeedsOneFormatAndThenOneChunkOfWholeFrames) {
  expect_refused({
      {"NoChunks", riff_file(""), has_no_chunk("fmt ")},
      {"NoFormat", riff_file(good_data()), has_no_chunk("fmt ")},
      {"NoData", riff_file(good_format()), has_no_chunk("data")},
      {"NamesInUpperCase", riff_file(riff_chunk("FMT ", format_bytes({})) + good_data()), has_no_chunk("fmt ")},
      {"TwoFormats", riff_file(good_format() + good_chunks()), has_second_chunk("fmt ")},
      {"SecondFormatBehindTheData", riff_file(good_chunks() + good_format()), has_second_chunk("fmt ")},
      {"TwoData", riff_file(good_chunks() + good_data()), has_second_chunk("data")},
      {"DataBeforeTheFormat", riff_file(good_data() + good_format()),
       "The WAV file has its chunk 'data' before its chunk 'fmt '; 'fmt ' is needed first."},
      {"NoSamples", with_data(""), "The WAV file has no samples; at least one is needed."},
      {"HalfASample", with_data("a"), "The WAV file has 1 byte of samples; whole frames of 2 are needed."},
      {"HalfASampleMore", with_data("abcde"), "The WAV file has 5 bytes of samples; whole frames of 2 are needed."},
      {"HalfAFrameOfStereo",
       riff_file(riff_chunk("fmt ", format_bytes({.channels = 2})) + riff_chunk("data", "abcdef")),
       "The WAV file has 6 bytes of samples; whole frames of 4 are needed."},
  });
}

std::string holds(std::string_view what) {
  return "The WAV file holds " + std::string(what) + "; PCM (format 1) is needed.";
}
std::string has(std::string_view what) { return "The WAV file has " + std::string(what) + " needed."; }

TEST(ReadWav, NeedsPcmOf16BitsAt8000Hertz_MonoOrStereo) {
  expect_refused({
      {"FormatOf14Bytes", riff_file(riff_chunk("fmt ", format_bytes({}).substr(0, 14)) + good_data()),
       "The chunk 'fmt ' of the WAV file has 14 bytes; at least 16 are needed."},
      {"EmptyFormat", riff_file(riff_chunk("fmt ", "") + good_data()),
       "The chunk 'fmt ' of the WAV file has 0 bytes; at least 16 are needed."},
      {"Adpcm", with_format({.encoding = 2, .bits = 4}), holds("ADPCM (format 2)")},
      {"Float", with_format({.encoding = 3, .bits = 32}), holds("IEEE float (format 3)")},
      {"ALaw", with_format({.encoding = 6, .bits = 8}), holds("A-law (format 6)")},
      {"MuLaw", with_format({.encoding = 7, .bits = 8}), holds("mu-law (format 7)")},
      {"ImaAdpcm", with_format({.encoding = 17, .bits = 4}), holds("IMA ADPCM (format 17)")},
      {"Gsm", with_format({.encoding = 49, .bits = 0}), holds("GSM 6.10 (format 49)")},
      {"Mp3InWav", with_format({.encoding = 85, .bits = 0}), holds("MP3 (format 85)")},
      {"EncodingZero", with_format({.encoding = 0}), holds("an unknown encoding (format 0)")},
      {"EncodingThatIsUnknown", with_format({.encoding = 0xabcd}), holds("an unknown encoding (format 43981)")},
      {"EncodingOfOneByteMore", with_format({.encoding = 0x101}), holds("an unknown encoding (format 257)")},
      {"Bits8", with_format({.bits = 8}), has("8 bits a sample; 16 are")},
      {"Bits24", with_format({.bits = 24}), has("24 bits a sample; 16 are")},
      {"Bits1", with_format({.bits = 1}), has("1 bit a sample; 16 are")},
      {"Bits0", with_format({.bits = 0}), has("0 bits a sample; 16 are")},
      {"Rate44100", with_format({.sample_rate = 44'100}), has("a sample rate of 44100 Hz; 8000 Hz is")},
      {"Rate7999", with_format({.sample_rate = 7999}), has("a sample rate of 7999 Hz; 8000 Hz is")},
      {"Rate0", with_format({.sample_rate = 0}), has("a sample rate of 0 Hz; 8000 Hz is")},
      {"RateOf32Bits", with_format({.sample_rate = 0xffffffff}), has("a sample rate of 4294967295 Hz; 8000 Hz is")},
      {"NoChannels", with_format({.channels = 0}), has("0 channels; 1 or 2 are")},
      {"ThreeChannels", with_format({.channels = 3}), has("3 channels; 1 or 2 are")},
      {"MostChannels", with_format({.channels = 65'535}), has("65535 channels; 1 or 2 are")},
      {"FramesOfOneByte", with_format({.frame_size = 1}),
       "The WAV file says that a frame has 1 byte; 2 are needed for 1 channel of 16 bits."},
      {"FramesOfStereoInMono", with_format({.frame_size = 4}),
       "The WAV file says that a frame has 4 bytes; 2 are needed for 1 channel of 16 bits."},
      {"FramesOfMonoInStereo", with_format({.channels = 2, .frame_size = 2}),
       "The WAV file says that a frame has 2 bytes; 4 are needed for 2 channels of 16 bits."},
      {"WrongBytesPerSecond", with_format({.bytes_per_second = 8000}),
       "The WAV file says that a second has 8000 bytes; 16000 are needed for 1 channel of 16 bits at 8000 Hz."},
      {"WrongBytesPerSecondOfStereo", with_format({.channels = 2, .bytes_per_second = 16'000}),
       "The WAV file says that a second has 16000 bytes; 32000 are needed for 2 channels of 16 bits at 8000 "
       "Hz."},
  });
}

TEST(ReadWav, NeedsTheSameOfAnExtensibleFormat) {
  expect_refused({
      {"WithoutAnExtension", with_format({.encoding = 0xfffe}),
       "The chunk 'fmt ' of the WAV file has 16 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 40."},
      {"OneByteShort", riff_file(riff_chunk("fmt ", extensible_format_bytes({}, {}).substr(0, 39)) + good_data()),
       "The chunk 'fmt ' of the WAV file has 39 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 40."},
      {"ExtensionOf21Bytes", with_extension({.size = 21}),
       "The WAV file has a format extension of 21 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 22 within its "
       "chunk 'fmt '."},
      {"ExtensionBeyondTheChunk", with_extension({.size = 23}),
       "The WAV file has a format extension of 23 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 22 within its "
       "chunk 'fmt '."},
      {"SubformatFloat", with_extension({.subformat = 3}),
       "The WAV file holds IEEE float (subformat 3); PCM (subformat 1) is needed."},
      {"SubformatMuLaw", with_extension({.subformat = 7}),
       "The WAV file holds mu-law (subformat 7); PCM (subformat 1) is needed."},
      {"SubformatExtensible", with_extension({.subformat = 0xfffe}),
       "The WAV file holds an unknown encoding (subformat 65534); PCM (subformat 1) is needed."},
      {"SubformatOfAmbisonics",
       with_extension({.end_of_subformat = std::string_view("\0\0\x21\x07\xd3\x11\x86\x44\xc8\xc1\xca\0\0\0", 14)}),
       "The WAV file holds an unknown subformat; PCM (subformat 1) is needed."},
      {"TwelveValidBits", with_extension({.valid_bits = 12}), has("12 valid bits a sample; 16 are")},
      {"NoValidBits", with_extension({.valid_bits = 0}), has("0 valid bits a sample; 16 are")},
      {"Bits24InAllThatIsExtensible", with_extension({}, {.bits = 24}), has("24 bits a sample; 16 are")},
      {"Rate48000Extensible", with_extension({}, {.sample_rate = 48'000}),
       has("a sample rate of 48000 Hz; 8000 Hz is")},
  });
}

std::string with_comment(const std::string& comment) { return wav_file(kSamples, 1, comment_list(comment)); }

TEST(SpoofingRisk, NeedsAWholeNumberFrom0To100_AndOnlyOne) {
  for (const char* behind : {"", "101", "-1", "99999999999", "0.8", "high", "+80", " 80", "80%", "80 "}) {
    expect_refused({{behind, with_comment(std::string("SpoofingRisk=") + behind),
                     "The comment (ICMT) of the WAV file begins with SpoofingRisk= but goes on with no risk; a whole "
                     "number from 0 to 100 and nothing else is needed."}});
  }
  expect_refused({{"Two", wav_file(kSamples, 1, comment_list("SpoofingRisk=1") + comment_list("SpoofingRisk=1")),
                   "The WAV file has a second SpoofingRisk (ICMT); at most one is allowed."}});
}

std::string artist_is(std::string_view what) {
  return "The artist (IART) of the WAV file " + std::string(what) +
         "; it names the voice, which needs 1 to 256 of a-z, A-Z, 0-9, '_' and '-', a letter or a digit first.";
}

TEST(ReadWav, NeedsAnArtistThatCanNameAVoice_AndAtMostOne) {
  expect_refused({
      {"EmptyArtist", with_chunks(info_list(riff_chunk("IART", ""))), artist_is("is empty")},
      {"ArtistOfNuls", with_artist("\0\0"s), artist_is("is empty")},
      {"ArtistOfTwoWords", with_artist("Alice Smith"), artist_is("has a space at position 6")},
      {"SpaceBeforeTheArtist", with_artist(" alice"), artist_is("has a space at position 1")},
      {"SpaceBehindTheArtist", with_artist("alice "), artist_is("has a space at position 6")},
      {"ArtistBeginsWithAHyphen", with_artist("-alice"), artist_is("has '-' at position 1")},
      {"ArtistBeginsWithAnUnderscore", with_artist("_alice"), artist_is("has '_' at position 1")},
      {"ArtistWithADot", with_artist("alice.smith"), artist_is("has '.' at position 6")},
      {"ArtistIsAGeneratedId", with_artist("id#alice"), artist_is("has '#' at position 3")},
      {"ArtistWithAnUmlaut", with_artist("J\xc3\xb6rg"), artist_is("has 0xc3 at position 2")},
      {"ArtistWithALineBreak", with_artist("alice\n"), artist_is("has 0x0a at position 6")},
      {"ArtistWithANulInside", with_artist("al\0ice"s), artist_is("has 0x00 at position 3")},
      {"ArtistOf257Characters", with_artist(std::string(257, 'a')), artist_is("has 257 bytes")},
      {"ArtistBehindTheData", riff_file(good_chunks() + artist_list("a b")), artist_is("has a space at position 2")},
      {"TwoArtists", with_chunks(info_list(riff_chunk("IART", "alice\0"s) + riff_chunk("IART", "bob"))),
       "The WAV file has a second artist (IART); at most one is allowed."},
      {"TwoListsWithAnArtist", with_chunks(artist_list("alice") + artist_list("alice")),
       "The WAV file has a second artist (IART); at most one is allowed."},
      {"ArtistBeyondItsList", with_chunks(info_list(riff_chunk("IART", "bob\0"s, 5))),
       chunk_says("'IART'", "5 bytes", "4")},
      {"HalfAnEntry", with_chunks(info_list("IART\4\0"s)),
       "The WAV file has 6 bytes where a chunk is expected; the header of a chunk alone needs 8."},
      {"ListWithoutAType", with_chunks(riff_chunk("LIST", "INF")),
       "The chunk 'LIST' of the WAV file has 3 bytes; at least the 4 of its type are needed."},
  });
}

TEST(ReadWav, ReadsUpToTwentyMegabytes) {
  const std::string bytes = wav_file(silence((kMaxWavBytes - 44) / 2));
  ASSERT_EQ(bytes.size(), kMaxWavBytes);
  EXPECT_EQ(read_wav(bytes).value().frame_count(), 9'999'978U);
  expect_refused({{"OneFrameMore", wav_file(silence((kMaxWavBytes - 44) / 2 + 1)),
                   "The audio has 20000002 bytes; a WAV file of at most 20000000 is needed."}});
}

TEST(ReadWav, RefusesAFileThatIsCutAnywhere_EvenWithATrueRiffSize) {
  for (const std::string& whole :
       {wav_file(kSamples), wav_file(kSamples, 2, artist_list("alice")), with_extension({})}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      EXPECT_THAT(failure_of(read_wav(whole.substr(0, size))), is_validation_failure()) << "cut to " << size;
      if (size < 12) continue;
      EXPECT_THAT(failure_of(read_wav(riff_file(whole.substr(12, size - 12)))), is_validation_failure()) << size;
    }
  }
}

// Whatever a byte says, what is read lies within the file and what is not is refused.
TEST(ReadWav, AnyByteChanged_IsReadOrRefused) {
  const std::string whole = riff_file(riff_chunk("fmt ", extensible_format_bytes({.channels = 2}, {})) + good_data() +
                                      artist_list("alice") + riff_chunk("odd ", "abc"));
  for (std::size_t position = 0; position < whole.size(); ++position) {
    for (int value = 0; value < 256; ++value) {
      std::string bytes = whole;
      bytes[position] = static_cast<char>(value);
      const auto wav = read_wav(bytes);
      if (wav.has_error()) {
        ASSERT_THAT(failure_of(wav), is_validation_failure()) << "byte " << position << " is " << value;
      } else {
        ASSERT_EQ(wav->channel(wav->channels() - 1).value().size(), wav->frame_count());
        ASSERT_LE(wav->frame_count() * wav->channels() * 2, bytes.size());
      }
    }
  }
}

TEST(WavChannel, ThatTheFileLacks_IsRefused) {
  const std::string mono = wav_file(kSamples);
  const auto no_right = failure_of(read_wav(mono).value().channel(1));
  ASSERT_THAT(no_right, is_validation_failure());
  EXPECT_EQ(no_right->message, "The WAV file has no channel 1; channel 0 is the only one.");
  const std::string stereo = wav_file(kSamples, 2);
  for (const unsigned index : {2U, 3U, std::numeric_limits<unsigned>::max()}) {
    const auto failure = failure_of(read_wav(stereo).value().channel(index));
    ASSERT_THAT(failure, is_validation_failure());
    EXPECT_EQ(failure->message,
              "The WAV file has no channel " + std::to_string(index) + "; channels 0 and 1 are the only ones.");
  }
}

TEST(VoiceLabel, IsTheSameOnEveryMachine) {
  EXPECT_EQ(voice_label_of({}), "voice-cbf29ce484222325");
  EXPECT_EQ(voice_label_of(Samples{0}), "voice-08328807b4eb6fed");
  EXPECT_EQ(voice_label_of(kSamples), "voice-769301be92cb0e6b");
}

TEST(VoiceLabel, IsFitToNameAVoice) {
  for (std::int16_t i = 0; i < 1000; ++i) {
    EXPECT_THAT(voice_label_of(Samples{i}), MatchesRegex("voice-[0-9a-f]{16}"));
  }
}

TEST(VoiceLabel, IsOfTheSamplesAlone) {
  const std::string mono = wav_file(Samples{0, -1, -32768});
  const std::string stereo = wav_file(kSamples, 2, riff_chunk("JUNK", "other"));
  const std::string left = voice_label_of(read_wav(stereo).value().channel(0).value());
  EXPECT_EQ(left, voice_label_of(read_wav(mono).value().channel(0).value()));
  EXPECT_NE(left, voice_label_of(read_wav(stereo).value().channel(1).value()));
}

TEST(VoiceLabel, DiffersWithEverySample) {
  const std::string label = voice_label_of(kSamples);
  for (std::size_t i = 0; i < kSamples.size(); ++i) {
    Samples changed = kSamples;
    changed[i] = static_cast<std::int16_t>(changed[i] ^ 1);
    EXPECT_NE(voice_label_of(changed), label) << "sample " << i;
  }
  EXPECT_NE(voice_label_of(Samples{1, 2}), voice_label_of(Samples{2, 1}));
  EXPECT_NE(voice_label_of(Samples{0}), voice_label_of(Samples{0, 0}));
}

}  // namespace
}  // namespace voiceid
