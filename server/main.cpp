#include <malloc.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <iostream>
#include <string_view>
#include <system_error>

#include "server/app.hpp"
#include "server/command_line/health_check.hpp"
#include "server/command_line/log.hpp"
#include "server/command_line/make_recording.hpp"
#include "server/command_line/parse.hpp"
#include "server/command_line/version.hpp"
#include "server/http/descriptor_limit.hpp"
#include "server/outbound/trust.hpp"
#include "server/work/lifeline.hpp"

namespace {

using voiceid::server::App;
using voiceid::server::Exit;
using voiceid::server::Options;
namespace http = voiceid::http;
namespace asio = http::asio;

constexpr int kLargeBuffer = 256 * 1024;

[[noreturn]] void fail_at_signals(int error) {
  throw std::system_error(error, std::generic_category(), "cannot wait for signals");
}

// Every signal that asks to end. SIGHUP and SIGQUIT do not if the process was started with them ignored, as by nohup
// and shells.
sigset_t stop_signals() {
  sigset_t signals{};
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGPWR}) sigaddset(&signals, number);
  for (const int number : {SIGHUP, SIGQUIT}) {
    struct sigaction present {};
    if (sigaction(number, nullptr, &present) == 0 && present.sa_handler != SIG_IGN) sigaddset(&signals, number);
  }
  return signals;
}

// These signals are blocked and read from a descriptor. A signal during start-up waits, even in process 1 of a
// container, where it would be lost; and g++ 12's ThreadSanitizer loses one that is handled while a thread begins its
// first blocking call. Threads inherit the mask, so this comes before them.
sigset_t block_stop_signals() {
  const sigset_t signals = stop_signals();
  if (const int error = pthread_sigmask(SIG_BLOCK, &signals, nullptr); error != 0) fail_at_signals(error);
  return signals;
}

// A descriptor that is readable as soon as one of these signals has come.
int open_signals(const sigset_t& signals) {
  const int descriptor = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
  if (descriptor < 0) fail_at_signals(errno);
  return descriptor;
}

void clamp_to_descriptors(http::ServerOptions& server) {
  const std::size_t most = http::make_room_for_connections(server.max_connections);
  if (most == server.max_connections) return;
  spdlog::warn("--max-connections is {}, not {}: the process may open no more files (see ulimit -n).", most,
               server.max_connections);
  server.max_connections = most;
}

voiceid::Error no_lifeline(int descriptor, const boost::system::error_code& error) {
  return voiceid::validation_failed("--lifeline: cannot read file descriptor " + std::to_string(descriptor) + ": " +
                                    error.message());
}

// For all servers that the emulator calls.
voiceid::Result<void> read_trust(Options& options) {
  if (options.ca_file.empty()) return {};
  auto trust = voiceid::outbound::read_trust(options.ca_file);
  if (!trust) return trust.error();
  options.storage.trust = options.events.trust = std::move(*trust);
  return {};
}

// Prints the ready line once standard output can take it, so a full pipe blocks nothing. Asks every now and then, since
// Asio would make standard output non-blocking, also for the other processes that share it.
class ReadyLine {
 public:
  explicit ReadyLine(asio::io_context& context) : timer_(context) {}

  void print(const App& app) {
    if (is_called_off_) return;
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    if (poll(&output, 1, 0) != 0) {
      std::cout << "voiceid-local " << voiceid::server::kVersion << " listening on " << app.url() << " Ready."
                << std::endl;
      return;
    }
    timer_.expires_after(std::chrono::milliseconds(50));
    timer_.async_wait([this, &app](const boost::system::error_code& error) {
      if (!error) print(app);
    });
  }
  void call_off() {
    is_called_off_ = true;
    timer_.cancel();
  }

 private:
  asio::steady_timer timer_;
  bool is_called_off_ = false;
};

// What happens to the whole process before anything else.
sigset_t set_up_process(const Options& options) {
  const sigset_t signals = block_stop_signals();
  // Standard output or standard error may be closed at the other end before the emulator stops.
  std::signal(SIGPIPE, SIG_IGN);
  // A limit of the size of files makes writing fail, which is reported.
  std::signal(SIGXFSZ, SIG_IGN);
  voiceid::server::set_up_log(options.log);
  for (const std::string& name : options.unknown_variables) {
    spdlog::warn("Unknown environment variable {} (see --help).", name);
  }
  for (const std::string& name : options.service_links) {
    spdlog::debug("Ignored environment variable {}: it describes a Service of Kubernetes.", name);
  }
  // Otherwise the process would keep the memory that a large request freed.
  mallopt(M_MMAP_THRESHOLD, kLargeBuffer);
  return signals;
}

voiceid::Result<void> run(Options options) {
  const sigset_t signals = set_up_process(options);
  clamp_to_descriptors(options.server);
  if (auto read = read_trust(options); !read) return read;
  auto storage = voiceid::objects::open_storage(options.storage);
  if (!storage) return storage.error();
  // One thread runs everything but slow work, so Asio needs no locks.
  asio::io_context context(1);
  App app(context, options, std::move(*storage));
  voiceid::work::Lifeline lifeline(context);
  ReadyLine ready_line(context);
  asio::posix::stream_descriptor signal_descriptor(context, open_signals(signals));
  const auto stop = [&] {
    lifeline.release();
    ready_line.call_off();
    signal_descriptor.cancel();
    app.stop();
  };
  if (auto set = app.set_faults(); !set) return set;
  if (options.lifeline) {
    if (auto error = lifeline.hold(*options.lifeline, stop)) return no_lifeline(*options.lifeline, error);
  }
  if (auto listening = app.listen(); !listening) return listening;
  signal_descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                               [&stop](const boost::system::error_code& error) {
                                 if (!error) stop();
                               });
  voiceid::Result<void> outcome;
  app.start([&](const voiceid::Result<void>& loaded) {
    if (loaded) return ready_line.print(app);
    outcome = loaded;
    stop();
  });
  context.run();
  auto saved = app.save_state();
  return outcome ? saved : outcome;
}

// Returns the exit code.
int fail(std::string_view why) {
  // Nothing is left to clean up. Discard the signal that got us here; another one may then end the wait for a reader of
  // standard error, except in process 1, which ignores it.
  const sigset_t signals = stop_signals();
  const timespec no_time{};
  while (sigtimedwait(&signals, nullptr, &no_time) > 0) {
  }
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  std::cerr << "voiceid-local: " << why << "\n";
  return 2;
}

int end(const Exit& exit) {
  if (exit.code != 0) {
    std::cerr << exit.text;
    return exit.code;
  }
  std::cout << exit.text << std::flush;
  return std::cout ? 0 : fail("standard output could not be written to.");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    auto command = voiceid::server::parse_command_line(argc, argv);
    if (auto* options = std::get_if<Options>(&command)) {
      const auto done = run(std::move(*options));
      return done ? 0 : fail(done.error().message);
    }
    if (const auto* check = std::get_if<voiceid::server::HealthCheck>(&command)) {
      return end(voiceid::server::check_health(*check));
    }
    if (const auto* order = std::get_if<voiceid::server::RecordingOrder>(&command)) {
      return end(voiceid::server::make_recording(*order));
    }
    return end(std::get<Exit>(command));
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
