#include "server/app.hpp"

#include <spdlog/spdlog.h>

#include "server/protocol/errors.hpp"

namespace voiceid::server {
namespace {

constexpr const char* kLoopback4 = "127.0.0.1";
constexpr const char* kLoopback6 = "::1";

Error error_of(http::Refusal refusal) {
  switch (refusal) {
    case http::Refusal::kMalformed:
      return {&protocol::kBadRequestException, "The request is not valid HTTP/1.1.", {}, {}};
    case http::Refusal::kHeaderTooLarge:
      return {&protocol::kRequestHeaderFieldsTooLargeException, "The header block may have at most 16 KiB.", {}, {}};
    case http::Refusal::kBodyTooLarge:
      return {&protocol::kRequestEntityTooLargeException, "The request body may have at most 1 MiB.", {}, {}};
    case http::Refusal::kTooManyConnections:
      return {&protocol::kServiceUnavailableException,
              "Too many connections are open; --max-connections sets how many may be.",
              {},
              {}};
  }
  return internal_error();
}

bool is_control(std::string_view path) {
  return path == "/health" || path == "/_voiceid" || path.starts_with("/_voiceid/");
}

}  // namespace

App::App(http::asio::io_context& context, const Options& options)
    : options_(options),
      emulator_(options.settings, options.seed),
      api_(emulator_, options.api),
      control_(emulator_, options.control),
      server_(context, *this, options.server),
      port_(options.port) {}

Result<void> App::listen_on(const std::string& host) {
  boost::system::error_code error;
  const std::uint16_t bound = server_.listen(host, port_, error);
  if (error) {
    return validation_failed("cannot listen on " + host + " port " + std::to_string(port_) + ": " + error.message());
  }
  port_ = bound;
  if (url_host_.empty()) url_host_ = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return {};
}

Result<void> App::listen() {
  for (const std::string& host : options_.hosts) {
    if (auto listening = listen_on(host); !listening) return listening;
  }
  if (!options_.hosts.empty()) return {};
  if (auto listening = listen_on(kLoopback4); !listening) return listening;
  // Clients that take localhost for ::1 first are served too; a machine without IPv6 does without.
  if (auto listening = listen_on(kLoopback6); !listening) spdlog::debug("{}", listening.error().message);
  return {};
}

std::string App::url() const { return "http://" + url_host_ + ":" + std::to_string(port_); }

void App::handle(const http::Request& request, http::Response& response) {
  request_ids_.next(response.request_id);
  response.logged = spdlog::should_log(spdlog::level::debug);
  if (!response.logged) return route(request, response);
  response.log_detail.clear();
  const auto begin = std::chrono::steady_clock::now();
  route(request, response);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
  spdlog::debug("{} {} {} {} {} us {} {}", response.request_id, request.method, request.path(), response.status,
                took.count(), response.error_type, response.log_detail);
}

void App::route(const http::Request& request, http::Response& response) {
  const std::string_view path = request.path();
  if (path == "/") {
    api_.handle(request, response);
  } else if (is_control(path)) {
    control_.handle(request, response);
  } else {
    protocol::Api::answer_unknown(response);
  }
}

void App::refuse(http::Refusal refusal, http::Response& response) {
  request_ids_.next(response.request_id);
  spdlog::debug("{} refused", response.request_id);
  protocol::Api::answer_error(error_of(refusal), response);
}

}  // namespace voiceid::server
