#include "server/objects/object_key.hpp"

#include <optional>

#include "base/utf8.hpp"
#include "base/wording.hpp"

namespace voiceid::objects {
namespace {

// The most bytes of a file name on Linux.
constexpr std::size_t kMaxNameBytes = 255;

// Why a part of a key cannot be a file name, as the end of a sentence.
std::optional<std::string> fault_of(std::string_view part) {
  if (part.empty()) return "an empty part; the folder storage needs a name before and after each slash";
  if (part == "." || part == "..") {
    return "the part '" + std::string(part) + "', which cannot be a name in the folder storage";
  }
  if (part.size() > kMaxNameBytes) {
    return "a part of " + std::to_string(part.size()) + " bytes; the folder storage allows at most " +
           std::to_string(kMaxNameBytes);
  }
  if (part.starts_with(kTemporaryPrefix)) {
    return "a part that begins with '" + std::string(kTemporaryPrefix) + "', which is reserved for temporary files";
  }
  return std::nullopt;
}

// Describes a key that may not be valid text, so the message does not quote it.
Error wrong_key(const S3Uri& uri, const std::string& what) {
  return validation_failed("A key in the bucket " + uri.bucket + " " + what + ".");
}

}  // namespace

Result<void> check_bucket(std::string_view bucket) {
  if (is_bucket_name(bucket)) return {};
  return validation_failed(
      "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens, and begins and ends with a letter or "
      "digit.");
}

std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t slash = key.find('/');
    parts.emplace_back(key.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    key.remove_prefix(slash + 1);
  }
}

Result<void> check_object(const S3Uri& uri) {
  if (auto checked = check_bucket(uri.bucket); !checked) return checked;
  if (uri.key.empty()) return validation_failed(uri.text() + " names no object; a key is needed after the bucket.");
  if (uri.key.size() > kMaxKeyBytes) {
    return wrong_key(
        uri, "has " + std::to_string(uri.key.size()) + " bytes; it may have at most " + std::to_string(kMaxKeyBytes));
  }
  if (!is_utf8(uri.key)) return wrong_key(uri, "is not UTF-8");
  return {};
}

Result<ObjectPath> path_of(const S3Uri& uri) {
  if (auto checked = check_object(uri); !checked) return checked.error();
  if (uri.key.find('\0') != std::string::npos) {
    return wrong_key(uri, "has a NUL, which the folder storage does not allow");
  }
  ObjectPath path{split_key(uri.key), {}};
  for (const std::string& part : path.folders) {
    if (const auto fault = fault_of(part))
      return validation_failed("The key of " + printable(uri.text()) + " has " + *fault + ".");
  }
  path.name = std::move(path.folders.back());
  path.folders.pop_back();
  path.folders.insert(path.folders.begin(), uri.bucket);
  return path;
}

}  // namespace voiceid::objects
