#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "domain/result.hpp"
#include "server/emulator/emulator.hpp"
#include "server/state/state_file.hpp"
#include "server/state/state_options.hpp"
#include "server/work/stop_gate.hpp"
#include "server/work/worker_pool.hpp"

namespace boost::asio {
class io_context;
}

namespace voiceid::state {

/// Loads the state from its file when the emulator starts, and saves it to the file every now and then and at the end.
/// Belongs to the server's one thread; files are read and written on the pool.
class StateKeeper {
 public:
  /// `context` runs the server's one thread. All three outlive the work that the pool has begun.
  StateKeeper(boost::asio::io_context& context, work::WorkerPool& pool, server::Emulator& emulator,
              StateOptions options)
      : context_(context), pool_(pool), emulator_(emulator), options_(std::move(options)), timer_(context) {}

  /// Loads the file, and then calls `done` with whether there was one; without the option, at once. Errors, which
  /// `done` gets: ValidationException with one sentence that names the file.
  void load(std::function<void(const Result<bool>& loaded)> done);
  /// From now on, the state is worth keeping.
  void keep();
  /// Saves nothing more by itself. Call it before the pool waits for its work.
  void stop();
  /// Saves the state that there is at the end, when nobody is served any more and the pool has stopped. Does nothing
  /// without a file, or before keep(). Errors: as load().
  Result<void> save_at_end();

 private:
  void save_later();
  void save();

  boost::asio::io_context& context_;
  work::WorkerPool& pool_;
  server::Emulator& emulator_;
  StateOptions options_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<work::StopGate> gate_ = std::make_shared<work::StopGate>();
  bool keeps_ = false;
  // Held from the load on.
  std::optional<StateLock> lock_;
  // How many turns there had been when the state was loaded or last saved.
  std::uint64_t saved_turns_ = 0;
};

}  // namespace voiceid::state
