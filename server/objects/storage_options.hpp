#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "server/objects/folder_store.hpp"
#include "server/outbound/aws_identity.hpp"
#include "server/outbound/trust.hpp"
#include "server/outbound/url.hpp"

namespace voiceid::objects {

/// Where objects are kept; without a root and an endpoint, in a private folder.
struct StorageOptions {
  /// The user's folder. Excludes an endpoint.
  std::optional<std::string> root;
  /// The URL of an S3 server.
  std::optional<std::string> endpoint;
  /// Who signs requests to the S3 server. Without keys, they are not signed.
  outbound::AwsIdentity identity;
  /// Which certificates of the S3 server are trusted besides the machine's.
  outbound::Trust trust;
  /// How long a request to the S3 server may go without progress.
  std::chrono::seconds timeout{10};
};

struct Storage {
  std::unique_ptr<ObjectStore> objects;
  /// The same object if it is the built-in storage, else null.
  FolderStore* folder = nullptr;
};

/// Errors: ValidationException with one sentence that says what is wrong with the options and never shows a key.
Result<Storage> open_storage(const StorageOptions& options);

}  // namespace voiceid::objects
