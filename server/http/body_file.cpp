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

// Returns none if it cannot be made.
Descriptor open_without_name(const char* folder) {
  Descriptor made(open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (made) return made;
  // Some file systems have no files without a name.
  std::string name = std::string(folder) + "/voiceid-body-XXXXXX";
  Descriptor named(mkostemp(name.data(), O_CLOEXEC));
  if (named) unlink(name.c_str());
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
    if (Descriptor file = open_without_name(folder)) return BodyFile(std::move(file));
  }
  return std::nullopt;
}

boost::system::error_code BodyFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return last_error();
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<std::size_t>(written);
  }
  return {};
}

boost::system::error_code BodyFile::map(MappedFile& mapped) const {
  if (size_ == 0) return {};
  void* begin = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_.get(), 0);
  if (begin == MAP_FAILED) return last_error();
  mapped = MappedFile(begin, size_);
  return {};
}

}  // namespace voiceid::http
