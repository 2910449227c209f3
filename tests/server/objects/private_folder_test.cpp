#include "server/objects/private_folder.hpp"

#include <cstdlib>
#include <future>
#include <optional>

#include "tests/server/objects/storage_fixture.hpp"

namespace voiceid::objects {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;

// Restores TMPDIR at the end of a test.
class PlaceForTemporaryFiles {
 public:
  PlaceForTemporaryFiles() {
    if (const char* before = std::getenv(kVariable)) before_ = before;
  }
  PlaceForTemporaryFiles(const PlaceForTemporaryFiles&) = delete;
  PlaceForTemporaryFiles& operator=(const PlaceForTemporaryFiles&) = delete;
  ~PlaceForTemporaryFiles() { before_ ? set(*before_) : static_cast<void>(unsetenv(kVariable)); }

  static void set(const std::string& place) { setenv(kVariable, place.c_str(), 1); }

 private:
  static constexpr const char* kVariable = "TMPDIR";

  std::optional<std::string> before_;
};

// A storage with a private folder, in a TMPDIR of its own.
class PrivateStoreTest : public ::testing::Test {
 protected:
  PrivateStoreTest() { PlaceForTemporaryFiles::set(place_.path().string()); }

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

  const PlaceForTemporaryFiles restored_;
  const TemporaryFolder outside_;
  const TemporaryFolder place_;
  work::StopGate gate_;
  const S3Uri uri_{"bucket", "key"};
  std::optional<FolderStore> store_{std::in_place, std::nullopt};
};

TEST_F(PrivateStoreTest, HasNothingBeforeTheFirstObject) {
  expect_nothing();
  EXPECT_TRUE(store_->remove(uri_));
  store_->clear().reset();
  EXPECT_EQ(place_.count(), 0);
}

TEST_F(PrivateStoreTest, IsOneFolderOfThisUserAloneAndGoesAtTheEnd) {
  ASSERT_TRUE(put());
  ASSERT_TRUE(store_->put({"other", "a/b"}, "text", gate_));
  EXPECT_EQ(get().value(), "text");
  EXPECT_THAT(private_folder().filename().string(), StartsWith("voiceid-local-"));
  EXPECT_EQ(std::filesystem::status(private_folder()).permissions(), std::filesystem::perms::owner_all);
  EXPECT_EQ(place_.count(), 6) << "the folder, two buckets, a folder and two objects";
  store_.reset();
  EXPECT_TRUE(becomes_empty());
}

TEST_F(PrivateStoreTest, LeavesAloneWhatLinksInItLeadTo) {
  write_text(outside_ / "file", "text");
  ASSERT_TRUE(put());
  std::filesystem::create_directory_symlink(outside_.path(), private_folder() / "bucket" / "link");
  store_.reset();
  EXPECT_TRUE(becomes_empty());
  EXPECT_EQ(text_of(outside_ / "file"), "text");
}

TEST_F(PrivateStoreTest, ForgetsAllWhenCleared) {
  ASSERT_TRUE(put());
  store_->clear().reset();
  expect_nothing();
  EXPECT_EQ(place_.count(), 0);
  ASSERT_TRUE(put("new"));
  EXPECT_EQ(get().value(), "new");
}

TEST_F(PrivateStoreTest, ForgetsAnObjectToo_WhosePutIsUnderWay) {
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

TEST_F(PrivateStoreTest, IsMadeAnewWhereSomebodyTidiedUp) {
  ASSERT_TRUE(put());
  std::filesystem::remove_all(private_folder());
  expect_nothing();
  ASSERT_TRUE(put("new"));
  EXPECT_EQ(get().value(), "new");
}

TEST_F(PrivateStoreTest, IsElsewhereWhereTheChosenPlaceIsNone) {
  PlaceForTemporaryFiles::set((place_ / "none").string());
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
