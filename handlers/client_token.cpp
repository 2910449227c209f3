#include "handlers/client_token.hpp"

#include "handlers/shapes/canonical.hpp"

namespace voiceid::handlers {

ClientToken::ClientToken(Context& context, const shapes::Shape& shape, const void* request,
                         std::optional<std::string_view> client_token)
    : context_(context) {
  if (!client_token) return;
  key_.append(context.account).append("/").append(context.region).append("/").append(shape.name);
  key_.append("/").append(*client_token);
  parameters_ = sha256(shapes::canonical_text(shape, request));
}

Result<std::optional<ResourceId>> ClientToken::made_before() const {
  if (key_.empty()) return std::optional<ResourceId>();
  const auto* made = context_.store.client_tokens().find(key_, context_.now);
  if (made == nullptr) return std::optional<ResourceId>();
  if (made->parameters != parameters_) {
    return conflict("The ClientToken was used within the last 24 hours with other parameters.");
  }
  return std::optional(made->resource);
}

void ClientToken::remember(ResourceId resource) const {
  if (!key_.empty()) context_.store.client_tokens().remember(key_, parameters_, resource, context_.now);
}

}  // namespace voiceid::handlers
