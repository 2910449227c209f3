#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <future>
#include <latch>
#include <optional>
#include <thread>

#include "tests/server/objects/storage_fixture.hpp"

// An object exists as a whole or not at all, and a failure leaves nothing behind.
namespace voiceid::objects {
namespace {

bool is_one_of(char character, const std::string& content, std::size_t size) {
  return content.size() == size && content.find_first_not_of(character) == std::string::npos;
}

TEST_F(FolderStoreTest, ShowsReadersNoPartOfAReplacement) {
  constexpr std::size_t kShort = 300'000;
  constexpr std::size_t kLong = 3'000'000;
  constexpr int kRounds = 40;
  ASSERT_TRUE(put("key", std::string(kShort, 'a')));
  std::atomic<bool> done = false;
  const auto writer = std::async(std::launch::async, [&] {
    for (int i = 0; i < kRounds; ++i) {
      EXPECT_TRUE(put("key", std::string(kLong, 'b')));
      EXPECT_TRUE(put("key", std::string(kShort, 'a')));
    }
    done = true;
  });
  while (!done) {
    const std::string content = get("key").value();
    ASSERT_TRUE(is_one_of('a', content, kShort) || is_one_of('b', content, kLong)) << content.size();
  }
  writer.wait();
  EXPECT_EQ(root_.count(), 2);
}

TEST_F(FolderStoreTest, WritesNothingOnceTheGateIsStopped) {
  ASSERT_TRUE(put("old", "before"));
  gate_.stop();
  const std::string stopped = "StorageUnavailable: Access to the object s3://bucket/";
  EXPECT_EQ(error_of(put("new/key")), stopped + "new/key was stopped.");
  EXPECT_EQ(error_of(put("old")), stopped + "old was stopped.");
  EXPECT_EQ(error_of(get("old")), stopped + "old was stopped.");
  EXPECT_EQ(text_of(path("old")), "before");
  EXPECT_EQ(root_.count(), 2);
}

// What exists when stop() returns is final.
TEST_F(FolderStoreTest, HasWrittenEverythingOrNothingWhenAStopReturns) {
  constexpr std::size_t kSize = 4'000'000;
  constexpr int kRounds = 40;
  const std::string content(kSize, 'a');
  for (int i = 0; i < kRounds; ++i) {
    work::StopGate gate;
    std::latch begun(1);
    const S3Uri target = uri("folder" + std::to_string(i) + "/key");
    std::optional<bool> written;
    const auto writer = std::async(std::launch::async, [&] {
      begun.count_down();
      written = store_.put(target, content, gate).has_value();
    });
    begun.wait();
    // Each round stops it a little later.
    for (int turns = 0; turns < i * i; ++turns) std::this_thread::yield();
    gate.stop();
    const bool found = std::filesystem::exists(root_ / "bucket" / target.key);
    writer.wait();
    EXPECT_EQ(written, found);
    EXPECT_EQ(get(target.key).has_value(), found);
    EXPECT_EQ(root_.count(), found ? 3 : 0) << "bucket, folder and file, or nothing";
    std::filesystem::remove_all(root_ / "bucket");
  }
}

TEST_F(FolderStoreTest, KeepsFoldersOfUnfinishedWrites) {
  constexpr int kRounds = 500;
  std::atomic<bool> done = false;
  const auto remover = std::async(std::launch::async, [&] {
    while (!done) EXPECT_TRUE(store_.remove(uri("a/b/other")));
  });
  const auto writer = std::async(std::launch::async, [&] {
    while (!done) static_cast<void>(put("a/b/other"));
  });
  for (int i = 0; i < kRounds; ++i) {
    EXPECT_EQ(error_of(put("a/b/key", std::to_string(i))), "no error");
    EXPECT_EQ(text_of(path("a/b/key")), std::to_string(i));
    EXPECT_TRUE(store_.remove(uri("a/b/key")));
  }
  done = true;
}

TEST_F(FolderStoreTest, WritesEvenIfAnotherProcessRemovesTheFolder) {
  std::future<Result<void>> written;
  // The put below cannot commit before this block ends.
  gate_.pass([&] {
    written = std::async(std::launch::async, [&] { return put("a/key"); });
    EXPECT_TRUE(becomes_true([&] { return std::filesystem::remove(path("a")); }));
  });
  EXPECT_EQ(error_of(written.get()), "no error");
  EXPECT_EQ(text_of(path("a/key")), "text");
}

// Limits the size of every file of this process.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  sighandler_t handler_;
};

TEST_F(FolderStoreTest, LeavesNothingAfterAFailedWrite) {
  ASSERT_TRUE(put("old", "before"));
  std::string refused_new;
  std::string refused_old;
  {
    const FileSizeLimit limit(65'536);
    refused_new = error_of(put("a/b/new", std::string(1'000'000, 'a')));
    refused_old = error_of(put("old", std::string(1'000'000, 'a')));
  }
  EXPECT_EQ(refused_new,
            "StorageUnavailable: The object s3://bucket/a/b/new cannot be written: the file would be larger than files "
            "may be.");
  EXPECT_EQ(refused_old.substr(0, 18), "StorageUnavailable");
  EXPECT_EQ(get("old").value(), "before");
  EXPECT_EQ(root_.count(), 2);
}

// For a while, root is a user that owns nothing.
class Unprivileged {
 public:
  Unprivileged() : before_(geteuid()) {
    constexpr uid_t kNobody = 65'534;
    if (before_ == 0) is_unprivileged_ = seteuid(kNobody) == 0;
    EXPECT_TRUE(is_unprivileged_);
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;
  ~Unprivileged() { EXPECT_EQ(seteuid(before_), 0); }

 private:
  uid_t before_;
  bool is_unprivileged_ = before_ != 0;
};

TEST_F(FolderStoreTest, SaysWherePermissionIsDenied) {
  ASSERT_TRUE(put("folder/key"));
  ASSERT_TRUE(put("closed/key"));
  const auto set_modes = [&](mode_t root, mode_t folders, mode_t closed) {
    chmod(root_.path().c_str(), root);
    chmod(path("").c_str(), folders);
    chmod(path("folder").c_str(), folders);
    chmod(path("folder/key").c_str(), closed);
    chmod(path("closed").c_str(), closed);
  };
  set_modes(0755, 0555, 0);
  {
    const Unprivileged unprivileged;
    const auto denied = [](const std::string& key, const std::string& what) {
      return "AccessDenied: The object s3://bucket/" + key + " cannot be " + what + ": permission denied.";
    };
    for (const std::string key : {"folder/key", "closed/key"}) {
      EXPECT_EQ(error_of(get(key)), denied(key, "read"));
      EXPECT_EQ(error_of(store_.remove(uri(key))), denied(key, "deleted"));
    }
    for (const std::string key : {"folder/key", "folder/new", "new/key"}) {
      EXPECT_EQ(error_of(put(key)), denied(key, "written"));
    }
    EXPECT_EQ(error_of(store_.list("bucket", "closed/", gate_)),
              "AccessDenied: The objects of the bucket bucket cannot be listed: permission denied.");
  }
  set_modes(0755, 0755, 0755);
}

// From now on, the system refuses files without a name, as some file systems do.
bool refuse_unnamed_files() {
  constexpr unsigned kUnnamed = 020'000'000;
  std::array<sock_filter, 6> filter{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t)),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kUnnamed, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

TEST_F(FolderStoreTest, WritesWithoutSupportForUnnamedFiles) {
  constexpr int kNoFilter = 77;
  const pid_t child = fork();
  if (child == 0) {
    if (!refuse_unnamed_files()) _exit(kNoFilter);
    const bool written = put("a/key", "old").has_value() && put("a/key", "new").has_value();
    const bool kept = get("a/key") && get("a/key").value() == "new" && root_.count() == 3;
    const FileSizeLimit limit(65'536);
    const bool refused = !put("a/key", std::string(1'000'000, 'a')) && !put("b/key", std::string(1'000'000, 'a'));
    _exit(written && kept && refused && root_.count() == 3 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  if (WEXITSTATUS(status) == kNoFilter) GTEST_SKIP() << "system calls cannot be filtered here";
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(text_of(path("a/key")), "new");
}

}  // namespace
}  // namespace voiceid::objects
