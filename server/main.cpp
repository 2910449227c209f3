#include <malloc.h>
#include <spdlog/spdlog.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>

#include "server/app.hpp"
#include "server/command_line/health_check.hpp"
#include "server/command_line/log.hpp"
#include "server/command_line/parse.hpp"
#include "server/command_line/version.hpp"

namespace {

using voiceid::server::App;
using voiceid::server::Exit;
using voiceid::server::Options;
namespace asio = voiceid::http::asio;

constexpr int kLargeBuffer = 256 * 1024;

int run(const Options& options) {
  // Whoever reads standard output or standard error may go away before the emulator does.
  std::signal(SIGPIPE, SIG_IGN);
  voiceid::server::set_up_log(options.log);
  for (const std::string& name : options.unknown_variables) {
    spdlog::warn("Unknown environment variable {} (see --help).", name);
  }
  // Else what a large request freed would stay with the process for the next one.
  mallopt(M_MMAP_THRESHOLD, kLargeBuffer);
  auto storage = voiceid::objects::open_storage(options.storage);
  if (!storage) {
    std::cerr << "voiceid-local: " << storage.error().message << "\n";
    return 2;
  }
  // One thread runs everything but slow work, so Asio needs no locks.
  asio::io_context context(1);
  App app(context, options, std::move(*storage));
  if (auto listening = app.listen(); !listening) {
    std::cerr << "voiceid-local: " << listening.error().message << "\n";
    return 2;
  }
  asio::signal_set signals(context, SIGTERM, SIGINT);
  signals.async_wait([&app](const boost::system::error_code& error, int /*signal*/) {
    if (!error) app.stop();
  });
  app.start();
  std::cout << "voiceid-local " << voiceid::server::kVersion << " listening on " << app.url() << " Ready." << std::endl;
  context.run();
  return 0;
}

int end(const Exit& exit) {
  (exit.code == 0 ? std::cout : std::cerr) << exit.text;
  return exit.code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    auto command = voiceid::server::parse_command_line(argc, argv);
    if (const auto* options = std::get_if<Options>(&command)) return run(*options);
    const auto* check = std::get_if<voiceid::server::HealthCheck>(&command);
    return end(check != nullptr ? voiceid::server::check_health(*check) : std::get<Exit>(command));
  } catch (const std::exception& error) {
    std::cerr << "voiceid-local: " << error.what() << "\n";
    return 2;
  }
}
