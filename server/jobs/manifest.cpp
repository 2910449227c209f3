#include "server/jobs/manifest.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/wording.hpp"
#include "domain/error.hpp"
#include "domain/job_faults.hpp"
#include "server/jobs/malformed_json.hpp"
#include "server/jobs/manifest_reader.hpp"

namespace voiceid::jobs {
namespace {

bool is_utf16(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return true;
  return text.size() > 1 && (text[0] == '\0') != (text[1] == '\0');
}

// Names the format if the first bytes show that the text is not JSON in UTF-8, such as `compressed with gzip`.
std::string_view other_format(std::string_view text) {
  using Format = std::pair<std::string_view, std::string_view>;
  constexpr std::array kFormats{Format("\x1f\x8b", "compressed with gzip"), Format("PK\x03\x04", "a ZIP archive"),
                                Format("RIFF", "a RIFF file, such as WAV audio"), Format("<", "XML or HTML")};
  if (text.empty()) return "empty";
  if (is_utf16(text)) return "in UTF-16";
  text = without_byte_order_mark(text);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.empty()) return "blank";
  const auto fits = [text](const Format& format) { return text.starts_with(format.first); };
  const auto* const found = std::ranges::find_if(kFormats, fits);
  return found == kFormats.end() ? std::string_view() : found->second;
}

}  // namespace

std::string request_called(std::string_view request_id) { return "Request " + cited(request_id); }

Result<Manifest> read_manifest(std::string_view text, JobKind kind, std::optional<std::uint64_t> max_requests,
                               const std::stop_token& stop) {
  if (const std::string_view format = other_format(text); !format.empty()) {
    return refused(kInvalidInput.of(kind), "The manifest is " + std::string(format), "JSON in UTF-8 is needed");
  }
  auto manifest = ManifestReader(kind, max_requests, stop).read(text);
  if (!manifest) return summarized(kInvalidInput.of(kind), manifest.error());
  return manifest;
}

}  // namespace voiceid::jobs
