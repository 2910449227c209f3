#include "server/objects/open_beneath.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace voiceid::objects {
namespace {

// Allows passing through a folder that may not be listed.
constexpr int kFolderFlags = O_PATH | O_DIRECTORY | O_CLOEXEC;

constexpr mode_t kFolderMode = 0777;

bool is_link(int folder, const std::string& name) {
  struct stat status {};
  return fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

Outcome<Descriptor> open_folder(int parent, const std::string& name) {
  Descriptor folder(openat(parent, name.c_str(), kFolderFlags | O_NOFOLLOW));
  if (folder) return folder;
  const error_code refused = last_error();
  // The system reports a link as ENOTDIR, but messages tell the two apart.
  return refused.value() == ENOTDIR && is_link(parent, name) ? system_error(ELOOP) : refused;
}

}  // namespace

error_code system_error(int number) { return {number, boost::system::generic_category()}; }

error_code last_error() { return system_error(errno); }

Outcome<Descriptor> open_root(const std::string& path) {
  Descriptor root(open(path.c_str(), kFolderFlags));
  if (!root) return last_error();
  return root;
}

Outcome<Descriptor> open_folders(int root, std::span<const std::string> names) {
  Descriptor folder(fcntl(root, F_DUPFD_CLOEXEC, 0));
  if (!folder) return last_error();
  for (const std::string& name : names) {
    auto next = open_folder(folder.get(), name);
    if (!next) return next;
    folder = std::move(*next);
  }
  return folder;
}

Outcome<Descriptor> make_folders(int root, std::span<const std::string> names, std::size_t& existing) {
  existing = names.size();
  Descriptor folder(fcntl(root, F_DUPFD_CLOEXEC, 0));
  if (!folder) return last_error();
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto next = open_folder(folder.get(), names[i]);
    if (!next && next.error().value() == ENOENT) {
      if (mkdirat(folder.get(), names[i].c_str(), kFolderMode) == 0) {
        existing = std::min(existing, i);
      } else if (errno != EEXIST) {
        return last_error();
      }
      next = open_folder(folder.get(), names[i]);
    }
    if (!next) return next;
    folder = std::move(*next);
  }
  return folder;
}

void remove_empty_folders(int root, std::span<const std::string> names, std::size_t kept) {
  for (; names.size() > kept; names = names.first(names.size() - 1)) {
    const auto parent = open_folders(root, names.first(names.size() - 1));
    if (!parent) continue;
    // A folder that is not empty stays, and so do those above it.
    if (unlinkat(parent->get(), names.back().c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) return;
  }
}

error_code check_file(int folder, const std::string& name) {
  struct stat status {};
  if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return last_error();
  if (S_ISREG(status.st_mode)) return {};
  if (S_ISLNK(status.st_mode)) return system_error(ELOOP);
  return system_error(S_ISDIR(status.st_mode) ? EISDIR : ENXIO);
}

}  // namespace voiceid::objects
