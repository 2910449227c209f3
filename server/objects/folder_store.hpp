#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "server/objects/object_file.hpp"
#include "server/objects/object_key.hpp"
#include "server/objects/object_listing.hpp"
#include "server/objects/object_store.hpp"
#include "server/objects/private_folder.hpp"

namespace voiceid::objects {

/// The built-in storage: a folder in which `s3://bucket/key` is the file `bucket/key`. No key and no symbolic link
/// leads outside. Safe to use on several threads at a time.
class FolderStore final : public ObjectStore {
 public:
  /// Keeps objects in `root`, the user's existing folder. Without one, keeps them in a private folder that is created
  /// with the first object and removed on destruction.
  explicit FolderStore(std::optional<std::string> root) : root_(std::move(root)) {}
  FolderStore(const FolderStore&) = delete;
  FolderStore& operator=(const FolderStore&) = delete;
  ~FolderStore() override;

  /// Opens an object to read it piece by piece. Errors: as ObjectStore::get().
  Result<OpenFile> open(const S3Uri& uri, std::size_t max_bytes);
  /// Errors: as ObjectStore::get().
  Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) override;
  /// Errors: as ObjectStore::put(), and ConflictException if something other than an object is in the way.
  Result<void> put(const S3Uri& uri, std::string_view content, work::StopGate& gate) override;

  /// Removes an object and those folders of its key that become empty. As in S3, a missing object is no error.
  Result<void> remove(const S3Uri& uri);
  /// The objects whose keys begin with the prefix, in byte order; none for an unknown bucket.
  /// Errors: ValidationException for an invalid bucket name; kStorageAccessDenied, kStorageUnavailable (also once the
  /// gate is stopped).
  Result<std::vector<ObjectEntry>> list(const std::string& bucket, std::string_view prefix, const work::StopGate& gate);
  /// The buckets that have, or had, an object, in byte order.
  /// Errors: kStorageAccessDenied, kStorageUnavailable (also once the gate is stopped).
  Result<std::vector<std::string>> buckets(const work::StopGate& gate);
  /// Forgets all objects of a private folder, including those being written; leaves the user's folder alone. The result
  /// removes the files when it is destroyed, which may take long.
  [[nodiscard]] std::shared_ptr<const void> clear();

 private:
  // The open folder that contains the buckets, and what must live as long.
  struct Root {
    std::shared_ptr<const PrivateFolder> kept;
    Descriptor folder;
  };

  // No open folder if the private one does not exist yet.
  Result<Root> find_root();
  Result<Root> make_root();
  Result<Root> open_given() const;
  static Result<Root> open_private(std::shared_ptr<const PrivateFolder> folder);
  // On failure, leaves nothing behind, not even the folders that it created.
  error_code write_object(int root, const ObjectPath& path, std::string_view content, work::StopGate& gate);
  void remove_empty_folders(int root, const ObjectPath& path, std::size_t kept);

  const std::optional<std::string> root_;
  std::mutex mutex_;
  // Guarded by the mutex. Shared by everything that works in it, so the last user removes it.
  std::shared_ptr<PrivateFolder> private_;
  // Writers share it, since their folder is empty until they finish; removing empty folders takes it exclusively.
  std::shared_mutex folders_;
};

/// Errors: ValidationException if the root is not a usable folder.
Result<std::unique_ptr<FolderStore>> open_folder_store(std::optional<std::string> root);

}  // namespace voiceid::objects
