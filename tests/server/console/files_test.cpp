#include "server/console/files.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "server/console/console_options.hpp"
#include "tests/base/temporary_folder.hpp"

namespace voiceid::console {
namespace {

class ConsoleFilesTest : public testing::Test {
 protected:
  std::optional<std::string> read(std::string_view name) const { return read_file(folder_.path().string(), name); }

  TemporaryFolder folder_;
};

TEST_F(ConsoleFilesTest, AreReadFromTheFolder) {
  write_text(folder_ / "index.html", "<title>Mine</title>");
  EXPECT_EQ(read("index.html"), "<title>Mine</title>");
  EXPECT_TRUE(is_console_folder(folder_.path().string()));
}

TEST_F(ConsoleFilesTest, NobodyIsWaitedForAtAPipe) {
  ASSERT_EQ(mkfifo((folder_ / "index.html").c_str(), 0600), 0);
  EXPECT_EQ(read("index.html"), std::nullopt);
  EXPECT_FALSE(is_console_folder(folder_.path().string()));
}

TEST_F(ConsoleFilesTest, LieInTheFolder) {
  std::filesystem::create_directory(folder_ / "inner");
  write_text(folder_ / "secret", "secret");
  const std::string inner = (folder_ / "inner").string();
  for (const std::string_view name : {"../secret", "/secret", "./../secret", "", "a//b", ".hidden"}) {
    EXPECT_EQ(read_file(inner, name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace voiceid::console
