// Reads any bytes as the manifest of either kind of job. A refusal is one sentence of printable UTF-8; a request either
// can be carried out or has a fault that is such a sentence.
#include <set>

#include "server/jobs/manifest.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using voiceid::JobKind;
using voiceid::fuzz::require;
using namespace voiceid::jobs;

constexpr std::size_t kLongestSentence = 2000;

void check_sentence(const std::string& text) {
  voiceid::fuzz::require_sentence(text);
  require(text.size() < kLongestSentence);
}

void check(const ManifestRequest& request, JobKind kind) {
  if (request.fault) {
    check_sentence(request.fault->message);
    require(!request.fault->summary.empty());
    return;
  }
  require(!request.request_id.empty());
  require(request.customer_speaker_id.empty() == (kind == JobKind::kFraudsterRegistration));
  require(!request.audio.empty() && request.audio.size() <= 10);
  require(std::ranges::all_of(request.audio, [](const AudioSpecification& file) {
    return !file.uri.bucket.empty() && !file.uri.key.empty() && file.channel <= 1;
  }));
}

void check(std::string_view text, JobKind kind, std::optional<std::uint64_t> most) {
  const auto manifest = read_manifest(text, kind, most);
  if (!manifest) {
    check_sentence(manifest.error().message);
    require(!manifest.error().summary.empty());
    return;
  }
  require(manifest->request_count > 0);
  require(manifest->requests.size() == std::min(manifest->request_count, most.value_or(manifest->request_count)));
  std::set<std::string> request_ids;
  for (const ManifestRequest& request : manifest->requests) {
    check(request, kind);
    require(request.request_id.empty() || request_ids.insert(request.request_id).second);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const voiceid::fuzz::Input input(data, size);
  for (const JobKind kind : {JobKind::kSpeakerEnrollment, JobKind::kFraudsterRegistration}) {
    check(input.rest(), kind, std::nullopt);
    check(input.rest(), kind, 1);
  }
  return 0;
}
