#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "server/objects/folder_store.hpp"
#include "server/outbound/aws_identity.hpp"
#include "server/outbound/url.hpp"

namespace voiceid::objects {

using outbound::is_endpoint;

/// Where objects are, and as whom an S3 server is asked: without keys, requests to it are not signed. Without root and
/// endpoint they are in a private folder.
struct StorageOptions : outbound::AwsIdentity {
  /// A folder of the user's. Does not go with an endpoint.
  std::optional<std::string> root;
  /// The URL of an S3 server.
  std::optional<std::string> endpoint;
  /// How long the S3 server may leave a request without progress.
  std::chrono::seconds timeout{10};
};

struct Storage {
  std::unique_ptr<ObjectStore> objects;
  /// The same where it is the built-in one, else null.
  FolderStore* folder = nullptr;
};

/// Errors: ValidationException with one sentence that says what is wrong with the options; no value of a key is in it.
Result<Storage> open_storage(const StorageOptions& options);

}  // namespace voiceid::objects
