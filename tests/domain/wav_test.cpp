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

std::string good_format() { return riff_chunk("fmt ", format_bytes({})); }
std::string good_data() { return riff_chunk("data", pcm_bytes(kSamples)); }

std::string with_format(const WavFormat& format) {
  return riff_file(riff_chunk("fmt ", format_bytes(format)) + good_data());
}
std::string with_extension(const WavExtension& extension, const WavFormat& format = {}) {
  return riff_file(riff_chunk("fmt ", extensible_format_bytes(format, extension)) + good_data());
}
std::string with_artist(const std::string& artist) { return wav_file(kSamples, 1, artist_list(artist)); }

// A list whose last entry lacks the byte that fills it up, as the list then does too.
std::string odd_list_without_padding() {
  std::string list = riff_chunk("LIST", "INFO" + riff_chunk("IART", "bob").substr(0, 11));
  list.pop_back();
  return list;
}

struct GoodWav {
  std::string name;
  std::string bytes;
  std::vector<Samples> channels;
  std::optional<std::string> artist{};

  friend void PrintTo(const GoodWav& row, std::ostream* out) { *out << row.name; }
};

class GoodWavs : public testing::TestWithParam<GoodWav> {};

TEST_P(GoodWavs, AreRead) {
  const auto wav = read_wav(GetParam().bytes);
  ASSERT_EQ(failure_of(wav), std::nullopt);
  ASSERT_EQ(wav->channels(), GetParam().channels.size());
  for (unsigned i = 0; i < wav->channels(); ++i) {
    EXPECT_THAT(wav->channel(i).value(), ElementsAreArray(GetParam().channels[i])) << "channel " << i;
    EXPECT_EQ(wav->frame_count(), GetParam().channels[i].size());
  }
  EXPECT_EQ(wav->artist(), GetParam().artist);
}

std::vector<GoodWav> good_wavs() {
  const std::string base = good_format() + good_data();
  const std::string odd = riff_chunk("odd ", "abc");
  const std::string bob = odd_list_without_padding();
  const std::string longest(256, 'a');
  return {
      {"Mono", wav_file(kSamples), {kSamples}},
      {"Stereo", wav_file(kSamples, 2), {{0, -1, -32768}, {1, 256, 32767}}},
      {"OneFrame", wav_file(Samples{-2}), {{-2}}},
      {"OneFrameOfStereo", wav_file(Samples{-2, 3}, 2), {{-2}, {3}}},
      {"Extensible", with_extension({}), {kSamples}},
      {"ExtensibleStereo",
       riff_file(riff_chunk("fmt ", extensible_format_bytes({.channels = 2}, {})) + good_data()),
       {{0, -1, -32768}, {1, 256, 32767}}},
      {"FormatWithAnEmptyExtension",
       riff_file(riff_chunk("fmt ", format_bytes({}) + "\0\0"s) + good_data()),
       {kSamples}},
      {"ExtensionOfPcmThatMeansNothing",
       riff_file(riff_chunk("fmt ", format_bytes({}) + "\xff\xff"s) + good_data()),
       {kSamples}},
      {"ArtistBeforeTheSamples", wav_file(kSamples, 1, artist_list("alice")), {kSamples}, "alice"},
      {"ArtistBehindTheSamples", riff_file(base + artist_list("alice")), {kSamples}, "alice"},
      {"ArtistBeforeAll", riff_file(artist_list("alice") + base), {kSamples}, "alice"},
      {"ArtistWithoutNul", wav_file(kSamples, 1, info_list(riff_chunk("IART", "bob"))), {kSamples}, "bob"},
      {"ArtistWithManyNuls", with_artist("bob\0\0\0\0"s), {kSamples}, "bob"},
      {"ArtistOfOneDigit", with_artist("7"), {kSamples}, "7"},
      {"ArtistOfAllSigns", with_artist("Bob-The_2nd-"), {kSamples}, "Bob-The_2nd-"},
      {"ArtistOf256Characters", with_artist(longest), {kSamples}, longest},
      {"ArtistAmongOtherEntries",
       wav_file(kSamples, 1,
                info_list(riff_chunk("INAM", "odd") + riff_chunk("IART", "bob\0"s) + riff_chunk("ISFT", "Lavf\0"s))),
       {kSamples},
       "bob"},
      {"InfoWithoutAnArtist", wav_file(kSamples, 1, info_list(riff_chunk("ISFT", "Lavf\0"s))), {kSamples}},
      {"InfoWithoutEntries", wav_file(kSamples, 1, info_list("")), {kSamples}},
      {"ListOfAnotherType",
       wav_file(kSamples, 1, riff_chunk("LIST", "adtl" + riff_chunk("IART", "alice"))),
       {kSamples}},
      {"ListOfAnotherTypeThatHasNoEntries", wav_file(kSamples, 1, riff_chunk("LIST", "adtlxyz")), {kSamples}},
      {"ArtistOutsideAList", wav_file(kSamples, 1, riff_chunk("IART", "Alice Smith")), {kSamples}},
      {"OtherChunksAround",
       riff_file(riff_chunk("bext", std::string(602, '\0')) + good_format() + riff_chunk("fact", "\6\0\0\0"s) +
                 good_data() + riff_chunk("cue ", "\0\0\0\0"s)),
       {kSamples}},
      {"EmptyChunkBefore", riff_file(riff_chunk("JUNK", "") + base), {kSamples}},
      {"OddChunkBefore", riff_file(odd + base), {kSamples}},
      {"OddChunkBehind", riff_file(base + odd), {kSamples}},
      {"OddChunkBehind_PaddingNotWritten", riff_file(base + odd.substr(0, 11)), {kSamples}},
      {"OddChunkBehind_PaddingCountedButNotWritten",
       riff_file(base + odd.substr(0, 11), 4 + base.size() + odd.size()),
       {kSamples}},
      {"OddChunkBehind_PaddingWrittenButNotCounted",
       riff_file(base + odd, 4 + base.size() + odd.size() - 1),
       {kSamples}},
      {"OddArtistBehind_PaddingNotWritten", riff_file(base + bob), {kSamples}, "bob"},
  };
}

