#pragma once

#include <string>

#include "server/storage/object_store.hpp"
#include "server/storage/s3_connection.hpp"

namespace voiceid::storage {

/// The objects of an S3 server, whose buckets are the first part of the path. What may work another time is tried four
/// times, with growing pauses. A stop ends waiting at once; an object whose last bytes were on their way then may still
/// be stored, as a whole.
class S3Store final : public ObjectStore {
 public:
  explicit S3Store(S3Options options) : options_(std::move(options)) {}

  /// Errors: as ObjectStore::get(); ValidationException too for a request that the server refuses.
  Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const StopGate& gate) override;
  /// Errors: as get().
  Result<void> put(const S3Uri& uri, std::string_view content, StopGate& gate) override;

 private:
  S3Request request_for(const S3Uri& uri, std::string_view payload) const;
  S3Reply perform(const S3Request& request, const StopGate& gate) const;
  Error no_answer(const S3Uri& uri, const S3Request& request, const S3Reply& reply) const;

  const S3Options options_;
};

}  // namespace voiceid::storage
