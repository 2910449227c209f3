#include "server/objects/private_folder.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "server/objects/object_store.hpp"

namespace voiceid::objects {
namespace {

// How long the exit waits for the removal. The whole process has one second.
constexpr std::chrono::milliseconds kLongestWait{200};

std::vector<std::string> places() {
  std::vector<std::string> places{"/tmp", "/dev/shm"};
  const char* chosen = std::getenv("TMPDIR");
  if (chosen != nullptr && *chosen != '\0') places.insert(places.begin(), chosen);
  return places;
}

}  // namespace

Result<std::shared_ptr<PrivateFolder>> PrivateFolder::make() {
  std::string refusals;
  for (const std::string& place : places()) {
    std::string path = place + "/voiceid-local-XXXXXX";
    if (mkdtemp(path.data()) != nullptr) {
      auto folder = open_root(path);
      if (folder) return std::make_shared<PrivateFolder>(path, std::move(*folder));
      rmdir(path.c_str());
    }
    refusals.append(refusals.empty() ? "" : ", ").append(place).append(": ").append(last_error().message());
  }
  return storage_unavailable("No folder for objects could be created (" + refusals + ").");
}

PrivateFolder::PrivateFolder(std::string path, Descriptor folder)
    : path_(std::move(path)), folder_(std::move(folder)) {}

PrivateFolder::~PrivateFolder() {
  if (!path_.empty()) remove();
}

void PrivateFolder::remove() const {
  // Nothing else writes here; what cannot be removed is left behind.
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
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