INSTANTIATE_TEST_SUITE_P(Wav, GoodWavs, testing::ValuesIn(good_wavs()), [](const auto& row) { return row.param.name; });

struct BadWav {
  std::string name;
  std::string bytes;
  std::string message;

  friend void PrintTo(const BadWav& row, std::ostream* out) { *out << row.name; }
};

class BadWavs : public testing::TestWithParam<BadWav> {};

TEST_P(BadWavs, AreRefused_WithWhatWasFoundAndWhatIsNeeded) {
  const auto failure = failure_of(read_wav(GetParam().bytes));
  ASSERT_THAT(failure, is_validation_failure());
  EXPECT_EQ(failure->message, GetParam().message);
}

std::string name_of_row(const testing::TestParamInfo<BadWav>& row) { return row.param.name; }

std::string begins_with(std::string_view what) {
  return "The audio begins with " + std::string(what) + "; a WAV file that begins with 'RIFF' is needed.";
}
std::string is_kind(std::string_view what) {
  return "The audio is " + std::string(what) + "; a WAV file that begins with 'RIFF' is needed.";
}

INSTANTIATE_TEST_SUITE_P(
    Beginning, BadWavs,
    testing::Values(BadWav{"Empty", "", "The audio is empty; a WAV file is needed."},
                    BadWav{"OneByte", "R", "The audio has 1 byte; the RIFF header of a WAV file alone needs 12."},
                    BadWav{"HalfAHeader", "RIFF\4\0\0\0WAV"s,
                           "The audio has 11 bytes; the RIFF header of a WAV file alone needs 12."},
                    BadWav{"Text", "Hello, this is no audio.", begins_with("'Hell'")},
                    BadWav{"Json", R"({"Voice": "alice"})", begins_with(R"('{"Vo')")},
                    BadWav{"Zeros", std::string(44, '\0'), begins_with("0x00000000")},
                    BadWav{"LowerCase", "riff" + wav_file(kSamples).substr(4), begins_with("'riff'")},
                    BadWav{"SpaceBefore", " " + wav_file(kSamples), begins_with("' RIF'")},
                    BadWav{"LineBreak", "\r\n\r\n" + wav_file(kSamples), begins_with("0x0d0a0d0a")},
                    BadWav{"Flac", "fLaC\0\0\0\x22 and so on"s, begins_with("'fLaC'")},
                    BadWav{"Ogg", "OggS\0\2\0\0\0\0\0\0\0\0"s, begins_with("'OggS'")},
                    BadWav{"BigEndian", "RIFX" + wav_file(kSamples).substr(4), is_kind("a big-endian WAV file (RIFX)")},
                    BadWav{"Rf64", "RF64\xff\xff\xff\xffWAVE", is_kind("a 64-bit WAV file (RF64)")},
                    BadWav{"Bw64", "BW64\xff\xff\xff\xffWAVE", is_kind("a 64-bit WAV file (BW64)")},
                    BadWav{"Mp3WithTags", "ID3\3\0\0\0\0\0\0 and so on"s, is_kind("an MP3 file")},
                    BadWav{"Mp3", "\xff\xfb\x90\x64 and so on", is_kind("an MP3 file")},
                    BadWav{"Avi", "RIFF\4\0\0\0AVI "s,
                           "The audio is a RIFF file of the type 'AVI '; the type 'WAVE' is needed."},
                    BadWav{"TypeThatIsNoText", "RIFF\4\0\0\0WAV\n"s,
                           "The audio is a RIFF file of the type 0x5741560a; the type 'WAVE' is needed."}),
    name_of_row);

std::string riff_says(std::string_view said, std::string_view found) {
  return "The RIFF header of the WAV file says that " + std::string(said) + " follow, but " + std::string(found) +
         " do; the true size is needed.";
}
std::string chunk_says(std::string_view chunk, std::string_view said, std::string_view room) {
  return "The chunk " + std::string(chunk) + " of the WAV file says that it has " + std::string(said) +
         ", but the file has room for " + std::string(room) + "; the true size is needed.";
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, BadWavs,
    testing::Values(
        BadWav{"RiffSizeOfAPipe", riff_file(good_format() + good_data(), 0xffffffff),
               riff_says("4294967295 bytes", "48")},
        BadWav{"RiffSizeOfAGigabyte", riff_file(good_format() + good_data(), 1'000'000'000),
               riff_says("1000000000 bytes", "48")},
        BadWav{"RiffSizeZero", riff_file(good_format() + good_data(), 0), riff_says("0 bytes", "48")},
        BadWav{"RiffSizeOne", riff_file(good_format() + good_data(), 1), riff_says("1 byte", "48")},
        BadWav{"RiffSizeWithoutTheType", riff_file("", 3), riff_says("3 bytes", "4")},
        BadWav{"RiffSizeOneMore", riff_file(good_format() + good_data(), 49), riff_says("49 bytes", "48")},
        BadWav{"RiffSizeTwoMore", riff_file(good_format() + good_data(), 50), riff_says("50 bytes", "48")},
        BadWav{"RiffSizeOfTheWholeFile", riff_file(good_format() + good_data(), 56), riff_says("56 bytes", "48")},
        BadWav{"OneByteBehindTheEnd", wav_file(kSamples) + '\0', riff_says("48 bytes", "49")},
        BadWav{"TwoBytesBehindTheEnd", wav_file(kSamples) + "\0\0"s, riff_says("48 bytes", "50")},
        BadWav{"RiffSizeTwoMoreBehindAnOddChunkWithoutPadding",
               riff_file(good_format() + good_data() + riff_chunk("odd ", "abc").substr(0, 11), 61),
               riff_says("61 bytes", "59")},
        BadWav{"TwoBytesBehindAnOddChunk",
               riff_file(good_format() + good_data() + riff_chunk("odd ", "abc"), 59) + '\0',
               riff_says("59 bytes", "61")},
        BadWav{"LineBreakBehindTheEnd", wav_file(kSamples) + "\n", riff_says("48 bytes", "49")},
        BadWav{"AnotherFileBehindTheEnd", wav_file(kSamples) + wav_file(kSamples), riff_says("48 bytes", "104")},
        BadWav{"Truncated", wav_file(kSamples).substr(0, 50), riff_says("48 bytes", "42")},
        BadWav{"DataOfAPipe", riff_file(good_format() + riff_chunk("data", pcm_bytes(kSamples), 0xffffffff)),
               chunk_says("'data'", "4294967295 bytes", "12")},
        BadWav{"DataOfAGigabyte", riff_file(good_format() + riff_chunk("data", pcm_bytes(kSamples), 1'000'000'000)),
               chunk_says("'data'", "1000000000 bytes", "12")},
        BadWav{"DataWithOneByteMore", riff_file(good_format() + riff_chunk("data", pcm_bytes(kSamples), 13)),
               chunk_says("'data'", "13 bytes", "12")},
        BadWav{"DataWithoutBytesButASize", riff_file(good_format() + riff_chunk("data", "", 1)),
               chunk_says("'data'", "1 byte", "0")},
        BadWav{"DataThatEndsBehindTheRiffSize",
               riff_file(good_format() + riff_chunk("odd ", "abc") + riff_chunk("data", pcm_bytes(kSamples)), 59),
               chunk_says("'data'", "12 bytes", "11")},
        BadWav{"FormatBeyondTheFile", riff_file(riff_chunk("fmt ", format_bytes({}), 1000) + good_data()),
               chunk_says("'fmt '", "1000 bytes", "36")},
        BadWav{"UnknownChunkBeyondTheFile", riff_file(riff_chunk("JUNK", "", 0x7fffffff) + good_format() + good_data()),
               chunk_says("'JUNK'", "2147483647 bytes", "44")},
        BadWav{"ChunkWithoutAName", riff_file(good_format() + riff_chunk("\0\1\xfe\xff"s, "", 9)),
               chunk_says("0x0001feff", "9 bytes", "0")},
        BadWav{"HalfAChunkHeader", riff_file(good_format() + good_data() + "JUNK\0\0"s),
               "The WAV file has 6 bytes where a chunk is expected; the header of a chunk alone needs 8."},
        BadWav{"OneByteOfAChunkHeader", riff_file(good_format() + good_data() + "J"),
               "The WAV file has 1 byte where a chunk is expected; the header of a chunk alone needs 8."}),
    name_of_row);

INSTANTIATE_TEST_SUITE_P(
    Chunks, BadWavs,
    testing::Values(
        BadWav{"NoChunks", riff_file(""), "The WAV file has no chunk 'fmt '; exactly one is needed."},
        BadWav{"NoFormat", riff_file(good_data()), "The WAV file has no chunk 'fmt '; exactly one is needed."},
        BadWav{"NoData", riff_file(good_format()), "The WAV file has no chunk 'data'; exactly one is needed."},
        BadWav{"NamesInUpperCase", riff_file(riff_chunk("FMT ", format_bytes({})) + good_data()),
               "The WAV file has no chunk 'fmt '; exactly one is needed."},
        BadWav{"TwoFormats", riff_file(good_format() + good_format() + good_data()),
               "The WAV file has a second chunk 'fmt '; exactly one is needed."},
        BadWav{"SecondFormatBehindTheData", riff_file(good_format() + good_data() + good_format()),
               "The WAV file has a second chunk 'fmt '; exactly one is needed."},
        BadWav{"TwoData", riff_file(good_format() + good_data() + good_data()),
               "The WAV file has a second chunk 'data'; exactly one is needed."},
        BadWav{"DataBeforeTheFormat", riff_file(good_data() + good_format()),
               "The WAV file has its chunk 'data' before its chunk 'fmt '; 'fmt ' is needed first."},
        BadWav{"NoSamples", riff_file(good_format() + riff_chunk("data", "")),
               "The WAV file has no samples; at least one is needed."},
        BadWav{"HalfASample", riff_file(good_format() + riff_chunk("data", "a")),
               "The WAV file has 1 byte of samples; whole frames of 2 are needed."},
        BadWav{"HalfASampleMore", riff_file(good_format() + riff_chunk("data", "abcde")),
               "The WAV file has 5 bytes of samples; whole frames of 2 are needed."},
        BadWav{"HalfAFrameOfStereo",
               riff_file(riff_chunk("fmt ", format_bytes({.channels = 2})) + riff_chunk("data", "abcdef")),
               "The WAV file has 6 bytes of samples; whole frames of 4 are needed."}),
    name_of_row);

std::string holds(std::string_view what) {
  return "The WAV file holds " + std::string(what) + "; PCM (format 1) is needed.";
}
std::string has(std::string_view what) { return "The WAV file has " + std::string(what) + " needed."; }

INSTANTIATE_TEST_SUITE_P(
    Format, BadWavs,
    testing::Values(
        BadWav{"FormatOf14Bytes", riff_file(riff_chunk("fmt ", format_bytes({}).substr(0, 14)) + good_data()),
               "The chunk 'fmt ' of the WAV file has 14 bytes; at least 16 are needed."},
        BadWav{"EmptyFormat", riff_file(riff_chunk("fmt ", "") + good_data()),
               "The chunk 'fmt ' of the WAV file has 0 bytes; at least 16 are needed."},
        BadWav{"Adpcm", with_format({.encoding = 2, .bits = 4}), holds("ADPCM (format 2)")},
        BadWav{"Float", with_format({.encoding = 3, .bits = 32}), holds("IEEE float (format 3)")},
        BadWav{"ALaw", with_format({.encoding = 6, .bits = 8}), holds("A-law (format 6)")},
        BadWav{"MuLaw", with_format({.encoding = 7, .bits = 8}), holds("mu-law (format 7)")},
        BadWav{"ImaAdpcm", with_format({.encoding = 17, .bits = 4}), holds("IMA ADPCM (format 17)")},
        BadWav{"Gsm", with_format({.encoding = 49, .bits = 0}), holds("GSM 6.10 (format 49)")},
        BadWav{"Mp3InWav", with_format({.encoding = 85, .bits = 0}), holds("MP3 (format 85)")},
        BadWav{"EncodingZero", with_format({.encoding = 0}), holds("an unknown encoding (format 0)")},
        BadWav{"EncodingThatIsUnknown", with_format({.encoding = 0xabcd}), holds("an unknown encoding (format 43981)")},
        BadWav{"EncodingOfOneByteMore", with_format({.encoding = 0x101}), holds("an unknown encoding (format 257)")},
        BadWav{"Bits8", with_format({.bits = 8}), has("8 bits a sample; 16 are")},
        BadWav{"Bits24", with_format({.bits = 24}), has("24 bits a sample; 16 are")},
        BadWav{"Bits1", with_format({.bits = 1}), has("1 bit a sample; 16 are")},
        BadWav{"Bits0", with_format({.bits = 0}), has("0 bits a sample; 16 are")},
        BadWav{"Rate44100", with_format({.sample_rate = 44'100}), has("a sample rate of 44100 Hz; 8000 Hz is")},
        BadWav{"Rate16000", with_format({.sample_rate = 16'000}), has("a sample rate of 16000 Hz; 8000 Hz is")},
        BadWav{"Rate7999", with_format({.sample_rate = 7999}), has("a sample rate of 7999 Hz; 8000 Hz is")},
        BadWav{"Rate0", with_format({.sample_rate = 0}), has("a sample rate of 0 Hz; 8000 Hz is")},
        BadWav{"RateOf32Bits", with_format({.sample_rate = 0xffffffff}),
               has("a sample rate of 4294967295 Hz; 8000 Hz is")},
        BadWav{"NoChannels", with_format({.channels = 0}), has("0 channels; 1 or 2 are")},
        BadWav{"ThreeChannels", with_format({.channels = 3}), has("3 channels; 1 or 2 are")},
        BadWav{"MostChannels", with_format({.channels = 65'535}), has("65535 channels; 1 or 2 are")},
        BadWav{"FramesOfOneByte", with_format({.frame_size = 1}),
               "The WAV file says that a frame has 1 byte; 2 are needed for 1 channel of 16 bits."},
        BadWav{"FramesOfStereoInMono", with_format({.frame_size = 4}),
               "The WAV file says that a frame has 4 bytes; 2 are needed for 1 channel of 16 bits."},
        BadWav{"FramesOfMonoInStereo", with_format({.channels = 2, .frame_size = 2}),
               "The WAV file says that a frame has 2 bytes; 4 are needed for 2 channels of 16 bits."},
        BadWav{"WrongBytesPerSecond", with_format({.bytes_per_second = 8000}),
               "The WAV file says that a second has 8000 bytes; 16000 are needed for 1 channel of 16 bits at 8000 Hz."},
        BadWav{"WrongBytesPerSecondOfStereo", with_format({.channels = 2, .bytes_per_second = 16'000}),
               "The WAV file says that a second has 16000 bytes; 32000 are needed for 2 channels of 16 bits at 8000 "
               "Hz."}),
    name_of_row);

INSTANTIATE_TEST_SUITE_P(
    Extensible, BadWavs,
    testing::Values(
        BadWav{"WithoutAnExtension", with_format({.encoding = 0xfffe}),
               "The chunk 'fmt ' of the WAV file has 16 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 40."},
        BadWav{"OneByteShort",
               riff_file(riff_chunk("fmt ", extensible_format_bytes({}, {}).substr(0, 39)) + good_data()),
               "The chunk 'fmt ' of the WAV file has 39 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 40."},
        BadWav{"ExtensionOf21Bytes", with_extension({.size = 21}),
               "The WAV file has a format extension of 21 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 22 within its "
               "chunk 'fmt '."},
        BadWav{"ExtensionBeyondTheChunk", with_extension({.size = 23}),
               "The WAV file has a format extension of 23 bytes; WAVE_FORMAT_EXTENSIBLE needs at least 22 within its "
               "chunk 'fmt '."},
        BadWav{"SubformatFloat", with_extension({.subformat = 3}),
               "The WAV file holds IEEE float (subformat 3); PCM (subformat 1) is needed."},
        BadWav{"SubformatMuLaw", with_extension({.subformat = 7}),
               "The WAV file holds mu-law (subformat 7); PCM (subformat 1) is needed."},
        BadWav{"SubformatExtensible", with_extension({.subformat = 0xfffe}),
               "The WAV file holds an unknown encoding (subformat 65534); PCM (subformat 1) is needed."},
        BadWav{"SubformatOfAmbisonics",
               with_extension({.end_of_subformat = std::string_view("\0\0\x21\x07\xd3\x11\x86\x44\xc8\xc1\xca\0\0\0",
                                                                    14)}),
               "The WAV file holds an unknown subformat; PCM (subformat 1) is needed."},
        BadWav{"TwelveValidBits", with_extension({.valid_bits = 12}), has("12 valid bits a sample; 16 are")},
        BadWav{"NoValidBits", with_extension({.valid_bits = 0}), has("0 valid bits a sample; 16 are")},
        BadWav{"Bits24InAllThatIsExtensible", with_extension({}, {.bits = 24}), has("24 bits a sample; 16 are")},
        BadWav{"Rate48000Extensible", with_extension({}, {.sample_rate = 48'000}),
               has("a sample rate of 48000 Hz; 8000 Hz is")}),
    name_of_row);

std::string artist_is(std::string_view what) {
  return "The artist (IART) of the WAV file " + std::string(what) +
         "; it names the voice, which needs 1 to 256 of a-z, A-Z, 0-9, '_' and '-', a letter or a digit first.";
}

INSTANTIATE_TEST_SUITE_P(
    Artist, BadWavs,
    testing::Values(BadWav{"EmptyArtist", wav_file(kSamples, 1, info_list(riff_chunk("IART", ""))),
                           artist_is("is empty")},
                    BadWav{"ArtistOfNuls", with_artist("\0\0"s), artist_is("is empty")},
                    BadWav{"ArtistOfTwoWords", with_artist("Alice Smith"), artist_is("has a space at position 6")},
                    BadWav{"SpaceBeforeTheArtist", with_artist(" alice"), artist_is("has a space at position 1")},
                    BadWav{"SpaceBehindTheArtist", with_artist("alice "), artist_is("has a space at position 6")},
                    BadWav{"ArtistBeginsWithAHyphen", with_artist("-alice"), artist_is("has '-' at position 1")},
                    BadWav{"ArtistBeginsWithAnUnderscore", with_artist("_alice"), artist_is("has '_' at position 1")},
                    BadWav{"ArtistWithADot", with_artist("alice.smith"), artist_is("has '.' at position 6")},
                    BadWav{"ArtistIsAGeneratedId", with_artist("id#alice"), artist_is("has '#' at position 3")},
                    BadWav{"ArtistWithAnUmlaut", with_artist("J\xc3\xb6rg"), artist_is("has 0xc3 at position 2")},
                    BadWav{"ArtistWithALineBreak", with_artist("alice\n"), artist_is("has 0x0a at position 6")},
                    BadWav{"ArtistWithANulInside", with_artist("al\0ice"s), artist_is("has 0x00 at position 3")},
                    BadWav{"ArtistOf257Characters", with_artist(std::string(257, 'a')), artist_is("has 257 bytes")},
                    BadWav{"ArtistBehindTheData", riff_file(good_format() + good_data() + artist_list("a b")),
                           artist_is("has a space at position 2")},
                    BadWav{"TwoArtists",
                           wav_file(kSamples, 1, info_list(riff_chunk("IART", "alice\0"s) + riff_chunk("IART", "bob"))),
                           "The WAV file has a second artist (IART); at most one is allowed."},
                    BadWav{"TwoListsWithAnArtist", wav_file(kSamples, 1, artist_list("alice") + artist_list("alice")),
                           "The WAV file has a second artist (IART); at most one is allowed."},
                    BadWav{"ArtistBeyondItsList", wav_file(kSamples, 1, info_list(riff_chunk("IART", "bob\0"s, 5))),
                           chunk_says("'IART'", "5 bytes", "4")},
                    BadWav{"HalfAnEntry", wav_file(kSamples, 1, info_list("IART\4\0"s)),
                           "The WAV file has 6 bytes where a chunk is expected; the header of a chunk alone needs 8."},
                    BadWav{"ListWithoutAType", wav_file(kSamples, 1, riff_chunk("LIST", "INF")),
                           "The chunk 'LIST' of the WAV file has 3 bytes; at least the 4 of its type are needed."}),
    name_of_row);

TEST(ReadWav, TwentyMegabytes_AreRead) {
  const std::string bytes = wav_file(silence((kMaxWavBytes - 44) / 2));
  ASSERT_EQ(bytes.size(), kMaxWavBytes);
  EXPECT_EQ(read_wav(bytes).value().frame_count(), 9'999'978U);
}

TEST(ReadWav, MoreThanTwentyMegabytes_AreRefused) {
  const auto failure = failure_of(read_wav(wav_file(silence((kMaxWavBytes - 44) / 2 + 1))));
  ASSERT_THAT(failure, is_validation_failure());
  EXPECT_EQ(failure->message, "The audio has 20000002 bytes; a WAV file of at most 20000000 is needed.");
}

TEST(ReadWav, CutAnywhere_IsRefused) {
  for (const std::string& whole :
       {wav_file(kSamples), wav_file(kSamples, 2, artist_list("alice")), with_extension({})}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      EXPECT_THAT(failure_of(read_wav(whole.substr(0, size))), is_validation_failure()) << "cut to " << size;
    }
  }
}

TEST(ReadWav, CutAnywhere_WithATrueRiffSize_IsRefused) {
  for (const std::string& whole :
       {wav_file(kSamples), wav_file(kSamples, 2, artist_list("alice")), with_extension({})}) {
    const std::string chunks = whole.substr(12);
    for (std::size_t size = 0; size < chunks.size(); ++size) {
      EXPECT_THAT(failure_of(read_wav(riff_file(chunks.substr(0, size)))), is_validation_failure())
          << "cut to " << size;
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

TEST(WavChannel, ThatAMonoFileLacks_IsRefused) {
  const std::string bytes = wav_file(kSamples);
  const auto failure = failure_of(read_wav(bytes).value().channel(1));
  ASSERT_THAT(failure, is_validation_failure());
  EXPECT_EQ(failure->message, "The WAV file has no channel 1; channel 0 is the only one.");
}

TEST(WavChannel, ThatAStereoFileLacks_IsRefused) {
  const std::string bytes = wav_file(kSamples, 2);
  for (const unsigned index : {2U, 3U, std::numeric_limits<unsigned>::max()}) {
    const auto failure = failure_of(read_wav(bytes).value().channel(index));
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
