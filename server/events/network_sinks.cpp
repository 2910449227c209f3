#include "server/events/network_sinks.hpp"

#include "server/events/eventbridge.hpp"
#include "server/events/queued_sink.hpp"
#include "server/events/webhook.hpp"

namespace voiceid::events {

std::vector<std::unique_ptr<Sink>> make_network_sinks(http::asio::io_context& context, const EventWriter& writer,
                                                      const EventOptions& options) {
  std::vector<std::unique_ptr<Sink>> sinks;
  if (options.webhook) {
    auto webhook = std::make_unique<Webhook>(writer, *options.webhook, options.trust);
    sinks.push_back(std::make_unique<QueuedSink>("webhook", context, std::move(webhook)));
  }
  if (options.eventbridge_endpoint) {
    auto eventbridge =
        std::make_unique<EventBridge>(writer, *options.eventbridge_endpoint, options.identity, options.trust);
    sinks.push_back(std::make_unique<QueuedSink>("eventbridge", context, std::move(eventbridge)));
  }
  return sinks;
}

}  // namespace voiceid::events
