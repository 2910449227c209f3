#include "domain/riff.hpp"

#include "base/wording.hpp"

namespace voiceid::riff {

// Byte by byte, so that the byte order and alignment of the machine do not matter.
std::uint32_t u16_at(std::string_view bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[offset]) |
                                    static_cast<unsigned char>(bytes[offset + 1]) << 8U);
}
std::uint32_t u32_at(std::string_view bytes, std::size_t offset) {
  return u16_at(bytes, offset) | u16_at(bytes, offset + 2) << 16U;
}

void append_number(std::string& bytes, std::uint32_t value, unsigned size) {
  for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8U * i) & 0xffU));
}

void append_chunk(std::string& bytes, std::string_view id, std::string_view content) {
  bytes.append(id);
  append_number(bytes, static_cast<std::uint32_t>(content.size()), 4);
  bytes.append(content);
  if (content.size() % 2 == 1) bytes.push_back('\0');
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
