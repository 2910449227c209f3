#include "server/objects/private_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <thread>
#include <vector>

#include "server/objects/object_store.hpp"

namespace voiceid::objects {
namespace {

// How long the exit waits for the removal. The whole process has one second.
constexpr std::chrono::milliseconds kLongestWait{200};

constexpr std::string_view kNamePrefix = "voiceid-local-";

namespace fs = std::filesystem;

std::vector<std::string> places() {
  std::vector<std::string> places{"/tmp", "/dev/shm"};
  const char* chosen = std::getenv("TMPDIR");
  if (chosen != nullptr && *chosen != '\0') places.insert(places.begin(), chosen);
  return places;
}

// The lock on a folder that is this user's and still has that path; nothing if another process has it. The lock ends
// with the process, however that ends.
Descriptor lock_folder(const std::string& path) {
  Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat opened {};
  struct stat present {};
  const bool locked = folder && fstat(folder.get(), &opened) == 0 && opened.st_uid == geteuid() &&
                      flock(folder.get(), LOCK_EX | LOCK_NB) == 0;
  // Another process may have removed it between the opening and the locking.
  if (locked && lstat(path.c_str(), &present) == 0 && present.st_ino == opened.st_ino) return folder;
  return {};
}

// Returns whether everything is gone.
bool remove_tree(const fs::path& path, const work::StopGate& gate) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (gate.stopped()) return false;
    std::error_code ignored;
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
      if (!remove_tree(entry.path(), gate)) return false;
    } else {
      fs::remove(entry.path(), ignored);
    }
  }
  return fs::remove(path, error);
}

}  // namespace

std::vector<AbandonedFolder> find_abandoned_folders() {
  std::vector<AbandonedFolder> found;
  for (const std::string& place : places()) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(place, error)) {
      if (!entry.path().filename().string().starts_with(kNamePrefix)) continue;
      if (Descriptor lock = lock_folder(entry.path())) found.push_back({entry.path(), std::move(lock)});
    }
  }
  return found;
}

void remove(const std::vector<AbandonedFolder>& folders, const work::StopGate& gate) {
  for (const AbandonedFolder& folder : folders) {
    if (!remove_tree(folder.path, gate) && gate.stopped()) return;
  }
}

Result<std::shared_ptr<PrivateFolder>> PrivateFolder::make() {
  std::string refusals;
  for (const std::string& place : places()) {
    std::string path = (place + "/").append(kNamePrefix).append("XXXXXX");
    if (mkdtemp(path.data()) != nullptr) {
      auto folder = open_root(path);
      Descriptor lock = lock_folder(path);
      if (folder && lock) return std::make_shared<PrivateFolder>(path, std::move(*folder), std::move(lock));
      rmdir(path.c_str());
    }
    refusals.append(refusals.empty() ? "" : ", ").append(place).append(": ").append(last_error().message());
  }
  return storage_unavailable("No folder for objects could be created (" + refusals + ").");
}

PrivateFolder::PrivateFolder(std::string path, Descriptor folder, Descriptor lock)
    : path_(std::move(path)), folder_(std::move(folder)), lock_(std::move(lock)) {}

PrivateFolder::~PrivateFolder() {
  if (!path_.empty()) remove();
}

void PrivateFolder::remove() const {
  // Nothing else writes here; what cannot be removed is left behind.
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void PrivateFolder::remove_at_exit() {
  const pid_t remover = fork();
  // Without a child, the destructor removes it.
  if (remover < 0) return;
  if (remover == 0) {
    // A reader of this process's output must not wait for the child.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(stream);
    setsid();
    remove();
    _exit(0);
  }
  path_.clear();
  // The child nearly always finishes before this process does.
  constexpr std::chrono::milliseconds kStep{1};
  for (auto waited = kStep; waited < kLongestWait && waitpid(remover, nullptr, WNOHANG) == 0; waited += kStep) {
    std::this_thread::sleep_for(kStep);
  }
}

bool PrivateFolder::is_gone() const {
  struct stat status {};
  return fstat(folder(), &status) == 0 && status.st_nlink == 0;
}

}  // namespace voiceid::objects
