#pragma once

#include <memory>
#include <string>

#include "domain/result.hpp"
#include "server/objects/beneath.hpp"

namespace voiceid::objects {

/// A folder of this process alone, removed at the end with all that is in it.
class PrivateFolder {
 public:
  /// Makes one in the first of $TMPDIR, /tmp and /dev/shm where that can be done. Errors: kStorageUnavailable.
  static Result<std::shared_ptr<PrivateFolder>> make();

  PrivateFolder(std::string path, Descriptor folder);
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder();

  /// Removes it now, for the end of the process: where that takes long, as on a disk that discards what is deleted, a
  /// process of its own goes on with it and the end does not wait. Nobody else works in it any more.
  void remove_at_exit();

  const std::string& path() const { return path_; }
  int folder() const { return folder_.get(); }
  /// Whether somebody removed it, as those do who tidy up /tmp.
  bool is_gone() const;

 private:
  void remove() const;

  // Empty once it was removed.
  std::string path_;
  Descriptor folder_;
};

}  // namespace voiceid::objects
