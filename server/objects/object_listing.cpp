#include "server/objects/object_listing.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/utf8.hpp"
#include "server/objects/object_key.hpp"

namespace voiceid::objects {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};
using ReadFolder = std::unique_ptr<DIR, CloseFolder>;

bool is_self_or_parent(std::string_view name) { return name == "." || name == ".."; }

class Lister {
 public:
  Lister(int bucket, std::string_view prefix) : bucket_(bucket), prefix_(prefix) {}

  Outcome<std::vector<ObjectEntry>> list() {
    while (!pending_.empty()) {
      const std::string folder = std::move(pending_.back());
      pending_.pop_back();
      const auto refused = read(folder);
      // A folder may disappear while others are read.
      const bool gone = refused.value() == ENOENT || refused.value() == ENOTDIR || refused.value() == ELOOP;
      if (refused && !gone) return refused;
    }
    std::ranges::sort(found_, {}, &ObjectEntry::key);
    return std::move(found_);
  }

 private:
  error_code read(const std::string& key) {
    std::vector<std::string> names = split_key(key);
    // A folder's key ends in a slash; the bucket's own is empty.
    names.pop_back();
    const auto parent = open_folders(bucket_, names);
    if (!parent) return parent.error();
    Descriptor readable(openat(parent->get(), ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!readable) return last_error();
    const ReadFolder folder(fdopendir(readable.get()));
    if (!folder) return last_error();
    const int number = readable.release();
    errno = 0;
    while (const dirent* entry = readdir(folder.get())) {
      add(number, entry->d_name, key);
      errno = 0;
    }
    return errno == 0 ? error_code() : last_error();
  }

  void add(int folder, const char* name, const std::string& folder_key) {
    const std::string_view text(name);
    if (is_self_or_parent(text) || text.starts_with(kTemporaryPrefix) || !is_utf8(text)) return;
    std::string key = folder_key + name;
    struct stat status {};
    // This also bounds the depth.
    if (key.size() > kMaxKeyBytes || fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return;
    if (S_ISREG(status.st_mode) && key.starts_with(prefix_)) {
      found_.push_back({std::move(key), static_cast<std::uint64_t>(status.st_size)});
    } else if (S_ISDIR(status.st_mode)) {
      key.push_back('/');
      if (key.starts_with(prefix_) || prefix_.starts_with(key)) pending_.push_back(std::move(key));
    }
  }

  int bucket_;
  std::string_view prefix_;
  // Keys of folders still to be read.
  std::vector<std::string> pending_{""};
  std::vector<ObjectEntry> found_;
};

}  // namespace

Outcome<std::vector<ObjectEntry>> list_objects(int bucket, std::string_view prefix) {
  return Lister(bucket, prefix).list();
}

}  // namespace voiceid::objects
