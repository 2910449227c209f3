#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"
#include "handlers/tagging.hpp"

namespace voiceid::handlers {

Result<shapes::TagResourceResponse> tag_resource(Context& context, const shapes::TagResourceRequest& request) {
  const auto record = require_domain_of_arn(context, request.resource_arn);
  if (!record) return record.error();
  const auto tagged = add_tags((*record)->domain.tags, tag_pairs(request.tags));
  if (!tagged) return tagged.error();
  return shapes::TagResourceResponse{};
}

Result<shapes::UntagResourceResponse> untag_resource(Context& context, const shapes::UntagResourceRequest& request) {
  const auto record = require_domain_of_arn(context, request.resource_arn);
  if (!record) return record.error();
  const auto untagged = remove_tags((*record)->domain.tags, request.tag_keys);
  if (!untagged) return untagged.error();
  return shapes::UntagResourceResponse{};
}

Result<shapes::ListTagsForResourceResponse> list_tags_for_resource(Context& context,
                                                                   const shapes::ListTagsForResourceRequest& request) {
  const auto record = require_domain_of_arn(context, request.resource_arn);
  if (!record) return record.error();
  shapes::ListTagsForResourceResponse response;
  auto& tags = response.tags.emplace();
  for (const auto& [key, value] : (*record)->domain.tags) tags.push_back({key, value});
  return response;
}

}  // namespace voiceid::handlers
