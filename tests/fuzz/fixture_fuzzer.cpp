// Loads a document: its first byte says whether it is JSON, YAML, or YAML of a file. It is made, or its mistake is one
// line that can be shown.
#include "server/fixtures/load.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

handlers::FixtureGround ground() {
  return {.settings = {}, .account = "000000000000", .region = "us-east-1", .seed = 1, .now = TimePoint()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const unsigned choice = input.byte();
  const auto format = choice % 2 == 0 ? fixtures::Format::kYaml : fixtures::Format::kJson;
  const work::StopGate gate;
  const fixtures::Source source{"a.yaml", std::nullopt, format, {std::string(input.rest()), {}}};
  const auto loaded = fixtures::load({&source, 1}, ground(), gate);
  if (loaded) return 0;
  const std::string& message = loaded.error().message;
  fuzz::require_shown(message);
  require(message.starts_with("a.yaml") && (message.ends_with(".") || message.ends_with("?")));
  return 0;
}
