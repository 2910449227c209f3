#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "handlers/shapes/schema.hpp"

namespace voiceid::json {

/// Writes a structure as a JSON object piece by piece: the same text as append_structure(). What holds no list itself
/// is written at once.
class StructureInPieces {
 public:
  /// The structure outlives this.
  StructureInPieces(const shapes::Shape& shape, const void* structure) : open_{{&shape, structure}} {}

  /// Appends until the text has `enough` bytes, or a little more. Returns whether there is more to come.
  bool append_some(std::string& out, std::size_t enough);

 private:
  // A structure or list of which a part is written.
  struct Open {
    const shapes::Shape* shape;
    const void* value;
    // The member or element that comes next.
    std::size_t next = 0;
    bool has_begun = false;
  };

  void step(std::string& out);
  void begin(std::string& out, const shapes::Shape& shape, const void* value);

  // From the outermost to the innermost.
  std::vector<Open> open_;
};

}  // namespace voiceid::json
