#include "server/objects/private_folder.hpp"

#include <cstdlib>
#include <future>
#include <optional>

#include "tests/server/objects/storage_fixture.hpp"

namespace voiceid::objects {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;

// A storage with a private folder, in a TMPDIR of its own.
class PrivateStoreTest : public ::testing::Test {
 protected:
  PrivateStoreTest() {
    if (const char* place = std::getenv(kVariable)) place_before_ = place;
    set_place(place_.path());
  }
  ~PrivateStoreTest() override {
    unsetenv(kVariable);
    if (place_before_) set_place(*place_before_);
  }

  static void set_place(const std::filesystem::path& place) { setenv(kVariable, place.c_str(), 1); }
  Result<void> put(std::string_view content = "text") { return store_->put(uri_, content, gate_); }
  Result<std::string> get() { return store_->get(uri_, kMaxObjectBytes, gate_); }
  void expect_nothing() {
    EXPECT_EQ(error_of(get()), "NoSuchKey: There is no object s3://bucket/key.");
    EXPECT_THAT(keys_of(store_->list("bucket", "")), IsEmpty());
  }
  // A child process may still be removing files.
  bool becomes_empty() const {
    return becomes_true([&] { return std::filesystem::is_empty(place_.path()); });
  }
  // The only thing in the place.
  std::filesystem::path private_folder() const { return std::filesystem::directory_iterator(place_.path())->path(); }

  static constexpr const char* kVariable = "TMPDIR";

  const TemporaryFolder outside_;
  const TemporaryFolder place_;
  std::optional<std::string> place_before_;
  work::StopGate gate_;
  const S3Uri uri_{"bucket", "key"};
  std::optional<FolderStore> store_{std::in_place, std::nullopt};
};

TEST_F(PrivateStoreTest, CreatesNothingBeforeTheFirstObject) {
  expect_nothing();
  EXPECT_TRUE(store_->remove(uri_));
  store_->clear().reset();
  EXPECT_EQ(place_.count(), 0);
}

TEST_F(PrivateStoreTest, IsOneFolderForThisUserOnly_RemovedAtTheEnd) {
  ASSERT_TRUE(put());
  ASSERT_TRUE(store_->put({"other", "a/b"}, "text", gate_));
  EXPECT_EQ(get().value(), "text");
  EXPECT_THAT(private_folder().filename().string(), StartsWith("voiceid-local-"));
  EXPECT_EQ(std::filesystem::status(private_folder()).permissions(), std::filesystem::perms::owner_all);
  EXPECT_EQ(place_.count(), 6) << "the folder, two buckets, a folder and two objects";
  store_.reset();
  EXPECT_TRUE(becomes_empty());
}

TEST_F(PrivateStoreTest, LeavesTheTargetsOfLinksAlone) {
  write_text(outside_ / "file", "text");
  ASSERT_TRUE(put());
  std::filesystem::create_directory_symlink(outside_.path(), private_folder() / "bucket" / "link");
  store_.reset();
  EXPECT_TRUE(becomes_empty());
  EXPECT_EQ(text_of(outside_ / "file"), "text");
}

TEST_F(PrivateStoreTest, ForgetsEverythingWhenCleared) {
  ASSERT_TRUE(put());
  store_->clear().reset();
  expect_nothing();
  EXPECT_EQ(place_.count(), 0);
  ASSERT_TRUE(put("new"));
  EXPECT_EQ(get().value(), "new");
}

TEST_F(PrivateStoreTest, ForgetsAnObjectBeingWrittenWhenCleared) {
  std::future<void> writer;
  // The put below cannot commit before this block ends.
  gate_.pass([&] {
    writer = std::async(std::launch::async, [&] { EXPECT_TRUE(put()); });
    EXPECT_TRUE(becomes_true([&] { return place_.count() == 2; })) << "it is about to write to the bucket's folder";
    store_->clear().reset();
  });
  writer.wait();
  expect_nothing();
  EXPECT_EQ(place_.count(), 0);
}

TEST_F(PrivateStoreTest, IsCreatedAgainAfterItWasRemoved) {
  ASSERT_TRUE(put());
  std::filesystem::remove_all(private_folder());
  expect_nothing();
  ASSERT_TRUE(put("new"));
  EXPECT_EQ(get().value(), "new");
}

TEST_F(PrivateStoreTest, IsElsewhereIfTmpdirDoesNotExist) {
  set_place(place_ / "none");
  ASSERT_TRUE(put());
  EXPECT_EQ(place_.count(), 0);
}

TEST_F(PrivateStoreTest, ServesManyThreadsWhileItIsCleared) {
  constexpr int kRounds = 300;
  const auto use = [&](const std::string& key) {
    for (int i = 0; i < kRounds; ++i) {
      EXPECT_TRUE(store_->put({"bucket", key}, key, gate_));
      const auto content = store_->get({"bucket", key}, kMaxObjectBytes, gate_);
      EXPECT_EQ(content ? *content : key, key);
      EXPECT_TRUE(store_->list("bucket", ""));
      EXPECT_TRUE(store_->remove({"bucket", key}));
    }
  };
  {
    const auto one = std::async(std::launch::async, [&] { use("a/b"); });
    const auto other = std::async(std::launch::async, [&] { use("a/c"); });
    for (int i = 0; i < kRounds; ++i) store_->clear().reset();
  }
  store_.reset();
  EXPECT_TRUE(becomes_empty());
}

}  // namespace
}  // namespace voiceid::objects
