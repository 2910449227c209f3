#include "domain/ids.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace voiceid {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
// Bytes from here on are drawn again; otherwise the first characters of the alphabet would be more frequent.
constexpr unsigned kUniformLimit = 256 / kAlphabet.size() * kAlphabet.size();

constexpr bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
static_assert(std::ranges::all_of(kAlphabet, is_alphanumeric));

}  // namespace

std::optional<ResourceId> resource_id_in(std::string_view text) {
  // Every call asks this; searching the alphabet for each character would take three times as long.
  if (text.size() != kResourceIdLength || !std::ranges::all_of(text, is_alphanumeric)) return std::nullopt;
  return ResourceId(text);
}

ResourceId resource_id_from(std::span<const unsigned char, kResourceIdLength> bytes) {
  ResourceId id;
  std::ranges::transform(bytes, id.chars().begin(), [](unsigned byte) { return kAlphabet[byte % kAlphabet.size()]; });
  return id;
}

void IdGenerator::fill_alphanumeric(std::span<char> out) {
  std::array<unsigned char, kResourceIdLength> bytes{};
  std::size_t written = 0;
  while (written < out.size()) {
    const auto wanted = std::span(bytes).first(std::min(bytes.size(), out.size() - written));
    source_->fill(wanted);
    for (const unsigned byte : wanted) {
      if (byte < kUniformLimit) out[written++] = kAlphabet[byte % kAlphabet.size()];
    }
  }
}

ResourceId IdGenerator::resource_id() {
  ResourceId id;
  fill_alphanumeric(id.chars());
  return id;
}

GeneratedId IdGenerator::generated_id() {
  GeneratedId id;
  kGeneratedIdPrefix.copy(id.chars().data(), kGeneratedIdPrefix.size());
  fill_alphanumeric(std::span(id.chars()).subspan(kGeneratedIdPrefix.size()));
  return id;
}

}  // namespace voiceid
