#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/objects/folder_store.hpp"
#include "tests/server/objects/temporary_folder.hpp"

namespace voiceid::objects {

inline std::vector<std::string> keys_of(const Result<std::vector<ObjectEntry>>& objects) {
  if (!objects) return {objects.error().message};
  std::vector<std::string> keys;
  for (const ObjectEntry& object : *objects) keys.push_back(object.key);
  return keys;
}

/// A folder storage with a root of its own.
class FolderStoreTest : public ::testing::Test {
 protected:
  static S3Uri uri(const std::string& key) { return {"bucket", key}; }

  Result<void> put(const std::string& key, std::string_view content = "text") {
    return store_.put(uri(key), content, gate_);
  }
  Result<std::string> get(const std::string& key) { return store_.get(uri(key), kMaxObjectBytes, gate_); }

  /// What is wrong, as "<type>: <message>".
  template <class T>
  static std::string error_of(const Result<T>& result) {
    return result ? "no error" : std::string(result.error().type->name) + ": " + result.error().message;
  }

  std::filesystem::path path(const std::string& below_bucket) const { return root_ / "bucket" / below_bucket; }

  TemporaryFolder root_;
  FolderStore store_{root_.path().string()};
  work::StopGate gate_;
};

}  // namespace voiceid::objects
