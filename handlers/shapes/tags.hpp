#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// Shapes of the tag operations, and of tags in CreateDomain (API model).
namespace voiceid::shapes {

struct Tag {
  static constexpr std::string_view kName = "Tag";
  std::string_view key;
  std::string_view value;
  static constexpr auto members() {
    return std::array{member<&Tag::key>("Key", kTagKey), member<&Tag::value>("Value", kTagValue)};
  }
};

inline constexpr Shape kTagList = list_shape<Tag>("TagList", kShapeOf<Tag>, 0, 200);

struct TagResourceRequest {
  static constexpr std::string_view kName = "TagResourceRequest";
  std::string_view resource_arn;
  std::vector<Tag> tags;
  static constexpr auto members() {
    return std::array{member<&TagResourceRequest::resource_arn>("ResourceArn", kAmazonResourceName),
                      member<&TagResourceRequest::tags>("Tags", kTagList)};
  }
};

struct TagResourceResponse {
  static constexpr std::string_view kName = "TagResourceResponse";
  static constexpr std::array<Member, 0> members() { return {}; }
};

struct UntagResourceRequest {
  static constexpr std::string_view kName = "UntagResourceRequest";
  std::string_view resource_arn;
  std::vector<std::string_view> tag_keys;
  static constexpr auto members() {
    return std::array{member<&UntagResourceRequest::resource_arn>("ResourceArn", kAmazonResourceName),
                      member<&UntagResourceRequest::tag_keys>("TagKeys", kTagKeyList)};
  }
};

struct UntagResourceResponse {
  static constexpr std::string_view kName = "UntagResourceResponse";
  static constexpr std::array<Member, 0> members() { return {}; }
};

struct ListTagsForResourceRequest {
  static constexpr std::string_view kName = "ListTagsForResourceRequest";
  std::string_view resource_arn;
  static constexpr auto members() {
    return std::array{member<&ListTagsForResourceRequest::resource_arn>("ResourceArn", kAmazonResourceName)};
  }
};

struct ListTagsForResourceResponse {
  static constexpr std::string_view kName = "ListTagsForResourceResponse";
  std::optional<std::vector<Tag>> tags;
  static constexpr auto members() { return std::array{member<&ListTagsForResourceResponse::tags>("Tags", kTagList)}; }
};

}  // namespace voiceid::shapes
