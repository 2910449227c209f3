#pragma once

#include <memory>
#include <vector>

#include "server/events/event_options.hpp"
#include "server/events/event_writer.hpp"
#include "server/events/sink.hpp"
#include "server/http/asio.hpp"

namespace voiceid::events {

/// The sinks that the options ask for in addition to the memory. `context` runs the server's one thread; it and
/// `writer` outlive the sinks.
std::vector<std::unique_ptr<Sink>> make_network_sinks(http::asio::io_context& context, const EventWriter& writer,
                                                      const EventOptions& options);

}  // namespace voiceid::events
