#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/error.hpp"
#include "domain/result.hpp"
#include "domain/s3_uri.hpp"
#include "server/work/stop_gate.hpp"

/// Where the files of batch jobs are. Used on the threads of the pool: everything here may wait.
namespace voiceid::objects {

/// The most that an object of the built-in storage, or a manifest, may have (D).
inline constexpr std::size_t kMaxObjectBytes = 64'000'000;

// How storage fails; the names stand alone on the wire of the control API. A key that cannot be is a
// ValidationException.
inline constexpr ErrorType kNoSuchKey{"", "NoSuchKey", 404};
inline constexpr ErrorType kStorageAccessDenied{"", "AccessDenied", 403};
inline constexpr ErrorType kObjectTooLarge{"", "EntityTooLarge", 400};
/// It did not work, and may another time: a full disk, a server that does not answer.
inline constexpr ErrorType kStorageUnavailable{"", "StorageUnavailable", 500};

class ObjectStore {
 public:
  ObjectStore() = default;
  ObjectStore(const ObjectStore&) = delete;
  ObjectStore& operator=(const ObjectStore&) = delete;
  virtual ~ObjectStore() = default;

  /// The whole object. Errors: one sentence that names the object by its URI: kNoSuchKey, kStorageAccessDenied,
  /// kObjectTooLarge for more than so many bytes, kStorageUnavailable, ValidationException; kStorageUnavailable too
  /// once the gate was stopped.
  virtual Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) = 0;

  /// Writes the whole object or nothing, over one that is there. Errors: as get(), and nothing is written once the gate
  /// was stopped.
  virtual Result<void> put(const S3Uri& uri, std::string_view content, work::StopGate& gate) = 0;
};

}  // namespace voiceid::objects
