#include "server/objects/storage_options.hpp"

#include <cstdlib>
#include <future>
#include <optional>

#include "server/objects/private_folder.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/server/objects/storage_fixture.hpp"

namespace voiceid::objects {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;

// The message with which the options are refused.
std::string refusal_of(const StorageOptions& options) {
  const auto failure = failure_of(open_storage(options));
  EXPECT_THAT(failure, is_validation_failure());
  return failure ? failure->message : "no failure";
}

StorageOptions with_endpoint() {
  StorageOptions options;
  options.endpoint = "http://localhost:9000/";
  options.identity.access_key = "AKID";
  options.identity.secret_key = "SECRET";
  return options;
}

TEST(OpenStorage, IsTheUsersFolder_APrivateFolderOrAnS3Server) {
  const TemporaryFolder folder;
  StorageOptions with_root;
  with_root.root = folder.path().string();
  for (const StorageOptions& options : {StorageOptions(), with_root}) {
    const auto storage = open_storage(options);
    ASSERT_TRUE(storage);
    EXPECT_EQ(storage->objects.get(), storage->folder);
  }
  const auto remote = open_storage(with_endpoint());
  ASSERT_TRUE(remote);
  EXPECT_NE(remote->objects, nullptr);
  EXPECT_EQ(remote->folder, nullptr);
}

TEST(OpenStorage, RefusesARootThatIsNoFolder) {
  const TemporaryFolder folder;
  write_text(folder / "file", "");
  for (const auto& [name, reason] : {std::pair{"none", "No such file or directory"}, {"file", "Not a directory"}}) {
    StorageOptions options;
    options.root = (folder / name).string();
    EXPECT_EQ(refusal_of(options), "The folder " + *options.root + " cannot be used: " + reason + ".");
  }
}

TEST(OpenStorage, RefusesOptionsOfAServerThatCannotBeUsed) {
  StorageOptions with_both = with_endpoint();
  with_both.root = "/";
  EXPECT_EQ(refusal_of(with_both), "--s3-root and --s3-endpoint cannot be used together.");
  StorageOptions no_url = with_endpoint();
  no_url.endpoint = "localhost:9000";
  EXPECT_EQ(refusal_of(no_url), "The S3 endpoint is not a URL such as http://localhost:9000.");
  StorageOptions half_a_key = with_endpoint();
  half_a_key.identity.secret_key.clear();
  EXPECT_EQ(refusal_of(half_a_key), "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be used together.");
}

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
    EXPECT_THAT(keys_of(store_->list("bucket", "", gate_)), IsEmpty());
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

TEST_F(PrivateStoreTest, ForgetsEverythingWhenClearedOrRemoved_AndIsCreatedAgain) {
  const auto expect_nothing_and_then_an_object = [this] {
    expect_nothing();
    EXPECT_EQ(place_.count(), 0);
    ASSERT_TRUE(put("new"));
    EXPECT_EQ(get().value(), "new");
  };
  ASSERT_TRUE(put());
  store_->clear().reset();
  expect_nothing_and_then_an_object();
  std::filesystem::remove_all(private_folder());
  expect_nothing_and_then_an_object();
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

TEST_F(PrivateStoreTest, IsRemovedByTheNextProcessOnlyOnceItsOwnHasEnded) {
  const std::filesystem::path abandoned = place_ / "voiceid-local-abcdef";
  std::filesystem::create_directories(abandoned / "bucket/a/b");
  std::filesystem::create_directory_symlink(outside_.path(), abandoned / "bucket/link");
  write_text(abandoned / "bucket/a/recording.wav", "text");
  write_text(outside_ / "file", "text");
  std::filesystem::create_directory(place_ / "other");
  std::filesystem::create_directory_symlink(place_ / "other", place_ / "voiceid-local-link00");
  ASSERT_TRUE(put());
  remove(find_abandoned_folders(), gate_);
  EXPECT_FALSE(std::filesystem::exists(abandoned));
  EXPECT_EQ(get().value(), "text") << "of a process that is alive";
  EXPECT_TRUE(std::filesystem::exists(place_ / "other"));
  EXPECT_EQ(text_of(outside_ / "file"), "text");
}

TEST_F(PrivateStoreTest, StopsRemovingWhatOthersLeftWhenTheGateIsStopped) {
  const std::filesystem::path abandoned = place_ / "voiceid-local-abcdef";
  std::filesystem::create_directories(abandoned / "bucket");
  gate_.stop();
  remove(find_abandoned_folders(), gate_);
  EXPECT_TRUE(std::filesystem::exists(abandoned));
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
      EXPECT_TRUE(store_->list("bucket", "", gate_));
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
