#include "domain/riff.hpp"

#include <algorithm>

#include "base/hex.hpp"

namespace voiceid::riff {

// Byte by byte: neither the order nor the alignment of the machine's integers matters.
std::uint32_t u16_at(std::string_view bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[offset]) |
                                    static_cast<unsigned char>(bytes[offset + 1]) << 8U);
}
std::uint32_t u32_at(std::string_view bytes, std::size_t offset) {
  return u16_at(bytes, offset) | u16_at(bytes, offset + 2) << 16U;
}

// What stands in a file may be no text, and a message must be.
std::string shown(std::string_view text) {
  if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) return "'" + std::string(text) + "'";
  return "0x" + hex(text);
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count).append(" ").append(noun).append(count == 1 ? "" : "s");
}

Error refused(std::string found, std::string_view needed) {
  return validation_failed(found.append("; ").append(needed).append("."));
}

Result<Chunk> Chunks::next() {
  if (rest_.size() < kChunkHeaderSize) {
    return refused("The WAV file has " + counted(rest_.size(), "byte") + " where a chunk is expected",
                   "the header of a chunk alone needs 8");
  }
  const std::string_view id = rest_.substr(0, 4);
  const std::uint32_t size = u32_at(rest_, 4);
  rest_.remove_prefix(kChunkHeaderSize);
  if (size > rest_.size()) {
    return refused("The chunk " + shown(id) + " of the WAV file says that it has " + counted(size, "byte") +
                       ", but the file has room for " + std::to_string(rest_.size()),
                   "the true size is needed");
  }
  const std::string_view content = rest_.substr(0, size);
  rest_.remove_prefix(size);
  lacks_padding_ = size % 2 == 1 && rest_.empty();
  if (size % 2 == 1 && !lacks_padding_) rest_.remove_prefix(1);
  return Chunk{id, content};
}

}  // namespace voiceid::riff
