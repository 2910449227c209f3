#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "handlers/shapes/schema.hpp"

namespace voiceid::journal {

/// Shows bodies without what the contract marks as sensitive, and without voiceprints. For the former, it goes by the
/// names of members, wherever they stand, so that it also covers misspelled requests (`customer_speaker_id`) and bodies
/// that no shape describes.
class Masking {
 public:
  /// A body as it may be shown.
  struct Body {
    /// JSON, or the part of it that could be read, without white space.
    std::string text;
    /// Whether all of the body could be read.
    bool is_json = false;
  };

  /// The names are those of sensitive members in these shapes and in all that they contain.
  explicit Masking(std::span<const shapes::Shape* const> shapes);

  /// Replaces each sensitive value and each voiceprint by "***". The text ends where it is no longer JSON, since nobody
  /// can tell what follows.
  Body masked(std::string_view body) const;
  /// The same with nothing replaced.
  static Body unmasked(std::string_view body);

 private:
  void collect(const shapes::Shape& shape);

  // In the form of plain_name().
  std::set<std::string, std::less<>> names_;
  std::set<const shapes::Shape*> seen_;
};

}  // namespace voiceid::journal
