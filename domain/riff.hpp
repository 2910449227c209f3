#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.hpp"

/// The chunks that RIFF files such as WAV consist of, and the words in which a faulty file is refused.
namespace voiceid::riff {

inline constexpr std::size_t kChunkHeaderSize = 8;
inline constexpr std::size_t kHeaderSize = 12;

/// Little-endian integers at an offset that lies within the bytes.
std::uint32_t u16_at(std::string_view bytes, std::size_t offset);
std::uint32_t u32_at(std::string_view bytes, std::size_t offset);

/// Bytes of a file as a message can show them: what is no text, in hexadecimal.
std::string shown(std::string_view text);

/// `1 byte`, `2 bytes`.
std::string counted(std::uint64_t count, std::string_view noun);

/// ValidationException: what was found, and what is needed.
Error refused(std::string found, std::string_view needed);

struct Chunk {
  std::string_view id;
  std::string_view content;
};

/// Goes through the chunks of a RIFF file, or through the entries of a list, which have the same form.
class Chunks {
 public:
  explicit Chunks(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  /// Whether the last chunk is of odd size and lacks the byte that fills it up.
  bool lacks_padding() const { return lacks_padding_; }

  /// Errors: ValidationException where there is no whole chunk.
  Result<Chunk> next();

 private:
  std::string_view rest_;
  bool lacks_padding_ = false;
};

}  // namespace voiceid::riff
