#include "server/state/state_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "server/state/restore.hpp"
#include "tests/base/temporary_folder.hpp"

namespace voiceid::state {
namespace {

using testing::HasSubstr;

class StateFileTest : public testing::Test {
 protected:
  std::string file(const std::string& name = "state.json") const { return (folder_ / name).string(); }
  Result<void> write() { return write_file(file(), document_, gate_); }

  TemporaryFolder folder_;
  Document document_;
  work::StopGate gate_;
};

TEST_F(StateFileTest, WhatIsWrittenIsRead_AndNothingElseIsLeft) {
  ASSERT_TRUE(write());
  EXPECT_TRUE(read_state(read_file(file()).value().value(), {}, TimePoint()));
  ASSERT_TRUE(write()) << "in place of the file that is there";
  EXPECT_EQ(folder_.count(), 1);
}

TEST_F(StateFileTest, NothingIsReadFromAFileThatIsMissing) { EXPECT_EQ(read_file(file()).value(), std::nullopt); }

TEST_F(StateFileTest, NobodyIsWaitedForAtAPipe) {
  ASSERT_EQ(mkfifo(file().c_str(), 0600), 0);
  EXPECT_THAT(read_file(file()).error().message, HasSubstr(file() + ": Invalid argument"));
}

TEST_F(StateFileTest, AStopLeavesTheFileAsItWas) {
  write_text(file(), "old");
  gate_.stop();
  EXPECT_FALSE(write());
  EXPECT_EQ(read_file(file()).value(), "old");
  EXPECT_EQ(folder_.count(), 1);
}

TEST_F(StateFileTest, SaysWhichFileOrFolderIsInTheWay) {
  const std::string missing = file("missing");
  EXPECT_THAT(check_writable(missing + "/state.json").error().message, HasSubstr(missing));
  EXPECT_THAT(check_writable(folder_.path().string()).error().message, HasSubstr("Is a directory"));
  EXPECT_THAT(read_file(folder_.path().string()).error().message, HasSubstr(folder_.path().string()));
  EXPECT_THAT(write_file(missing + "/state.json", document_, gate_).error().message, HasSubstr("No such file"));
  EXPECT_TRUE(check_writable(file()));
}

}  // namespace
}  // namespace voiceid::state
