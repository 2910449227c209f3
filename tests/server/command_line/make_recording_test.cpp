#include "server/command_line/make_recording.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/base/temporary_folder.hpp"

namespace voiceid::server {
namespace {

const Recording kSecond{"alice", std::chrono::milliseconds(1'000)};

TEST(MakeRecording, WritesTheFile_ReplacingAnother) {
  const TemporaryFolder folder;
  const std::string file = folder / "alice.wav";
  write_text(file, "another");
  const Exit exit = make_recording({kSecond, file});
  EXPECT_EQ(exit.code, 0);
  EXPECT_EQ(exit.text, "");
  EXPECT_EQ(text_of(file), wav_of(kSecond));
}

TEST(MakeRecording, SaysWhyItCannotWrite) {
  const TemporaryFolder folder;
  for (const auto& [file, why] : {std::pair<std::string, std::string>{folder / "no/a.wav", "No such file or directory"},
                                  {folder / "", "Is a directory"},
                                  {"/dev/full", "No space left on device"}}) {
    const Exit exit = make_recording({kSecond, file});
    EXPECT_EQ(exit.code, 2);
    EXPECT_EQ(exit.text, "voiceid-local: cannot write " + file + ": " + why + "\n");
  }
  EXPECT_TRUE(std::filesystem::exists("/dev/full")) << "only what it made itself is removed";
}

}  // namespace
}  // namespace voiceid::server
