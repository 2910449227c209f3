#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/result.hpp"
#include "server/control/list_in_pieces.hpp"
#include "server/emulator/emulator.hpp"

namespace voiceid::control {

/// `{"Sessions": […]}`, in order of creation. Each piece is written in a turn of its own, from the session after the
/// last one on; what was removed by then is left out.
class SessionList final : public ListInPieces {
 public:
  /// Whose sessions.
  struct Of {
    std::string domain_id;
    /// Finds the domain only if it belongs to these; its owner's by default.
    std::optional<std::string> account;
    std::optional<std::string> region;
  };

  SessionList(server::Emulator& emulator, Of of);

  /// Whether there is a list. Errors: those of handlers::list_sessions().
  Result<void> check();

 private:
  bool append_some(std::string& out) override;
  // Calls `use` with a page of at most `limit` sessions, in a turn.
  template <class Use>
  Result<void> take_page(std::size_t limit, Use use);

  server::Emulator& emulator_;
  Of of_;
  // Where the next page starts.
  std::uint64_t after_ = 0;
};

}  // namespace voiceid::control
