#include "server/objects/folder_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "server/objects/folder_errors.hpp"
#include "server/objects/object_key.hpp"

namespace voiceid::objects {
namespace {

bool is_nothing_there(error_code refused) {
  switch (refused.value()) {
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENXIO:
    case ENAMETOOLONG:
      return true;
    default:
      return false;
  }
}

error_code remove_object(int root, const ObjectPath& path) {
  const auto folder = open_folders(root, path.folders);
  if (!folder) return folder.error();
  if (const auto refused = check_file(folder->get(), path.name)) return refused;
  return unlinkat(folder->get(), path.name.c_str(), 0) == 0 ? error_code() : last_error();
}

}  // namespace

Result<FolderStore::Root> FolderStore::open_given() const {
  auto folder = open_root(*root_);
  if (folder) return Root{{}, std::move(*folder)};
  return storage_unavailable("The folder of objects, " + *root_ + ", cannot be used: " + folder.error().message() +
                             ".");
}

Result<FolderStore::Root> FolderStore::open_private(std::shared_ptr<const PrivateFolder> folder) {
  Descriptor opened(fcntl(folder->folder(), F_DUPFD_CLOEXEC, 0));
  if (opened) return Root{std::move(folder), std::move(opened)};
  return storage_unavailable("The folder of objects cannot be used: " + last_error().message() + ".");
}

Result<FolderStore::Root> FolderStore::find_root() {
  if (root_) return open_given();
  const std::lock_guard lock(mutex_);
  if (!private_) return Root{};
  return open_private(private_);
}

Result<FolderStore::Root> FolderStore::make_root() {
  if (root_) return open_given();
  const std::lock_guard lock(mutex_);
  if (!private_ || private_->is_gone()) {
    auto made = PrivateFolder::make();
    if (!made) return made.error();
    private_ = std::move(*made);
  }
  return open_private(private_);
}

error_code FolderStore::write_object(int root, const ObjectPath& path, std::string_view content, work::StopGate& gate) {
  std::size_t existing = 0;
  error_code refused;
  {
    const std::shared_lock lock(folders_);
    const auto folder = make_folders(root, path.folders, existing);
    refused = folder ? write_file(folder->get(), path.name, content, gate) : folder.error();
  }
  if (refused) remove_empty_folders(root, path, existing);
  return refused;
}

void FolderStore::remove_empty_folders(int root, const ObjectPath& path, std::size_t kept) {
  const std::lock_guard lock(folders_);
  objects::remove_empty_folders(root, path.folders, kept);
}

Result<OpenFile> FolderStore::open(const S3Uri& uri, std::size_t max_bytes) {
  const auto path = path_of(uri);
  if (!path) return path.error();
  const auto root = find_root();
  if (!root) return root.error();
  if (!root->folder) return no_such_object(uri);
  const auto folder = open_folders(root->folder.get(), path->folders);
  if (!folder) return read_error(uri, folder.error(), max_bytes);
  auto file = open_file(folder->get(), path->name, max_bytes);
  if (!file) return read_error(uri, file.error(), max_bytes);
  return std::move(*file);
}

Result<std::string> FolderStore::get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) {
  const auto file = open(uri, max_bytes);
  if (!file) return file.error();
  auto content = read_file(*file, max_bytes, gate);
  if (!content) return read_error(uri, content.error(), max_bytes);
  return std::move(*content);
}

Result<void> FolderStore::put(const S3Uri& uri, std::string_view content, work::StopGate& gate) {
  const auto path = path_of(uri);
  if (!path) return path.error();
  if (content.size() > kMaxObjectBytes) return object_too_large(uri, kMaxObjectBytes);
  if (gate.stopped()) return access_stopped(uri);
  const auto root = make_root();
  if (!root) return root.error();
  // Another process may remove a folder in the meantime.
  constexpr int kTries = 10;
  error_code refused = system_error(ENOENT);
  for (int tries = 0; refused.value() == ENOENT && tries < kTries; ++tries) {
    refused = write_object(root->folder.get(), *path, content, gate);
  }
  if (refused) return write_error(uri, refused);
  return {};
}

Result<void> FolderStore::remove(const S3Uri& uri) {
  const auto path = path_of(uri);
  if (!path) return path.error();
  const auto root = find_root();
  if (!root) return root.error();
  if (!root->folder) return {};
  const auto refused = remove_object(root->folder.get(), *path);
  if (refused && is_nothing_there(refused)) return {};
  if (refused) return remove_error(uri, refused);
  constexpr std::size_t kBucket = 1;
  remove_empty_folders(root->folder.get(), *path, kBucket);
  return {};
}

Result<std::vector<ObjectEntry>> FolderStore::list(const std::string& bucket, std::string_view prefix,
                                                   const work::StopGate& gate) {
  if (auto checked = check_bucket(bucket); !checked) return checked.error();
  const auto root = find_root();
  if (!root) return root.error();
  if (!root->folder) return std::vector<ObjectEntry>();
  auto folder = open_folders(root->folder.get(), {&bucket, 1});
  if (!folder && is_nothing_there(folder.error())) return std::vector<ObjectEntry>();
  auto objects = folder ? list_objects(std::move(*folder), prefix, gate) : folder.error();
  if (!objects) return list_error(bucket, objects.error());
  return std::move(*objects);
}

Result<std::vector<std::string>> FolderStore::buckets(const work::StopGate& gate) {
  const auto root = find_root();
  if (!root) return root.error();
  if (!root->folder) return std::vector<std::string>();
  auto buckets = list_buckets(root->folder, gate);
  if (!buckets) return buckets_error(buckets.error());
  return std::move(*buckets);
}

std::shared_ptr<const void> FolderStore::clear() {
  const std::lock_guard lock(mutex_);
  return std::exchange(private_, nullptr);
}

FolderStore::~FolderStore() {
  if (private_) private_->remove_at_exit();
}

Result<std::unique_ptr<FolderStore>> open_folder_store(std::optional<std::string> root) {
  if (root) {
    if (const auto folder = open_root(*root); !folder) {
      return validation_failed("The folder " + *root + " cannot be used: " + folder.error().message() + ".");
    }
  }
  return std::make_unique<FolderStore>(std::move(root));
}

}  // namespace voiceid::objects
