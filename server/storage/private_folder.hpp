#pragma once

#include <memory>
#include <string>

#include "domain/result.hpp"
#include "server/storage/beneath.hpp"

namespace voiceid::storage {

/// A folder of this process alone, removed at the end with all that is in it.
class PrivateFolder {
 public:
  /// Makes one in the first of $TMPDIR, /tmp and /dev/shm where that can be done. Errors: kStorageUnavailable.
  static Result<std::shared_ptr<const PrivateFolder>> make();

  PrivateFolder(std::string path, Descriptor folder);
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder();

  const std::string& path() const { return path_; }
  int folder() const { return folder_.get(); }
  /// Whether somebody removed it, as those do who tidy up /tmp.
  bool is_gone() const;

 private:
  std::string path_;
  Descriptor folder_;
};

}  // namespace voiceid::storage
