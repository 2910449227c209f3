#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "server/objects/listing.hpp"
#include "server/objects/object_key.hpp"
#include "server/objects/object_store.hpp"
#include "server/objects/private_folder.hpp"

namespace voiceid::objects {

/// The built-in storage: a folder in which `s3://bucket/key` is the file `bucket/key`. No key and no symbolic link
/// leads out of it. May be used on several threads at a time.
class FolderStore final : public ObjectStore {
 public:
  /// Objects are in `root`, an existing folder of the user's. Without one they are in a private folder, made for the
  /// first of them and removed at the end.
  explicit FolderStore(std::optional<std::string> root) : root_(std::move(root)) {}
  FolderStore(const FolderStore&) = delete;
  FolderStore& operator=(const FolderStore&) = delete;
  ~FolderStore() override;

  /// Errors: as ObjectStore::get().
  Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) override;
  /// Errors: as ObjectStore::put(), and ConflictException where something else than an object is in the way.
  Result<void> put(const S3Uri& uri, std::string_view content, work::StopGate& gate) override;

  /// Removes an object, and the folders of its key that nothing is left in. No error where there is none (as S3).
  Result<void> remove(const S3Uri& uri);
  /// The objects whose keys begin with the prefix, in the order of their bytes; none for an unknown bucket.
  /// Errors: ValidationException for what can be no bucket's name; kStorageAccessDenied, kStorageUnavailable.
  Result<std::vector<ListedObject>> list(const std::string& bucket, std::string_view prefix);
  /// Forgets all objects of a private folder, those too whose put is under way; a folder of the user's stays as it is.
  /// Returns what removes them when it is destroyed, which takes time.
  [[nodiscard]] std::shared_ptr<const void> clear();

 private:
  // The open folder that buckets are in, and what has to live as long.
  struct Root {
    std::shared_ptr<const PrivateFolder> kept;
    Descriptor folder;
  };

  // No open folder where the private one is yet to be made.
  Result<Root> find_root();
  Result<Root> make_root();
  Result<Root> open_given() const;
  static Result<Root> open_private(std::shared_ptr<const PrivateFolder> folder);
  // Leaves nothing behind where it does not write, not even the folders that it made.
  error_code write_object(int root, const ObjectPath& path, std::string_view content, work::StopGate& gate);
  void remove_empty_folders(int root, const ObjectPath& path, std::size_t kept);

  const std::optional<std::string> root_;
  std::mutex mutex_;
  // Guarded by the mutex. Who works in it holds it, so that it goes when the last one is done.
  std::shared_ptr<PrivateFolder> private_;
  // Shared by those who write to a folder, which is empty until they did; alone has it who removes empty folders.
  std::shared_mutex folders_;
};

/// Errors: ValidationException where the root is no folder that can be used.
Result<std::unique_ptr<FolderStore>> open_folder_store(std::optional<std::string> root);

}  // namespace voiceid::objects
