#pragma once

#include <memory>
#include <vector>

#include "server/events/event_json.hpp"
#include "server/events/event_options.hpp"
#include "server/events/sink.hpp"
#include "server/http/asio.hpp"

namespace voiceid::events {

/// The sinks that the options ask for beside the memory. The context runs the one thread; it and the writer outlive
/// them.
std::vector<std::unique_ptr<Sink>> make_network_sinks(http::asio::io_context& context, const EventWriter& writer,
                                                      const EventOptions& options);

}  // namespace voiceid::events
