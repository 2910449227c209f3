#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "server/objects/open_beneath.hpp"
#include "server/work/stop_gate.hpp"

namespace voiceid::objects {

/// A folder that only this process uses; removed on destruction with everything in it. As long as a process keeps it,
/// it is locked.
class PrivateFolder {
 public:
  /// Creates one in $TMPDIR, /tmp or /dev/shm, whichever works first. Errors: kStorageUnavailable.
  static Result<std::shared_ptr<PrivateFolder>> make();

  PrivateFolder(std::string path, Descriptor folder, Descriptor lock);
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder();

  /// Removes it while the process exits. Where that takes long, as on a disk that discards deleted blocks, a child
  /// process finishes it and the exit does not wait. Call this when nothing uses the folder any more.
  void remove_at_exit();

  const std::string& path() const { return path_; }
  int folder() const { return folder_.get(); }
  /// Whether something else removed it, such as a cleaner of /tmp.
  bool is_gone() const;

 private:
  void remove() const;

  // Empty once removed.
  std::string path_;
  Descriptor folder_;
  Descriptor lock_;
};

/// The private folder of one of this user's processes that ended without removing it, such as a killed one. Locked
/// here.
struct AbandonedFolder {
  std::string path;
  Descriptor lock;
};

/// Those that nobody has locked.
std::vector<AbandonedFolder> find_abandoned_folders();

/// Removes them. May take long; ends once the gate is stopped, and leaves the rest to the next process.
void remove(const std::vector<AbandonedFolder>& folders, const work::StopGate& gate);

}  // namespace voiceid::objects
