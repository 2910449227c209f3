// Reads JSON as each shape that a request can have: of the API, the control API and the agent desktop. The first byte
// chooses the shape, the second whether the rest is the JSON or chooses what is in it. What was read is written as JSON
// that reads as the same; a refusal is text.
#include <array>
#include <tuple>

#include "base/utf8.hpp"
#include "handlers/operations.hpp"
#include "server/agent_app/method_table.hpp"
#include "server/api/operation_table.hpp"
#include "server/control/calls.hpp"
#include "server/control/route.hpp"
#include "server/json/json_writer.hpp"
#include "tests/fuzz/document.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

template <class Structure>
std::string written(const Structure& structure) {
  std::string text;
  json::append_structure(text, shapes::kShapeOf<Structure>, &structure);
  return text;
}

template <class Structure>
void check_as(std::string_view text) {
  static json::JsonReader reader;
  json::Arena arena;
  const auto first = reader.read_as<Structure>(text, arena);
  // A message may repeat a value as it came.
  if (!first) return require(!first.error().message.empty() && is_utf8(first.error().message));
  const std::string once = written(*first);
  json::Arena another;
  const auto second = reader.read_as<Structure>(once, another, json::UnknownMembers::kRefused);
  require(second && written(*second) == once);
}

struct Reading {
  const shapes::Shape* shape;
  void (*check)(std::string_view text);
};

template <class... Structures>
constexpr std::array<Reading, sizeof...(Structures)> readings_of() {
  return {Reading{&shapes::kShapeOf<Structures>, &check_as<Structures>}...};
}

template <class... Operations>
constexpr auto readings_of(const std::tuple<Operations...>& /*operations*/) {
  return readings_of<typename Operations::RequestType...>();
}

constexpr std::array kOfOperations = readings_of(handlers::kOperations);
constexpr std::array kOfOthers =
    readings_of<control::EmptyRequest, control::PutClockRequest, control::AdvanceClockRequest, control::SinkDisorder,
                shapes::SetDomainStatusRequest, shapes::EndEncryptionUpdateRequest, shapes::PutSpeakerRequest,
                shapes::PutFraudsterRequest, shapes::StartSessionRequest, shapes::UpdateSessionRequest,
                shapes::AddAudioRequest, shapes::Outcome, shapes::CheckVoiceIdRequest,
                shapes::IntegrationAssociationRequest, shapes::ContactRequest, shapes::DesktopSpeakerRequest,
                shapes::DesktopSessionRequest, shapes::UpdateSpeakerRequest, shapes::StartVoiceIdSessionRequest,
                shapes::GetContactRequest, shapes::UpdateVoiceIdDataRequest,
                shapes::ListIntegrationAssociationsRequest>();

const Reading& reading(std::size_t index) {
  index %= kOfOperations.size() + kOfOthers.size();
  return index < kOfOperations.size() ? kOfOperations[index] : kOfOthers[index - kOfOperations.size()];
}

bool is_read(const shapes::Shape* shape) {
  return std::ranges::find(kOfOthers, shape, &Reading::shape) != kOfOthers.end();
}

}  // namespace

// A new call whose shape is missing above must not go untested.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  require(kOfOperations.size() == api::operation_table().size());
  for (const control::Route& route : control::routes()) require(route.body == nullptr || is_read(route.body));
  for (const agent_app::Method& method : agent_app::methods()) require(is_read(method.input));
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const Reading& chosen = reading(input.byte());
  if (input.byte() % 2 == 0) {
    chosen.check(input.rest());
  } else {
    chosen.check(fuzz::DocumentMaker(input).make(*chosen.shape));
  }
  return 0;
}
