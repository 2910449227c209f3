#include "server/objects/storage_options.hpp"

#include "server/objects/s3_store.hpp"

namespace voiceid::objects {

Result<Storage> open_storage(const StorageOptions& options) {
  if (!options.endpoint) {
    auto folder = open_folder_store(options.root);
    if (!folder) return folder.error();
    FolderStore* built_in = folder->get();
    return Storage{std::move(*folder), built_in};
  }
  if (options.root) return validation_failed("--s3-root and --s3-endpoint cannot be used together.");
  if (!outbound::is_endpoint(*options.endpoint)) {
    return validation_failed("The S3 endpoint is not a URL such as http://localhost:9000.");
  }
  if (auto checked = outbound::check_identity(options.identity); !checked) return checked.error();
  std::string endpoint = *options.endpoint;
  if (endpoint.ends_with('/')) endpoint.pop_back();
  const S3Options s3{.endpoint = std::move(endpoint),
                     .identity = options.identity,
                     .trust = options.trust,
                     .timeout = options.timeout};
  return Storage{std::make_unique<S3Store>(s3), nullptr};
}

}  // namespace voiceid::objects
