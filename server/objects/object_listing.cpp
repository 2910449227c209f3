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

// Calls `use(folder, name)` with each name in the folder, itself and its parent included.
template <class Use>
error_code read_names(const Descriptor& opened, const work::StopGate& gate, Use use) {
  Descriptor readable(openat(opened.get(), ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!readable) return last_error();
  const ReadFolder folder(fdopendir(readable.get()));
  if (!folder) return last_error();
  const int number = readable.release();
  errno = 0;
  while (const dirent* entry = readdir(folder.get())) {
    if (gate.stopped()) return system_error(ECANCELED);
    use(number, entry->d_name);
    errno = 0;
  }
  return errno == 0 ? error_code() : last_error();
}

bool is_self_or_parent(std::string_view name) { return name == "." || name == ".."; }

// A folder still to be read, found from an open one that is at most kStride folders above it: opening it costs the same
// however deep it is, and no more than every kStride-th folder of the deepest path is kept open.
constexpr std::size_t kStride = 16;

struct Pending {
  // Ends in a slash; the bucket's own is empty.
  std::string key;
  std::shared_ptr<const Descriptor> base;
  // How much of the key is that of the open folder.
  std::size_t base_length = 0;
};

class Lister {
 public:
  Lister(std::string_view prefix, const work::StopGate& gate) : prefix_(prefix), gate_(gate) {}

  Outcome<std::vector<ObjectEntry>> list(Descriptor bucket) {
    pending_.push_back({"", std::make_shared<const Descriptor>(std::move(bucket)), 0});
    while (!pending_.empty()) {
      const Pending folder = std::move(pending_.back());
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
  error_code read(const Pending& pending) {
    std::vector<std::string> names = split_key(std::string_view(pending.key).substr(pending.base_length));
    names.pop_back();
    auto opened = open_folders(pending.base->get(), names);
    if (!opened) return opened.error();
    const auto folder = std::make_shared<const Descriptor>(std::move(*opened));
    const bool is_base = names.size() == kStride;
    const Pending below{pending.key, is_base ? folder : pending.base,
                        is_base ? pending.key.size() : pending.base_length};
    return read_names(*folder, gate_, [&](int number, const char* name) { add(number, name, below); });
  }

  // `below` is for a folder in this one, but for its name.
  void add(int folder, const char* name, const Pending& below) {
    const std::string_view text(name);
    if (is_self_or_parent(text) || text.starts_with(kTemporaryPrefix) || !is_utf8(text)) return;
    std::string key = below.key + name;
    struct stat status {};
    // This also bounds the depth.
    if (key.size() > kMaxKeyBytes || fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return;
    if (S_ISREG(status.st_mode) && key.starts_with(prefix_)) {
      found_.push_back({std::move(key), static_cast<std::uint64_t>(status.st_size)});
    } else if (S_ISDIR(status.st_mode)) {
      key.push_back('/');
      if (!key.starts_with(prefix_) && !prefix_.starts_with(key)) return;
      pending_.push_back({std::move(key), below.base, below.base_length});
    }
  }

  std::string_view prefix_;
  const work::StopGate& gate_;
  std::vector<Pending> pending_;
  std::vector<ObjectEntry> found_;
};

}  // namespace

Outcome<std::vector<ObjectEntry>> list_objects(Descriptor bucket, std::string_view prefix, const work::StopGate& gate) {
  return Lister(prefix, gate).list(std::move(bucket));
}

Outcome<std::vector<std::string>> list_buckets(const Descriptor& root, const work::StopGate& gate) {
  std::vector<std::string> buckets;
  const auto refused = read_names(root, gate, [&buckets](int folder, const char* name) {
    struct stat status {};
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(status.st_mode)) return;
    if (check_bucket(name)) buckets.emplace_back(name);
  });
  if (refused) return refused;
  std::ranges::sort(buckets);
  return buckets;
}

}  // namespace voiceid::objects
