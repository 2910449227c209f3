#include "server/state/state_keeper.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "server/log/log_line.hpp"
#include "server/state/restore.hpp"
#include "server/state/snapshot.hpp"
#include "server/state/state_file.hpp"

namespace voiceid::state {
namespace {

// The state of the file, nothing if there is no file; and what keeps others from it.
struct LoadedFile {
  StateLock lock;
  std::optional<server::LoadedState> state;
};

Error in_file(const std::string& file, const Error& error) {
  constexpr std::string_view kSubject = "The request body";
  std::string message = error.message;
  if (message.starts_with(kSubject)) message.replace(0, kSubject.size(), "It");
  return validation_failed("The state cannot be loaded: " + file + ": " + message);
}

Result<LoadedFile> load_file(const std::string& file, TimePoint now, const std::stop_token& stop) {
  if (auto checked = check_writable(file); !checked) return checked.error();
  auto lock = StateLock::take(file);
  if (!lock) return lock.error();
  LoadedFile loaded{std::move(*lock), {}};
  const auto text = read_file(file);
  if (!text) return text.error();
  if (!*text) return loaded;
  auto state = read_state(**text, {}, now, stop);
  if (!state) return in_file(file, state.error());
  loaded.state = std::move(*state);
  return loaded;
}

// Turns an exception, which is a bug or a lack of memory, into an error.
template <class Work>
auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& bug) {
    return validation_failed(std::string("The state could not be loaded or saved: ") + bug.what());
  }
}

std::unique_ptr<Document> snapshot_of(server::Emulator& emulator) {
  return emulator.turn(
      {}, [&emulator](handlers::Context& context) { return snapshot(context.store, emulator.clock(), {}); });
}

}  // namespace

void StateKeeper::load(std::function<void(const Result<bool>&)> done) {
  if (!options_.file) return done(false);
  pool_.run([this, file = *options_.file, now = emulator_.clock().now(), stop = gate_->token(),
             done = std::move(done)]() mutable {
    auto loaded = guarded([&] { return load_file(file, now, stop); });
    boost::asio::post(context_, [this, loaded = std::move(loaded), done = std::move(done)]() mutable {
      if (gate_->stopped()) return;
      if (!loaded) return done(loaded.error());
      lock_.emplace(std::move(loaded->lock));
      const bool was_there = loaded->state.has_value();
      if (was_there) {
        log::write(spdlog::level::info, "Loaded the state.",
                   {{"file", *options_.file}, {"domains", loaded->state->store->all_domains().size()}});
        static_cast<void>(emulator_.replace(std::move(*loaded->state), {}));
      }
      done(was_there);
    });
  });
}

void StateKeeper::keep() {
  keeps_ = options_.file.has_value();
  if (keeps_) save_later();
}

void StateKeeper::save_later() {
  if (options_.interval.count() == 0 || gate_->stopped()) return;
  timer_.expires_after(options_.interval);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    if (emulator_.turns() == saved_turns_) return save_later();
    save();
  });
}

void StateKeeper::save() {
  std::shared_ptr<const Document> document = snapshot_of(emulator_);
  saved_turns_ = emulator_.turns();
  pool_.run([this, file = *options_.file, gate = gate_, document = std::move(document)]() mutable {
    auto saved = guarded([&] { return write_file(file, *document, *gate); });
    document.reset();
    boost::asio::post(context_, [this, saved = std::move(saved)] {
      if (gate_->stopped()) return;
      if (!saved) spdlog::warn("{}", saved.error().message);
      // Try again, even if nothing changes.
      if (!saved) saved_turns_ = 0;
      save_later();
    });
  });
}

void StateKeeper::stop() {
  timer_.cancel();
  gate_->stop();
}

Result<void> StateKeeper::save_at_end() {
  if (!keeps_) return {};
  work::StopGate never_stopped;
  return guarded([&] { return write_file(*options_.file, *snapshot_of(emulator_), never_stopped); });
}

}  // namespace voiceid::state
