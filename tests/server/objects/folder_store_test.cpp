#include "server/objects/folder_store.hpp"

#include <sys/stat.h>

#include <chrono>
#include <ctime>

#include "server/objects/object_key.hpp"
#include "tests/server/objects/storage_fixture.hpp"

namespace voiceid::objects {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(FolderStoreTest, KeepsAnObjectAsAFileOfItsBucketsFolder_AndReplacesItAsAWhole) {
  for (const std::string content : {"long content", "", "short"}) {
    ASSERT_TRUE(put("a/b c/\u00e9.json", content));
    EXPECT_EQ(text_of(path("a/b c/\u00e9.json")), content);
    EXPECT_EQ(get("a/b c/\u00e9.json").value(), content);
  }
  EXPECT_EQ(root_.count(), 4) << "the bucket, two folders and the file";
  write_text(path("a/manifest.json"), std::string("a\0b", 3));
  EXPECT_EQ(get("a/manifest.json").value(), std::string("a\0b", 3)) << "a file that the user put there";
}

TEST_F(FolderStoreTest, CreatesFilesWithTheRightsThatTheUmaskLeaves) {
  const mode_t mask = umask(0027);
  ASSERT_TRUE(put("folder/key"));
  umask(mask);
  EXPECT_EQ(std::filesystem::status(path("folder/key")).permissions(), std::filesystem::perms(0640));
  EXPECT_EQ(std::filesystem::status(path("folder")).permissions(), std::filesystem::perms(0750));
}

TEST_F(FolderStoreTest, ReportsAMissingObject) {
  const std::string none = "NoSuchKey: There is no object s3://bucket/a/b.";
  EXPECT_EQ(error_of(get("a/b")), none);
  std::filesystem::create_directories(path("a"));
  EXPECT_EQ(error_of(get("a/b")), none);
  EXPECT_EQ(error_of(get("a")), "NoSuchKey: There is no object s3://bucket/a: it is a folder.");
  ASSERT_TRUE(put("a/b"));
  EXPECT_EQ(error_of(get("a/b/c")), "NoSuchKey: There is no object s3://bucket/a/b/c.");
}

TEST_F(FolderStoreTest, ReadsAndWritesUpToTheMost) {
  ASSERT_TRUE(put("key", "12345"));
  EXPECT_EQ(store_.get(uri("key"), 5, gate_).value(), "12345");
  EXPECT_EQ(error_of(store_.get(uri("key"), 4, gate_)),
            "EntityTooLarge: The object s3://bucket/key is larger than the 4 bytes allowed.");
  ASSERT_TRUE(put("key", std::string(kMaxObjectBytes, 'a')));
  EXPECT_EQ(get("key").value().size(), kMaxObjectBytes);
  EXPECT_EQ(error_of(put("other", std::string(kMaxObjectBytes + 1, 'a'))),
            "EntityTooLarge: The object s3://bucket/other is larger than the 64000000 bytes allowed.");
  EXPECT_EQ(root_.count(), 2);
}

TEST_F(FolderStoreTest, RefusesAKeyInTheWayOfOthers) {
  const auto refused = [](const std::string& key, const std::string& why) {
    return "ConflictException: The object s3://bucket/" + key + " cannot be written: " + why;
  };
  const std::string object_in_the_way = "an object is where one of its folders would be.";
  ASSERT_TRUE(put("a/b"));
  EXPECT_EQ(error_of(put("a")), refused("a", "a folder is there."));
  EXPECT_EQ(error_of(put("a/b/c/d")), refused("a/b/c/d", object_in_the_way));
  EXPECT_EQ(get("a/b").value(), "text");
  EXPECT_EQ(root_.count(), 3);
  std::filesystem::remove_all(path(""));
  write_text(root_ / "bucket", "");
  EXPECT_EQ(error_of(get("key")), "NoSuchKey: There is no object s3://bucket/key.");
  EXPECT_EQ(error_of(put("key")), refused("key", object_in_the_way));
  EXPECT_THAT(keys_of(store_.list("bucket", "", gate_)), IsEmpty());
}

TEST_F(FolderStoreTest, RemovesAnObjectAndFoldersThatBecomeEmpty) {
  ASSERT_TRUE(put("a/b/c/1"));
  ASSERT_TRUE(put("a/2"));
  ASSERT_TRUE(store_.remove(uri("a/b/c/1")));
  EXPECT_FALSE(std::filesystem::exists(path("a/b")));
  EXPECT_EQ(get("a/2").value(), "text");
  ASSERT_TRUE(store_.remove(uri("a/2")));
  EXPECT_FALSE(std::filesystem::exists(path("a")));
  EXPECT_TRUE(std::filesystem::exists(path(""))) << "a bucket stays";
  EXPECT_TRUE(put("a")) << "a key may be what was a folder";
}

TEST_F(FolderStoreTest, RemovesAMissingObjectWithoutAnError) {
  EXPECT_TRUE(store_.remove(uri("a/b")));
  ASSERT_TRUE(put("a/b"));
  for (const std::string key : {"c", "a", "a/c", "a/b/c", "c/d"}) EXPECT_TRUE(store_.remove(uri(key))) << key;
  EXPECT_EQ(get("a/b").value(), "text");
  EXPECT_EQ(error_of(store_.remove(uri(""))).substr(0, 19), "ValidationException");
}

TEST_F(FolderStoreTest, ListsTheKeysThatBeginWithThePrefix_InTheOrderOfTheirBytes) {
  for (const std::string key : {"b", "a.b", "a/b.c", "a0", "B", "\u00e9", "a/b/c.d"}) ASSERT_TRUE(put(key, key)) << key;
  EXPECT_EQ(store_.list("bucket", "B", gate_).value(), (std::vector<ObjectEntry>{{"B", 1}}));
  using Listed = std::pair<std::string, std::vector<std::string>>;
  for (const auto& [prefix, keys] : {Listed("", {"B", "a.b", "a/b.c", "a/b/c.d", "a0", "b", "\u00e9"}),
                                     Listed("a", {"a.b", "a/b.c", "a/b/c.d", "a0"}), Listed("a/", {"a/b.c", "a/b/c.d"}),
                                     Listed("a/b/", {"a/b/c.d"}), Listed("a/b.c", {"a/b.c"}), Listed("a0/", {}),
                                     Listed("../", {}), Listed("/", {}), Listed("x", {}), Listed("a//b", {})}) {
    EXPECT_EQ(keys_of(store_.list("bucket", prefix, gate_)), keys) << prefix;
  }
}

TEST_F(FolderStoreTest, ListsOnlyObjects) {
  ASSERT_TRUE(put("key"));
  std::filesystem::create_directories(path("empty"));
  std::filesystem::create_directories(path(".voiceid-folder"));
  for (const std::string name : {".voiceid-0", "not\xff", ".voiceid-folder/a"}) write_text(path(name), "");
  std::filesystem::create_symlink("key", path("link"));
  std::filesystem::create_directory_symlink(".", path("loop"));
  ASSERT_EQ(mkfifo(path("fifo").c_str(), 0600), 0);
  EXPECT_THAT(keys_of(store_.list("bucket", "", gate_)), ElementsAre("key"));
}

TEST_F(FolderStoreTest, ListsAsDeepAsKeysGo) {
  std::string key = "folder";
  while (key.size() < kMaxKeyBytes - 7) key += "/folder";
  key.resize(kMaxKeyBytes, 'a');
  ASSERT_TRUE(put(key));
  EXPECT_THAT(keys_of(store_.list("bucket", "", gate_)), ElementsAre(key));
  const std::string deeper = key + "b/c";
  std::filesystem::create_directories(path(deeper));
  write_text(path(deeper + "/d"), "");
  EXPECT_THAT(keys_of(store_.list("bucket", "", gate_)), ElementsAre(key)) << "what is deeper has no key";
  ASSERT_TRUE(store_.remove(uri(key)));
}

std::chrono::nanoseconds cpu_time_of_this_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

TEST_F(FolderStoreTest, ListsDeepFoldersAboutAsFastAsManyFlatOnes) {
  constexpr int kFolders = 450;
  std::string deep = "deep";
  for (int i = 0; i < kFolders; ++i) {
    deep += "/f";
    std::filesystem::create_directories(path("flat/" + std::to_string(i)));
  }
  std::filesystem::create_directories(path(deep));
  const auto cost = [this](std::string_view prefix) {
    const auto start = cpu_time_of_this_thread();
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(store_.list("bucket", prefix, gate_));
    return cpu_time_of_this_thread() - start;
  };
  // It would be more than a hundred times if each folder were found from the bucket again.
  EXPECT_LT(cost("deep/"), 20 * cost("flat/"));
}

TEST_F(FolderStoreTest, EndsAListOnceTheGateIsStopped) {
  ASSERT_TRUE(put("key"));
  gate_.stop();
  EXPECT_EQ(error_of(store_.list("bucket", "", gate_)),
            "StorageUnavailable: The objects of the bucket bucket cannot be listed: Operation canceled.");
}

TEST_F(FolderStoreTest, ListsNothingOfAnUnknownBucket) {
  EXPECT_THAT(keys_of(store_.list("other", "", gate_)), IsEmpty());
  EXPECT_EQ(error_of(store_.list("..", "", gate_)).substr(0, 19), "ValidationException");
}

TEST_F(FolderStoreTest, UsesARootThatWasCreatedAgain) {
  ASSERT_TRUE(put("key"));
  std::filesystem::remove_all(root_.path());
  const std::string gone =
      "The folder of objects, " + root_.path().string() + ", cannot be used: No such file or directory.";
  EXPECT_EQ(error_of(get("key")), "StorageUnavailable: " + gone);
  EXPECT_EQ(error_of(put("key")), "StorageUnavailable: " + gone);
  EXPECT_EQ(error_of(store_.list("bucket", "", gate_)), "StorageUnavailable: " + gone);
  std::filesystem::create_directory(root_.path());
  EXPECT_TRUE(put("key"));
}

TEST_F(FolderStoreTest, KeepsTheUsersFolderWhenCleared) {
  ASSERT_TRUE(put("key"));
  store_.clear().reset();
  EXPECT_EQ(get("key").value(), "text");
}

}  // namespace
}  // namespace voiceid::objects
