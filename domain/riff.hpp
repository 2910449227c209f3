#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.hpp"

/// The chunks that RIFF files such as WAV consist of.
namespace voiceid::riff {

inline constexpr std::size_t kChunkHeaderSize = 8;
inline constexpr std::size_t kHeaderSize = 12;

/// The little-endian integer at the offset; all its bytes must lie within `bytes`.
std::uint32_t u16_at(std::string_view bytes, std::size_t offset);
std::uint32_t u32_at(std::string_view bytes, std::size_t offset);

/// Appends the low bytes of the value, the lowest first.
void append_number(std::string& bytes, std::uint32_t value, unsigned size);
/// Appends a chunk, padded to an even length.
void append_chunk(std::string& bytes, std::string_view id, std::string_view content);

/// One chunk; views of the bytes that were read.
struct Chunk {
  std::string_view id;
  std::string_view content;
};

/// Iterates over the chunks of a RIFF file, or over the entries of a list, which have the same form.
class Chunks {
 public:
  explicit Chunks(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  /// Whether the last chunk has an odd size and lacks its padding byte.
  bool lacks_padding() const { return lacks_padding_; }

  /// Errors: ValidationException if no whole chunk follows.
  Result<Chunk> next();

 private:
  std::string_view rest_;
  bool lacks_padding_ = false;
};

}  // namespace voiceid::riff
