// Reads a saved state. One that is taken is saved and read again as the same text, and what falls due there happens;
// one that is refused is refused with a reason.
#include <limits>
#include <string>

#include "handlers/due_work.hpp"
#include "server/json/structure_in_pieces.hpp"
#include "server/state/restore.hpp"
#include "server/state/snapshot.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/fuzz/scene.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

constexpr TimePoint kNow{std::chrono::days(20'000)};

std::string text_of(const server::LoadedState& loaded) {
  Clock clock([] { return kNow; });
  clock.restore(loaded.clock);
  const auto document = state::snapshot(*loaded.store, clock, {});
  json::StructureInPieces pieces(shapes::kSavedShape<state::Document>, document.get());
  std::string text;
  pieces.append_some(text, std::numeric_limits<std::size_t>::max());
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const auto loaded = state::read_state(input.rest(), {}, kNow);
  if (!loaded) {
    require(!loaded.error().message.empty());
    return 0;
  }
  const std::string text = text_of(*loaded);
  auto again = state::read_state(text, {}, kNow);
  require(again && text_of(*again) == text);
  static fuzz::Scene scene;
  scene.begin();
  require(static_cast<bool>(scene.emulator.replace(std::move(*again), {})));
  scene.emulator.turn([] { static_cast<void>(scene.emulator.clock().advance({.months = 12, .exact = {}})); });
  scene.emulator.turn([] {});
  scene.check_events();
  return 0;
}
