#pragma once

#include <chrono>
#include <string>

#include "server/objects/object_store.hpp"
#include "server/outbound/aws_identity.hpp"
#include "server/outbound/http_client.hpp"

namespace voiceid::objects {

struct S3Options {
  /// `http[s]://host[:port]`, without a slash at the end.
  std::string endpoint;
  /// Without keys, requests are not signed.
  outbound::AwsIdentity identity;
  outbound::Trust trust = {};
  /// How long a request may make no progress.
  std::chrono::milliseconds timeout{};
};

/// Objects on an S3 server, with path-style bucket names. Makes up to four attempts if the failure may pass, with
/// growing pauses. A stop ends all waiting at once; an object whose last bytes were already sent may still be stored,
/// as a whole.
class S3Store final : public ObjectStore {
 public:
  explicit S3Store(const S3Options& options);

  /// Errors: as ObjectStore::get(); ValidationException also if the server refuses the request.
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
