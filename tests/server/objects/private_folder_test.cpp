#include "server/objects/private_folder.hpp"

#include <chrono>
#include <cstdlib>
#include <functional>
#include <future>
#include <optional>
#include <thread>

#include "tests/server/objects/storage_fixture.hpp"

namespace voiceid::objects {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;

// Where temporary files go, for one test.
class PlaceForTemporaryFiles {
 public:
  PlaceForTemporaryFiles() {
    if (const char* before = std::getenv(kVariable)) before_ = before;
  }
  PlaceForTemporaryFiles(const PlaceForTemporaryFiles&) = delete;
  PlaceForTemporaryFiles& operator=(const PlaceForTemporaryFiles&) = delete;
  ~PlaceForTemporaryFiles() {
    if (before_) {
      set(*before_);
    } else {
      unsetenv(kVariable);
    }
  }

  static void set(const std::string& place) { setenv(kVariable, place.c_str(), 1); }

 private:
  static constexpr const char* kVariable = "TMPDIR";

  std::optional<std::string> before_;
};

bool becomes_true(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

// A storage without a folder of the user's, in a place for temporary files of its own.
class PrivateStoreTest : public ::testing::Test {
 protected:
  PrivateStoreTest() { PlaceForTemporaryFiles::set(place_.path().string()); }

  static std::string error_of(const Result<std::string>& result) {
    return result ? "no error" : std::string(result.error().type->name);
  }

  // Another process may still be removing what is in it.
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
  EXPECT_EQ(error_of(store_->get(uri_, kMaxObjectBytes, gate_)), "NoSuchKey");
  EXPECT_TRUE(store_->remove(uri_));
  EXPECT_THAT(keys_of(store_->list("bucket", "")), IsEmpty());
  store_->clear().reset();
  EXPECT_EQ(place_.count(), 0);
}

TEST_F(PrivateStoreTest, IsOneFolderOfThisUserAloneAndGoesAtTheEnd) {
  ASSERT_TRUE(store_->put(uri_, "text", gate_));
  ASSERT_TRUE(store_->put({"other", "a/b"}, "text", gate_));
  EXPECT_EQ(store_->get(uri_, kMaxObjectBytes, gate_).value(), "text");
  EXPECT_THAT(private_folder().filename().string(), StartsWith("voiceid-local-"));
  EXPECT_EQ(std::filesystem::status(private_folder()).permissions(), std::filesystem::perms::owner_all);
  EXPECT_EQ(place_.count(), 6) << "the folder, two buckets, a folder and two objects";
  store_.reset();
  EXPECT_TRUE(becomes_empty());
}

TEST_F(PrivateStoreTest, LeavesAloneWhatLinksInItLeadTo) {
  write_text(outside_ / "file", "text");
  ASSERT_TRUE(store_->put(uri_, "text", gate_));
  std::filesystem::create_directory_symlink(outside_.path(), private_folder() / "bucket" / "link");
  store_.reset();
  EXPECT_TRUE(becomes_empty());
  EXPECT_EQ(text_of(outside_ / "file"), "text");
}

TEST_F(PrivateStoreTest, ForgetsAllWhenCleared) {
  ASSERT_TRUE(store_->put(uri_, "text", gate_));
  store_->clear().reset();
  EXPECT_EQ(error_of(store_->get(uri_, kMaxObjectBytes, gate_)), "NoSuchKey");
  EXPECT_THAT(keys_of(store_->list("bucket", "")), IsEmpty());
  EXPECT_EQ(place_.count(), 0);
  ASSERT_TRUE(store_->put(uri_, "new", gate_));
  EXPECT_EQ(store_->get(uri_, kMaxObjectBytes, gate_).value(), "new");
}

TEST_F(PrivateStoreTest, ForgetsAnObjectToo_WhosePutIsUnderWay) {
  std::future<void> writer;
  // While the gate is passed here, the put below waits to commit.
  gate_.pass([&] {
    writer = std::async(std::launch::async, [&] { EXPECT_TRUE(store_->put(uri_, "text", gate_)); });
    EXPECT_TRUE(becomes_true([&] { return place_.count() == 2; })) << "it is about to write to the bucket's folder";
    store_->clear().reset();
  });
  writer.wait();
  EXPECT_EQ(error_of(store_->get(uri_, kMaxObjectBytes, gate_)), "NoSuchKey");
  EXPECT_EQ(place_.count(), 0);
}

TEST_F(PrivateStoreTest, IsMadeAnewWhereSomebodyTidiedUp) {
  ASSERT_TRUE(store_->put(uri_, "text", gate_));
  std::filesystem::remove_all(private_folder());
  EXPECT_EQ(error_of(store_->get(uri_, kMaxObjectBytes, gate_)), "NoSuchKey");
  ASSERT_TRUE(store_->put(uri_, "new", gate_));
  EXPECT_EQ(store_->get(uri_, kMaxObjectBytes, gate_).value(), "new");
}

TEST_F(PrivateStoreTest, IsElsewhereWhereTheChosenPlaceIsNone) {
  PlaceForTemporaryFiles::set((place_ / "none").string());
  ASSERT_TRUE(store_->put(uri_, "text", gate_));
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
