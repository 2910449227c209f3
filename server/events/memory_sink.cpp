#include "server/events/memory_sink.hpp"

namespace voiceid::events {

void MemorySink::take(const EventPtr& event) {
  events_.push_back(event);
  ++last_position_;
  ++delivered_;
  for (const auto& notice : *notices_) notice();
}

}  // namespace voiceid::events
