#include "domain/wav_labels.hpp"

#include "base/number.hpp"
#include "base/wording.hpp"
#include "domain/riff.hpp"
#include "domain/voice.hpp"

namespace voiceid {
namespace {

using riff::append_chunk;
using riff::Chunk;
using riff::Chunks;

constexpr std::string_view kList = "LIST";
constexpr std::string_view kInfo = "INFO";

bool is_wave(std::string_view header) {
  return header.size() >= riff::kHeaderSize && header.starts_with("RIFF") && header.substr(8, 4) == "WAVE";
}

bool is_replaced(const Chunk& entry, const WavLabels& labels) {
  if (entry.id == kArtistEntry) return labels.voice.has_value();
  return entry.id == kCommentEntry && entry.content.starts_with(kSpoofingRiskBeginning) &&
         labels.spoofing_risk.has_value();
}

// Appends the list without the entries that are replaced; nothing if none is left.
Result<void> append_rest(std::string& out, std::string_view list, const WavLabels& labels) {
  std::string rest(kInfo);
  Chunks entries(list.substr(kInfo.size()));
  while (!entries.at_end()) {
    const auto entry = entries.next();
    if (!entry) return entry.error();
    if (!is_replaced(*entry, labels)) append_chunk(rest, entry->id, entry->content);
  }
  if (rest.size() > kInfo.size()) append_chunk(out, kList, rest);
  return {};
}

void read_labels(std::string_view list, WavLabels& labels) {
  if (!list.starts_with(kInfo)) return;
  Chunks entries(list.substr(kInfo.size()));
  while (!entries.at_end()) {
    const auto entry = entries.next();
    if (!entry) return;
    const std::string_view text = without_nuls(entry->content);
    if (entry->id == kArtistEntry && is_voice_label(text)) labels.voice = text;
    if (entry->id != kCommentEntry || !text.starts_with(kSpoofingRiskBeginning)) continue;
    const auto risk = number_in<int>(text.substr(kSpoofingRiskBeginning.size()));
    if (risk && *risk >= 0 && *risk <= 100) labels.spoofing_risk = risk;
  }
}

}  // namespace

std::string list_of(const WavLabels& labels) {
  std::string list(kInfo);
  if (labels.voice) append_chunk(list, kArtistEntry, *labels.voice + '\0');
  if (labels.spoofing_risk) {
    std::string comment(kSpoofingRiskBeginning);
    append_chunk(list, kCommentEntry, comment.append(std::to_string(*labels.spoofing_risk)).append(1, '\0'));
  }
  return list;
}

Result<std::string> labelled(std::string_view wav, const WavLabels& labels) {
  if (!is_wave(wav)) {
    return refused("Only a WAV file can say whose voice it carries, and these bytes begin with " +
                       shown(wav.substr(0, riff::kHeaderSize)),
                   "a RIFF file of the type WAVE is needed");
  }
  std::string content("WAVE");
  content.reserve(wav.size());
  append_chunk(content, kList, list_of(labels));
  Chunks chunks(wav.substr(riff::kHeaderSize));
  while (!chunks.at_end()) {
    const auto chunk = chunks.next();
    if (!chunk) return chunk.error();
    if (chunk->id != kList || !chunk->content.starts_with(kInfo)) {
      append_chunk(content, chunk->id, chunk->content);
    } else if (auto appended = append_rest(content, chunk->content, labels); !appended) {
      return appended.error();
    }
  }
  std::string file;
  file.reserve(content.size() + riff::kChunkHeaderSize);
  append_chunk(file, "RIFF", content);
  return file;
}

WavLabels labels_of(const ReadAt& read) {
  // Of a usual recording; a file of nothing but empty chunks would take long.
  constexpr int kMostChunks = 1000;
  constexpr std::size_t kLargestList = 65'536;
  WavLabels labels;
  if (!is_wave(read(0, riff::kHeaderSize))) return labels;
  std::uint64_t offset = riff::kHeaderSize;
  for (int i = 0; i < kMostChunks; ++i) {
    const std::string head = read(offset, riff::kChunkHeaderSize);
    if (head.size() < riff::kChunkHeaderSize) return labels;
    const std::uint32_t size = riff::u32_at(head, 4);
    offset += riff::kChunkHeaderSize;
    if (head.starts_with(kList) && size <= kLargestList) read_labels(read(offset, size), labels);
    offset += size + size % 2;
  }
  return labels;
}

}  // namespace voiceid
