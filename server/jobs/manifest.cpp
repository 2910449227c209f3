#include "server/jobs/manifest.hpp"

#include "base/wording.hpp"
#include "domain/error.hpp"
#include "server/jobs/malformed_json.hpp"
#include "server/jobs/manifest_reader.hpp"

namespace voiceid::jobs {

std::string request_called(std::string_view request_id) { return "Request " + cited(request_id); }

Result<Manifest> read_manifest(std::string_view text, JobKind kind, std::optional<std::uint64_t> max_requests) {
  if (const std::string_view format = other_format(text); !format.empty()) {
    return refused("The manifest is " + std::string(format), "JSON in UTF-8 is needed");
  }
  return ManifestReader(kind, max_requests).read(text);
}

}  // namespace voiceid::jobs
