#pragma once

#include "domain/scope.hpp"
#include "server/control/heard_sessions.hpp"
#include "server/control/log_feed.hpp"
#include "server/emulator/emulator.hpp"

namespace voiceid::control {

/// A feed of the sessions in a scope that hear audio over WebSockets, each as it is by then: a client that reads slowly
/// gets fewer descriptions, and the latest ones.
class SessionFeed final : public LogFeed {
 public:
  SessionFeed(server::Emulator& emulator, HeardSessions& heard, Scope scope)
      : LogFeed(heard.news()),
        emulator_(emulator),
        heard_(heard),
        listener_(heard),
        scope_(std::move(scope)),
        position_(heard.last()) {}

 private:
  bool append_next(std::string& out) override;

  server::Emulator& emulator_;
  const HeardSessions& heard_;
  HeardSessions::Listener listener_;
  Scope scope_;
  // Of the last one looked at.
  std::uint64_t position_;
};

}  // namespace voiceid::control
