#pragma once

#include <cstdint>
#include <string_view>

#include "server/http/body_rule.hpp"
#include "server/http/message.hpp"

namespace voiceid::http {

/// Why the server itself answers, before there is a request that a service could handle.
enum class Refusal {
  kMalformed,
  kHeaderTooLarge,
  kBodyTooLarge,
  kTooManyConnections,
  /// All connections together hold as much as they may (MemoryBudget).
  kMemoryFull,
  /// The temporary file for its body cannot be written.
  kBodyNotKept,
  kNoTls,
  /// Its header block is enough to refuse it: Service::is_welcome() said no.
  kUnwelcome
};

/// Answers requests, on the server's one thread. Does not block.
class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  /// Answers a request, or leaves that to a LaterAnswer. May take the request's body. Does not throw.
  virtual void handle(Request& request, Response& response) = 0;
  /// Called before a later answer is sent. If none was given, or if the first piece of an answer cannot be had, turns
  /// the response into an internal error. Does not throw.
  virtual void complete(const Request& /*request*/, Response& response, bool given) {
    if (!given) response.status = 500;
  }
  /// Answers something that is not a request, or not a complete one. `request` has the parts that were read. Does not
  /// throw.
  virtual void refuse(Refusal refusal, const Request& request, Response& response) = 0;
  /// Whether the request asks for readiness, and is answered at once even if there are too many connections.
  virtual bool is_probe(const Request& /*request*/) const { return false; }
  /// Whether the body of a request with this header block is worth reading. Asked only if it did not come with the
  /// header block. Does not throw.
  virtual bool is_welcome(const Request& /*request*/) { return true; }
  /// How the body of such a request is read. Asked before it is.
  virtual BodyRule body_rule(std::string_view method, std::string_view target) const = 0;
};

}  // namespace voiceid::http
