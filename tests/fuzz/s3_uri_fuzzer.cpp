// Reads any text as an S3 URI, and as a key of the bucket `calls`. A URI is one exactly if the API model's pattern says
// so; the path of an object stays in its bucket's folder and names the whole key.
#include "base/utf8.hpp"
#include "domain/s3_uri.hpp"
#include "handlers/shapes/pattern.hpp"
#include "server/objects/object_key.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

constexpr std::size_t kMostCodePoints = 1024;

void check_uri(std::string_view text) {
  static constinit const shapes::Pattern kPattern{kS3UriPatternText};
  const auto uri = parse_s3_uri(text);
  if (is_utf8(text) && code_points(text) <= kMostCodePoints) require(kPattern.matches(text) == uri.has_value());
  if (!uri) return;
  require(uri->text() == text || uri->text() == std::string(text) + "/");
  require(is_bucket_name(uri->bucket) && parse_s3_uri(uri->text()).value_or(*uri) == *uri);
  const std::string_view name = file_name_of(*uri);
  require(name.find('/') == std::string_view::npos && uri->key.ends_with(name));
}

void check_path(const S3Uri& uri) {
  const auto path = objects::path_of(uri);
  if (!path) return fuzz::require_sentence(path.error().message);
  require(static_cast<bool>(objects::check_object(uri)) && path->folders.front() == uri.bucket);
  std::string joined;
  for (std::size_t i = 1; i < path->folders.size(); ++i) joined.append(path->folders[i]).append("/");
  require(joined + path->name == uri.key);
  for (const std::string& part : objects::split_key(uri.key)) {
    require(!part.empty() && part != "." && part != ".." && !part.starts_with(objects::kTemporaryPrefix));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const std::string_view text = input.rest();
  check_uri(text);
  check_path({"calls", std::string(text)});
  if (const auto uri = parse_s3_uri(text)) check_path(*uri);
  const std::string bucket(text.substr(0, text.find('/')));
  require(static_cast<bool>(objects::check_bucket(bucket)) == is_bucket_name(bucket));
  return 0;
}
