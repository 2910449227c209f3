#include "server/http/body_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <initializer_list>
#include <string>

namespace voiceid::http {
namespace {

boost::system::error_code last_error() { return {errno, boost::system::system_category()}; }

// Returns a negative number if it cannot be made.
int open_without_name(const char* folder) {
  const int made = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made >= 0) return made;
  // Some file systems have no files without a name.
  std::string name = std::string(folder) + "/voiceid-body-XXXXXX";
  const int named = mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) unlink(name.c_str());
  return named;
}

}  // namespace

MappedFile::~MappedFile() {
  if (begin_ != nullptr) munmap(begin_, size_);
}

std::optional<BodyFile> BodyFile::make() {
  const char* chosen = std::getenv("TMPDIR");
  for (const char* folder : {chosen, "/tmp"}) {
    if (folder == nullptr || *folder == '\0') continue;
    const int descriptor = open_without_name(folder);
    if (descriptor >= 0) return BodyFile(descriptor);
  }
  return std::nullopt;
}

BodyFile::~BodyFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

boost::system::error_code BodyFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return last_error();
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<std::size_t>(written);
  }
  return {};
}

boost::system::error_code BodyFile::map(MappedFile& mapped) const {
  if (size_ == 0) return {};
  void* begin = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
  if (begin == MAP_FAILED) return last_error();
  mapped = MappedFile(begin, size_);
  return {};
}

}  // namespace voiceid::http
