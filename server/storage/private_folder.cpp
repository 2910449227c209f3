#include "server/storage/private_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "server/storage/object_store.hpp"

namespace voiceid::storage {
namespace {

std::vector<std::string> places() {
  std::vector<std::string> places{"/tmp", "/dev/shm"};
  const char* chosen = std::getenv("TMPDIR");
  if (chosen != nullptr && *chosen != '\0') places.insert(places.begin(), chosen);
  return places;
}

}  // namespace

Result<std::shared_ptr<const PrivateFolder>> PrivateFolder::make() {
  std::string refusals;
  for (const std::string& place : places()) {
    std::string path = place + "/voiceid-local-XXXXXX";
    if (mkdtemp(path.data()) != nullptr) {
      auto folder = open_root(path);
      if (folder) return std::make_shared<const PrivateFolder>(path, std::move(*folder));
      rmdir(path.c_str());
    }
    refusals.append(refusals.empty() ? "" : ", ").append(place).append(": ").append(last_error().message());
  }
  return Error{&kStorageUnavailable, "No folder for objects could be made (" + refusals + ").", {}, {}};
}

PrivateFolder::PrivateFolder(std::string path, Descriptor folder)
    : path_(std::move(path)), folder_(std::move(folder)) {}

PrivateFolder::~PrivateFolder() {
  // Nobody else writes here, and what can't be removed is left to those who tidy up.
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

bool PrivateFolder::is_gone() const {
  struct stat status {};
  return fstat(folder(), &status) == 0 && status.st_nlink == 0;
}

}  // namespace voiceid::storage
