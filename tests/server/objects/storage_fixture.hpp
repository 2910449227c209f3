#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/objects/folder_store.hpp"
#include "tests/base/temporary_folder.hpp"

namespace voiceid::objects {

/// What is wrong, as "<type>: <message>".
template <class T>
std::string error_of(const Result<T>& result) {
  return result ? "no error" : std::string(result.error().type->name) + ": " + result.error().message;
}

inline std::vector<std::string> keys_of(const Result<std::vector<ObjectEntry>>& objects) {
  if (!objects) return {error_of(objects)};
  std::vector<std::string> keys;
  for (const ObjectEntry& object : *objects) keys.push_back(object.key);
  return keys;
}

/// Waits for the condition; false after a minute.
inline bool becomes_true(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

/// A folder storage with a root of its own.
class FolderStoreTest : public ::testing::Test {
 protected:
  static S3Uri uri(const std::string& key) { return {"bucket", key}; }

  Result<void> put(const std::string& key, std::string_view content = "text") {
    return store_.put(uri(key), content, gate_);
  }
  Result<std::string> get(const std::string& key) { return store_.get(uri(key), kMaxObjectBytes, gate_); }
  std::filesystem::path path(const std::string& below_bucket) const { return root_ / "bucket" / below_bucket; }

  TemporaryFolder root_;
  FolderStore store_{root_.path().string()};
  work::StopGate gate_;
};

}  // namespace voiceid::objects
