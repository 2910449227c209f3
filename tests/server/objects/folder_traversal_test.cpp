#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <atomic>
#include <future>

#include "tests/server/objects/storage_fixture.hpp"

// No key leads out of the root, and nothing but plain files is touched there.
namespace voiceid::objects {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;
using namespace std::string_literals;

class TraversalTest : public FolderStoreTest {
 protected:
  TraversalTest() {
    std::filesystem::create_directories(path("folder"));
    write_text(outside_ / "secret", "secret");
  }

  // Every way to an object ends in a refusal, and what is outside stays as it is.
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

  std::string name_outside() const { return outside_.path().filename().string(); }

  TemporaryFolder outside_;
};

constexpr const char* kInvalid = "ValidationException: ";
constexpr const char* kNone = "NoSuchKey: ";
constexpr const char* kConflict = "ConflictException: ";
constexpr const char* kLinkRead = "a symbolic link is in the way, and links are not followed.";

TEST_F(TraversalTest, NotByParentParts) {
  for (const std::string& key :
       {".."s, "../../" + name_outside() + "/secret", "folder/../../../" + name_outside() + "/secret"}) {
    expect_no_way(uri(key), kInvalid, kInvalid);
  }
}

TEST_F(TraversalTest, NotByABucketThatIsAPath) {
  for (const std::string& bucket : {".."s, "."s, ""s, "../" + name_outside(), outside_.path().string()}) {
    expect_no_way({bucket, "secret"}, kInvalid, kInvalid);
  }
}

TEST_F(TraversalTest, NotByAnAbsoluteKey) { expect_no_way(uri((outside_ / "secret").string()), kInvalid, kInvalid); }

TEST_F(TraversalTest, NotByANul) {
  write_text(path("a"), "a");
  expect_no_way(uri("a\0b"s), kInvalid, kInvalid);
  EXPECT_EQ(get("a").value(), "a");
}

TEST_F(TraversalTest, NotByOverlongNames) {
  expect_no_way(uri(std::string(256, 'a')), kInvalid, kInvalid);
  expect_no_way(uri(std::string(5000, 'a')), kInvalid, kInvalid);
  EXPECT_TRUE(put(std::string(255, 'a')));
}

TEST_F(TraversalTest, NotByALinkToAFile) {
  std::filesystem::create_symlink(outside_ / "secret", path("link"));
  expect_no_way(uri("link"), kNone, kConflict);
  EXPECT_EQ(error_of(get("link")), "NoSuchKey: There is no object s3://bucket/link: "s + kLinkRead);
  EXPECT_TRUE(std::filesystem::is_symlink(path("link"))) << "it is the user's";
}

TEST_F(TraversalTest, NotByALinkThatLeadsNowhereYet) {
  std::filesystem::create_symlink(outside_ / "new", path("link"));
  expect_no_way(uri("link"), kNone, kConflict);
}

TEST_F(TraversalTest, NotByALinkToAFolder) {
  std::filesystem::create_directory_symlink(outside_.path(), path("link"));
  expect_no_way(uri("link/secret"), kNone, kConflict);
  expect_no_way(uri("link/new"), kNone, kConflict);
  expect_no_way(uri("link/new/newer"), kNone, kConflict);
  EXPECT_EQ(error_of(put("link/new")),
            "ConflictException: The object s3://bucket/link/new cannot be written: a symbolic link is in the way, and "
            "links are not followed.");
  EXPECT_THAT(keys_of(store_.list("bucket", "")), IsEmpty());
}

TEST_F(TraversalTest, NotByALinkInTheRoot) {
  std::filesystem::create_directory_symlink(outside_.path(), root_ / "linked");
  expect_no_way({"linked", "secret"}, kNone, kConflict);
  expect_no_way({"linked", "new"}, kNone, kConflict);
  EXPECT_THAT(keys_of(store_.list("linked", "")), IsEmpty());
}

TEST_F(TraversalTest, NotByALinkThatStaysInside) {
  ASSERT_TRUE(put("folder/key"));
  std::filesystem::create_directory_symlink("folder", path("link"));
  expect_no_way(uri("link/key"), kNone, kConflict);
  EXPECT_EQ(get("folder/key").value(), "text");
}

TEST_F(TraversalTest, TheRootMayBeALinkItself) {
  std::filesystem::create_directory_symlink(root_.path(), outside_ / "link");
  FolderStore store((outside_ / "link").string());
  ASSERT_TRUE(store.put(uri("key"), "text", gate_));
  EXPECT_EQ(text_of(path("key")), "text");
}

// Somebody swaps a folder for a link, and back, between all the steps that are taken.
TEST_F(TraversalTest, NotByALinkThatIsSwappedInMeanwhile) {
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
  // One side may win for long: both have to be seen.
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

// Does something that must not block, and unblocks it where it does.
template <class Action>
void expect_not_to_wait_for(const std::filesystem::path& fifo, Action action) {
  auto done = std::async(std::launch::async, action);
  EXPECT_EQ(done.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  const Descriptor other_end(open(fifo.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
  done.get();
}

TEST_F(TraversalTest, ReadsNoFifoAndDoesNotWaitForIt) {
  ASSERT_EQ(mkfifo(path("fifo").c_str(), 0600), 0);
  expect_not_to_wait_for(path("fifo"), [&] {
    expect_no_way(uri("fifo"), kNone, kConflict);
    EXPECT_EQ(error_of(get("fifo")), "NoSuchKey: There is no object s3://bucket/fifo: it is not a plain file.");
  });
  EXPECT_TRUE(std::filesystem::is_fifo(path("fifo")));
}

TEST_F(TraversalTest, TakesAFifoForNoFolder) {
  ASSERT_EQ(mkfifo(path("fifo").c_str(), 0600), 0);
  expect_not_to_wait_for(path("fifo"), [&] { expect_no_way(uri("fifo/key"), kNone, kConflict); });
}

TEST_F(TraversalTest, ReadsNoSocket) {
  const Descriptor socket_of_others(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path("socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(socket_of_others.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  expect_no_way(uri("socket"), kNone, kConflict);
  EXPECT_TRUE(std::filesystem::is_socket(path("socket")));
}

TEST_F(TraversalTest, ReadsNoDevice) {
  constexpr unsigned kZeroes = 0x0105;
  if (mknod(path("device").c_str(), S_IFCHR | 0600, kZeroes) != 0) GTEST_SKIP() << "devices take privileges";
  expect_no_way(uri("device"), kNone, kConflict);
  EXPECT_TRUE(std::filesystem::is_character_file(path("device")));
}

}  // namespace
}  // namespace voiceid::objects
