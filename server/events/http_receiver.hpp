#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/events/event_writer.hpp"
#include "server/events/receiver.hpp"
#include "server/outbound/http_client.hpp"

namespace voiceid::events {

/// A receiver that takes events as HTTP POST requests.
class HttpReceiver : public Receiver {
 protected:
  /// `writer` outlives the receiver, which sets the time-out of the rules.
  HttpReceiver(const EventWriter& writer, std::string url, std::vector<std::string> headers, outbound::HttpRules rules);

  const EventWriter& writer() const { return writer_; }

  /// Runs on the sink's own thread.
  outbound::HttpReply post(std::string_view body, const std::stop_token& stop);
  /// Whether the reply has a 2xx status, however long its body is.
  static bool is_success(const outbound::HttpReply& reply);
  /// The outcome when a reply that is no success delivered none of the texts.
  static Attempt failure(const outbound::HttpReply& reply, std::size_t texts);

 private:
  const EventWriter& writer_;
  outbound::HttpRequest request_;
  const outbound::HttpRules rules_;
  // Made on the sink's own thread, with the first request.
  std::optional<outbound::HttpClient> client_;
};

}  // namespace voiceid::events
