#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace voiceid::http {

/// About how much of an answer is made at a time.
inline constexpr std::size_t kPieceBytes = 60 * 1024;

/// Where the body of an answer comes from that is made piece by piece, as the client takes it. The connection that
/// sends it calls this on the server's one thread; it does not block.
class PieceSource {
 public:
  enum class Next {
    /// Ask again, even if nothing was appended.
    kMore,
    /// That was all.
    kEnd,
    /// The rest cannot be had: the connection is reset, so nobody takes a part for the whole. No first piece: a 500.
    kFailed
  };

  PieceSource() = default;
  PieceSource(const PieceSource&) = delete;
  PieceSource& operator=(const PieceSource&) = delete;
  virtual ~PieceSource() = default;

  /// The bytes of the whole body, if known before it is made; next() then gives exactly that many.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  /// About how many bytes of memory it holds until all of it is sent.
  virtual std::size_t held_bytes() const { return 0; }
  /// Appends the next piece, about kPieceBytes, within a few milliseconds. Others are served between pieces.
  virtual Next next(std::string& out) = 0;
};

}  // namespace voiceid::http
