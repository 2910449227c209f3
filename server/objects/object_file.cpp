#include "server/objects/object_file.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/hex.hpp"
#include "server/objects/object_key.hpp"

namespace voiceid::objects {
namespace {

// How much is read or written between checks of the gate.
constexpr std::size_t kChunkBytes = 1024 * 1024;

constexpr mode_t kFileMode = 0666;

std::string temporary_name() {
  std::array<unsigned char, 8> bytes{};
  // If it fails, two writers may choose the same name, and the second one fails.
  static_cast<void>(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())));
  return std::string(kTemporaryPrefix) + hex(bytes);
}

// A file being written. It is no object until it is committed, and leaves nothing behind if it is not. Without fsync:
// objects are test data, and after a power failure the tests run again.
class UnfinishedFile {
 public:
  static Outcome<UnfinishedFile> make(int folder) {
    UnfinishedFile made(folder);
    // Some file systems have no files without a name, and naming them later needs /proc.
    made.file_ = Descriptor(openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, kFileMode));
    if (made.file_ && faccessat(AT_FDCWD, made.own_path().c_str(), F_OK, AT_EACCESS) == 0) return made;
    const std::string name = temporary_name();
    made.file_ = Descriptor(openat(folder, name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kFileMode));
    if (!made.file_) return last_error();
    made.name_ = name;
    return made;
  }

  UnfinishedFile(UnfinishedFile&& other) noexcept
      : folder_(other.folder_), file_(std::move(other.file_)), name_(std::exchange(other.name_, {})) {}
  UnfinishedFile& operator=(UnfinishedFile&&) = delete;
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
  ~UnfinishedFile() {
    if (!name_.empty()) unlinkat(folder_, name_.c_str(), 0);
  }

  error_code write(std::string_view content, const work::StopGate& gate) const {
    while (!content.empty()) {
      if (gate.stopped()) return system_error(ECANCELED);
      const ssize_t written = ::write(file_.get(), content.data(), std::min(content.size(), kChunkBytes));
      if (written >= 0) {
        content.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        return last_error();
      }
    }
    return {};
  }

  // Names the file, replacing an existing one.
  error_code commit(const std::string& name) {
    if (name_.empty()) {
      const std::string temporary = temporary_name();
      if (linkat(AT_FDCWD, own_path().c_str(), folder_, temporary.c_str(), AT_SYMLINK_FOLLOW) != 0) return last_error();
      name_ = temporary;
    }
    if (renameat(folder_, name_.c_str(), folder_, name.c_str()) != 0) return last_error();
    name_.clear();
    return {};
  }

 private:
  explicit UnfinishedFile(int folder) : folder_(folder) {}

  std::string own_path() const { return "/proc/self/fd/" + std::to_string(file_.get()); }

  int folder_;
  Descriptor file_;
  // Empty while the file has none.
  std::string name_;
};

}  // namespace

// Checks again after opening, since the file may have been replaced.
Outcome<OpenFile> open_file(int folder, const std::string& name, std::size_t max_bytes) {
  if (const auto refused = check_file(folder, name)) return refused;
  Descriptor file(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0) return last_error();
  if (!S_ISREG(status.st_mode)) return system_error(ENXIO);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) return system_error(EFBIG);
  return OpenFile{std::move(file), size};
}

Outcome<std::string> read_file(const OpenFile& file, std::size_t max_bytes, const work::StopGate& gate) {
  std::string content(file.size + 1, '\0');
  std::size_t filled = 0;
  while (filled <= max_bytes) {
    if (gate.stopped()) return system_error(ECANCELED);
    // The file may grow while it is read.
    if (filled == content.size()) content.resize(filled + kChunkBytes);
    const ssize_t got = read(file.descriptor.get(), &content[filled], std::min(content.size() - filled, kChunkBytes));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return last_error();
    filled += static_cast<std::size_t>(got);
    if (got == 0) {
      content.resize(filled);
      return content;
    }
  }
  return system_error(EFBIG);
}

error_code write_file(int folder, const std::string& name, std::string_view content, work::StopGate& gate) {
  if (const auto refused = check_file(folder, name); refused && refused.value() != ENOENT) return refused;
  auto file = UnfinishedFile::make(folder);
  if (!file) return file.error();
  if (const auto refused = file->write(content, gate)) return refused;
  error_code refused = system_error(ECANCELED);
  gate.pass([&] { refused = file->commit(name); });
  return refused;
}

}  // namespace voiceid::objects
