#include "domain/tags.hpp"

#include <algorithm>

namespace voiceid {
namespace {

// AWS reserves the prefix in upper and lower case (AWS JSON services).
bool is_reserved(std::string_view key) {
  constexpr std::string_view kPrefix = "aws:";
  return key.size() >= kPrefix.size() && std::equal(kPrefix.begin(), kPrefix.end(), key.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
         });
}

Result<void> check_keys(std::vector<std::string_view> keys) {
  if (std::ranges::any_of(keys, is_reserved)) {
    return validation_failed("Tag keys that begin with aws: are reserved for system use.");
  }
  std::ranges::sort(keys);
  if (std::ranges::adjacent_find(keys) != keys.end()) {
    return validation_failed("A tag key may be given only once in a request.");
  }
  return {};
}

}  // namespace

Result<void> add_tags(Tags& tags, const std::vector<std::pair<std::string_view, std::string_view>>& added) {
  std::vector<std::string_view> keys(added.size());
  std::ranges::transform(added, keys.begin(), [](const auto& tag) { return tag.first; });
  if (auto checked = check_keys(keys); !checked) return checked;
  const auto is_new = [&](const auto& tag) { return !tags.contains(tag.first); };
  if (tags.size() + static_cast<std::size_t>(std::ranges::count_if(added, is_new)) > kMaxTagsPerResource) {
    return validation_failed("A resource can have at most " + std::to_string(kMaxTagsPerResource) + " tags.");
  }
  for (const auto& [key, value] : added) tags.insert_or_assign(std::string(key), std::string(value));
  return {};
}

Result<void> remove_tags(Tags& tags, const std::vector<std::string_view>& keys) {
  if (auto checked = check_keys(keys); !checked) return checked;
  for (const std::string_view key : keys) {
    if (const auto found = tags.find(key); found != tags.end()) tags.erase(found);
  }
  return {};
}

}  // namespace voiceid
