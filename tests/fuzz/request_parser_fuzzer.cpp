// Parses any bytes in pieces, whose lengths the first line gives, and compares the outcome with that of the same bytes
// in one piece: it does not depend on how they arrive.
#include "tests/fuzz/parsing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace voiceid::fuzz;
  Input input(data, size);
  const std::string_view steps = input.until('\n');
  const Parsed whole = parse(input.rest(), {});
  // A mistake behind the end of a message is found only if it arrives together with that end.
  require(!whole.done || parse(input.rest(), steps) == whole);
  return 0;
}
