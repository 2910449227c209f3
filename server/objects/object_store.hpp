#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "domain/error.hpp"
#include "domain/result.hpp"
#include "domain/s3_uri.hpp"
#include "server/work/stop_gate.hpp"

/// Where the files of batch jobs are. Used on the threads of the pool: everything here may wait.
namespace voiceid::objects {

/// The most bytes of a manifest, or of any object in the built-in storage (docs/fidelity.md).
inline constexpr std::size_t kMaxObjectBytes = 64'000'000;

// The failures of storage, under the names that the control API shows. An impossible key is a ValidationException.
inline constexpr ErrorType kNoSuchKey{"", "NoSuchKey", 404};
inline constexpr ErrorType kStorageAccessDenied{"", "AccessDenied", 403};
inline constexpr ErrorType kObjectTooLarge{"", "EntityTooLarge", 400};
/// May succeed later: a full disk, a server that does not answer.
inline constexpr ErrorType kStorageUnavailable{"", "StorageUnavailable", 500};

class ObjectStore {
 public:
  ObjectStore() = default;
  ObjectStore(const ObjectStore&) = delete;
  ObjectStore& operator=(const ObjectStore&) = delete;
  virtual ~ObjectStore() = default;

  /// Returns the whole object. Errors: one sentence that names the object by its URI: kNoSuchKey, kStorageAccessDenied,
  /// kObjectTooLarge for more than `max_bytes`, ValidationException, kStorageUnavailable (also once the gate is
  /// stopped).
  virtual Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) = 0;

  /// Writes the whole object or nothing, replacing an existing one. Errors: as get(). Once the gate is stopped, nothing
  /// is written.
  virtual Result<void> put(const S3Uri& uri, std::string_view content, work::StopGate& gate) = 0;
};

inline Error no_such_key(std::string message) { return {&kNoSuchKey, std::move(message), {}, {}}; }
inline Error storage_access_denied(std::string message) { return {&kStorageAccessDenied, std::move(message), {}, {}}; }
inline Error storage_unavailable(std::string message) { return {&kStorageUnavailable, std::move(message), {}, {}}; }

// What both storages report in the same words.
inline Error no_such_object(const S3Uri& uri) { return no_such_key("There is no object " + uri.text() + "."); }
inline Error object_too_large(const S3Uri& uri, std::size_t max_bytes) {
  std::string message =
      "The object " + uri.text() + " is larger than the " + std::to_string(max_bytes) + " bytes allowed.";
  return {&kObjectTooLarge, std::move(message), {}, {}};
}
inline Error access_stopped(const S3Uri& uri) {
  return storage_unavailable("Access to the object " + uri.text() + " was stopped.");
}

}  // namespace voiceid::objects
