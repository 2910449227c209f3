#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/schema.hpp"

namespace voiceid::handlers {

/// Makes one creating call idempotent: within 24 hours, a repeat with the same ClientToken finds the first call's
/// resource. A call without a ClientToken is never a repeat.
class ClientToken {
 public:
  template <class Request>
  ClientToken(Context& context, const Request& request)
      : ClientToken(context, shapes::kShapeOf<Request>, &request, request.client_token) {}

  /// The resource that an earlier call with the same token and parameters made, if any.
  /// Errors: ConflictException if the parameters differ.
  Result<std::optional<ResourceId>> made_before() const;

  /// Notes that this call made the resource. Call it only if the call succeeds.
  void remember(ResourceId resource) const;

 private:
  ClientToken(Context& context, const shapes::Shape& shape, const void* request,
              std::optional<std::string_view> client_token);

  Context& context_;
  std::string key_;
  Digest parameters_{};
};

}  // namespace voiceid::handlers
