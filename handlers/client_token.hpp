#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/schema.hpp"

namespace voiceid::handlers {

/// The idempotency of one call that makes a resource (page 1, Idempotency). A call without ClientToken is never a
/// repeat.
class ClientToken {
 public:
  template <class Request>
  ClientToken(Context& context, const Request& request)
      : ClientToken(context, shapes::kShapeOf<Request>, &request, request.client_token) {}

  /// What an earlier call with the same token and parameters made, or nothing.
  /// Errors: ConflictException where the parameters were others.
  Result<std::optional<ResourceId>> made_before() const;

  /// Notes that this call made the resource. To be called only where the call succeeds.
  void remember(ResourceId resource) const;

 private:
  ClientToken(Context& context, const shapes::Shape& shape, const void* request,
              std::optional<std::string_view> client_token);

  Context& context_;
  std::string key_;
  Digest parameters_{};
};

}  // namespace voiceid::handlers
