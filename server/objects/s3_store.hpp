#pragma once

#include <chrono>
#include <string>

#include "server/objects/object_store.hpp"
#include "server/outbound/http_client.hpp"

namespace voiceid::objects {

struct S3Options {
  /// `http[s]://host[:port]`, without a slash at the end.
  std::string endpoint;
  std::string region;
  /// Both empty: requests are not signed.
  std::string access_key;
  std::string secret_key;
  /// May be empty.
  std::string session_token;
  /// How long the server may leave a request without progress.
  std::chrono::milliseconds timeout{};
};

/// The objects of an S3 server, whose buckets are the first part of the path. What may work another time is tried four
/// times, with growing pauses. A stop ends waiting at once; an object whose last bytes were on their way then may still
/// be stored, as a whole.
class S3Store final : public ObjectStore {
 public:
  explicit S3Store(const S3Options& options);

  /// Errors: as ObjectStore::get(); ValidationException too for a request that the server refuses.
  Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) override;
  /// Errors: as get().
  Result<void> put(const S3Uri& uri, std::string_view content, work::StopGate& gate) override;

 private:
  outbound::HttpRequest request_for(outbound::Method method, const S3Uri& uri, std::string_view payload) const;
  outbound::HttpReply perform(const outbound::HttpRequest& request, const work::StopGate& gate) const;
  Error no_answer(const S3Uri& uri, const outbound::HttpRequest& request, const outbound::HttpReply& reply) const;

  const std::string endpoint_;
  const outbound::HttpRules rules_;
};

}  // namespace voiceid::objects
