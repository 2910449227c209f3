#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <atomic>
#include <future>

#include "tests/server/objects/storage_fixture.hpp"

// No key leads outside the root, where nothing but plain files is touched.
namespace voiceid::objects {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using namespace std::string_literals;

class TraversalTest : public FolderStoreTest {
 protected:
  TraversalTest() {
    std::filesystem::create_directories(path("folder"));
    write_text(outside_ / "secret", "secret");
  }

  // Every access is refused and leaves everything outside as it is.
  void expect_no_way(const S3Uri& target, const std::string& read, const std::string& written) {
    EXPECT_THAT(error_of(store_.get(target, kMaxObjectBytes, gate_)), StartsWith(read));
    EXPECT_THAT(error_of(store_.put(target, "overwritten", gate_)), StartsWith(written));
    static_cast<void>(store_.remove(target));
    expect_outside_untouched();
  }

  void expect_outside_untouched() const {
    EXPECT_EQ(text_of(outside_ / "secret"), "secret");
    EXPECT_EQ(outside_.count(), 1);
  }

  TemporaryFolder outside_;
};

constexpr const char* kInvalid = "ValidationException: ";
constexpr const char* kNone = "NoSuchKey: ";
constexpr const char* kConflict = "ConflictException: ";

TEST_F(TraversalTest, NotByKeysAndBuckets) {
  const std::string outside = outside_.path().filename().string();
  const std::string secret = outside + "/secret";
  for (const std::string& key : {".."s, "../../" + secret, "folder/../../../" + secret, (outside_ / "secret").string(),
                                 std::string(256, 'a'), std::string(5000, 'a')}) {
    expect_no_way(uri(key), kInvalid, kInvalid);
  }
  for (const std::string& bucket : {".."s, "."s, ""s, "../" + outside, outside_.path().string()}) {
    expect_no_way({bucket, "secret"}, kInvalid, kInvalid);
  }
  write_text(path("a"), "a");
  expect_no_way(uri("a\0b"s), kInvalid, kInvalid);
  EXPECT_EQ(get("a").value(), "a");
}

TEST_F(TraversalTest, NotByLinks) {
  std::filesystem::create_symlink(outside_ / "secret", path("link"));
  std::filesystem::create_symlink(outside_ / "new", path("to-nowhere-yet"));
  std::filesystem::create_directory_symlink(outside_.path(), path("to-folder"));
  ASSERT_TRUE(put("folder/key"));
  std::filesystem::create_directory_symlink("folder", path("to-inside"));
  for (const std::string key :
       {"link", "to-nowhere-yet", "to-folder/secret", "to-folder/new", "to-folder/new/newer", "to-inside/key"}) {
    expect_no_way(uri(key), kNone, kConflict);
    const std::string why = ": a symbolic link is in the way, and links are not followed.";
    EXPECT_EQ(error_of(put(key)), "ConflictException: The object s3://bucket/" + key + " cannot be written" + why);
    EXPECT_EQ(error_of(get(key)), "NoSuchKey: There is no object s3://bucket/" + key + why);
  }
  EXPECT_TRUE(std::filesystem::is_symlink(path("link"))) << "it is the user's";
  EXPECT_THAT(keys_of(store_.list("bucket", "", gate_)), ElementsAre("folder/key"));
  std::filesystem::create_directory_symlink(outside_.path(), root_ / "linked");
  expect_no_way({"linked", "secret"}, kNone, kConflict);
  expect_no_way({"linked", "new"}, kNone, kConflict);
  EXPECT_THAT(keys_of(store_.list("linked", "", gate_)), IsEmpty());
}

TEST_F(TraversalTest, TheRootMayBeALinkItself) {
  std::filesystem::create_directory_symlink(root_.path(), outside_ / "link");
  FolderStore store((outside_ / "link").string());
  ASSERT_TRUE(store.put(uri("key"), "text", gate_));
  EXPECT_EQ(text_of(path("key")), "text");
}

// Another thread keeps swapping a folder and a link.
TEST_F(TraversalTest, NotByALinkThatIsSwappedInConcurrently) {
  write_text(path("folder/secret"), "own");
  std::filesystem::create_directory_symlink(outside_.path(), path("link"));
  const auto swap = [link = path("link"), folder = path("folder")] {
    return renameat2(AT_FDCWD, link.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) == 0;
  };
  if (!swap()) GTEST_SKIP() << "the file system cannot swap two names";
  std::atomic<bool> done = false;
  const auto swapper = std::async(std::launch::async, [&] {
    while (!done) swap();
  });
  constexpr int kRounds = 3000;
  int reached = 0;
  int refused = 0;
  // Goes on until it has seen both.
  for (int i = 0; i < kRounds || ((reached == 0 || refused == 0) && i < 100 * kRounds); ++i) {
    const auto content = get("folder/secret");
    EXPECT_EQ(content ? *content : "own", "own");
    ++(content ? reached : refused);
    static_cast<void>(put("folder/new"));
    static_cast<void>(store_.remove(uri("folder/new")));
  }
  done = true;
  swapper.wait();
  EXPECT_GT(reached, 0);
  EXPECT_GT(refused, 0);
  expect_outside_untouched();
}

TEST_F(TraversalTest, NeverBlocksOnAFifo) {
  ASSERT_EQ(mkfifo(path("fifo").c_str(), 0600), 0);
  auto done = std::async(std::launch::async, [&] {
    expect_no_way(uri("fifo"), kNone, kConflict);
    expect_no_way(uri("fifo/key"), kNone, kConflict);
    EXPECT_EQ(error_of(get("fifo")), "NoSuchKey: There is no object s3://bucket/fifo: it is not a plain file.");
  });
  EXPECT_EQ(done.wait_for(std::chrono::minutes(1)), std::future_status::ready);
  const Descriptor unblocks(open(path("fifo").c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
  done.get();
  EXPECT_TRUE(std::filesystem::is_fifo(path("fifo")));
}

TEST_F(TraversalTest, ReadsNoSocketAndNoDevice) {
  const Descriptor socket_of_others(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path("socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(socket_of_others.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  expect_no_way(uri("socket"), kNone, kConflict);
  EXPECT_TRUE(std::filesystem::is_socket(path("socket")));
  constexpr unsigned kZeroes = 0x0105;
  if (mknod(path("device").c_str(), S_IFCHR | 0600, kZeroes) != 0) GTEST_SKIP() << "devices take privileges";
  expect_no_way(uri("device"), kNone, kConflict);
  EXPECT_TRUE(std::filesystem::is_character_file(path("device")));
}

}  // namespace
}  // namespace voiceid::objects
