#include "server/state/state_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "server/json/structure_in_pieces.hpp"

namespace voiceid::state {
namespace {

// How much is made, and written, at a time.
constexpr std::size_t kPieceBytes = 256 * 1024;

// Speakers' names are nobody else's business.
constexpr mode_t kFileMode = 0600;

Error failed(std::string_view what, const std::string& file, int error) {
  std::string message("The state cannot be ");
  message.append(what).append(": ").append(file).append(": ").append(std::generic_category().message(error));
  return validation_failed(message.append("."));
}

Error not_saved(const std::string& file) { return failed("saved", file, errno); }

// Always the same, so what a killed process left is replaced by the next one.
std::string file_beside(const std::string& file) { return file + ".saving"; }

std::string folder_of(const std::string& file) {
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  return folder.empty() ? "." : folder.string();
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Returns false with errno set; ECANCELED once the gate is stopped.
bool write_pieces(int descriptor, const Document& document, const work::StopGate& gate) {
  json::StructureInPieces pieces(shapes::kSavedShape<Document>, &document);
  std::string piece;
  for (bool more = true; more;) {
    if (gate.stopped()) {
      errno = ECANCELED;
      return false;
    }
    piece.clear();
    more = pieces.append_some(piece, kPieceBytes);
    if (!more) piece.push_back('\n');
    if (!write_all(descriptor, piece)) return false;
  }
  return true;
}

// A file system that cannot flush a folder has nothing to flush there.
void flush_folder(const std::string& file) {
  const Descriptor folder(open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder) static_cast<void>(fsync(folder.get()));
}

}  // namespace

Result<void> check_writable(const std::string& file) {
  const std::string folder = folder_of(file);
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) return failed("saved", file, EISDIR);
  if (access(folder.c_str(), W_OK | X_OK) == 0) return {};
  return failed("saved", folder, errno);
}

Result<StateLock> StateLock::take(const std::string& file) {
  std::string path = file + ".lock";
  while (true) {
    Descriptor descriptor(open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, kFileMode));
    if (!descriptor) return failed("saved", path, errno);
    if (flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return validation_failed("Another emulator keeps its state in " + file + ".");
      return failed("saved", path, errno);
    }
    struct stat locked {};
    struct stat present {};
    const bool is_present = fstat(descriptor.get(), &locked) == 0 && stat(path.c_str(), &present) == 0 &&
                            locked.st_ino == present.st_ino && locked.st_dev == present.st_dev;
    // Otherwise, whoever had it before has just removed it.
    if (is_present) return StateLock(std::move(path), std::move(descriptor));
  }
}

StateLock::~StateLock() {
  if (descriptor_) static_cast<void>(unlink(path_.c_str()));
}

Result<std::optional<std::string>> read_file(const std::string& file) {
  // Not to wait for a pipe's other end.
  const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!descriptor && errno == ENOENT) return std::optional<std::string>();
  struct stat status {};
  if (!descriptor || fstat(descriptor.get(), &status) != 0) return failed("loaded", file, errno);
  if (!S_ISREG(status.st_mode)) return failed("loaded", file, EINVAL);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > kMostStateBytes) return failed("loaded", file, EFBIG);
  std::string text(size, '\0');
  for (std::size_t filled = 0; filled < size;) {
    const ssize_t got = read(descriptor.get(), &text[filled], size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("loaded", file, errno);
    if (got == 0) return failed("loaded", file, EIO);
    filled += static_cast<std::size_t>(got);
  }
  return std::optional(std::move(text));
}

Result<void> write_file(const std::string& file, const Document& document, work::StopGate& gate) {
  const std::string beside = file_beside(file);
  const Descriptor descriptor(open(beside.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, kFileMode));
  if (!descriptor) return not_saved(beside);
  bool saved = write_pieces(descriptor.get(), document, gate) && fsync(descriptor.get()) == 0;
  if (saved && !gate.pass([&] { saved = rename(beside.c_str(), file.c_str()) == 0; })) {
    errno = ECANCELED;
    saved = false;
  }
  if (!saved) {
    const Error error = not_saved(file);
    static_cast<void>(unlink(beside.c_str()));
    return error;
  }
  flush_folder(file);
  return {};
}

}  // namespace voiceid::state
