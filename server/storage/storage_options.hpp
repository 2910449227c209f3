#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/storage/folder_store.hpp"

namespace voiceid::storage {

/// Where objects are. Without root and endpoint they are in a private folder.
struct StorageOptions {
  /// A folder of the user's. Does not go with an endpoint.
  std::optional<std::string> root;
  /// The URL of an S3 server.
  std::optional<std::string> endpoint;
  std::string region = "us-east-1";
  /// Both empty: requests to the S3 server are not signed.
  std::string access_key;
  std::string secret_key;
  /// May be empty.
  std::string session_token;
  /// How long the S3 server may leave a request without progress.
  std::chrono::seconds timeout{10};
};

struct Storage {
  std::unique_ptr<ObjectStore> objects;
  /// The same where it is the built-in one, else null.
  FolderStore* folder = nullptr;
};

/// Whether the text is the URL of an S3 server: `http[s]://host[:port]`, with at most a slash behind it.
bool is_endpoint(std::string_view text);

/// Errors: ValidationException with one sentence that says what is wrong with the options; no value of a key is in it.
Result<Storage> open_storage(const StorageOptions& options);

}  // namespace voiceid::storage
