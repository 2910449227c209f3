#include "base/input_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "tests/base/temporary_folder.hpp"

namespace voiceid {
namespace {

class InputFiles : public testing::Test {
 protected:
  std::string path(const char* name) const { return (folder_ / name).string(); }
  std::string file_of(std::size_t size) const {
    write_text(path("file"), std::string(size, 'x'));
    return path("file");
  }
  std::string pipe() const {
    EXPECT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
    return path("pipe");
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(InputFiles, AreReadWhole) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kMaxInputFile}) {
    const InputFile read = read_input_file(file_of(size));
    EXPECT_EQ(read.content, std::string(size, 'x'));
    EXPECT_EQ(read.fault, "");
  }
}

TEST_F(InputFiles, HaveABound) { EXPECT_EQ(read_input_file(file_of(kMaxInputFile + 1)).fault, "is larger than 1 MiB"); }

TEST_F(InputFiles, TellWhyTheyCannotBeRead) {
  EXPECT_EQ(read_input_file(path("none")).fault, "cannot be read: No such file or directory");
  EXPECT_EQ(read_input_file("/").fault, "cannot be read: Is a directory");
}

TEST_F(InputFiles, MayBePipes_WhoseWritersComeLaterAndWriteInParts) {
  const std::string path = pipe();
  std::thread writer([&path] {
    std::ofstream out(path);
    out << "one " << std::flush << "two";
  });
  EXPECT_EQ(read_input_file(path).content, "one two");
  writer.join();
}

TEST_F(InputFiles, AreWaitedForUntilABlockedSignalComes) {
  sigset_t signals{};
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  pthread_kill(pthread_self(), SIGUSR1);
  EXPECT_EQ(read_input_file(file_of(3)).content, "xxx") << "nobody has to be waited for";
  EXPECT_EQ(read_input_file(pipe()).fault,
            "was not read: a signal came before anybody had written to this pipe and closed it");
  const timespec no_time{};
  EXPECT_EQ(sigtimedwait(&signals, nullptr, &no_time), SIGUSR1) << "it is still pending";
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace
}  // namespace voiceid
