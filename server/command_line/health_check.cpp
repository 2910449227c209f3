#include "server/command_line/health_check.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/wording.hpp"
#include "server/outbound/http_client.hpp"

namespace voiceid::server {
namespace {

using Clock = std::chrono::steady_clock;
using outbound::HttpReply;
using std::chrono::milliseconds;

constexpr long kOk = 200;
constexpr std::size_t kMostBytes = 65'536;
// A server that takes longer to answer isn't ready.
constexpr milliseconds kLongestTry{5'000};
constexpr milliseconds kPause{20};

// The version of the emulator that answered or, as the end of a sentence, why it isn't ready.
struct Finding {
  bool ready = false;
  std::string text;
};

Finding finding_of(const HttpReply& reply) {
  using End = HttpReply::End;
  if (reply.end == End::kTimedOut) return {false, "no answer in time"};
  if (reply.end != End::kAnswered && reply.end != End::kTooLarge) return {false, reply.reason};
  if (reply.status != kOk) return {false, "it answered with status " + std::to_string(reply.status)};
  const auto json = nlohmann::json::parse(reply.body, nullptr, false);
  const auto is_text = [&](const char* member) { return json.contains(member) && json[member].is_string(); };
  if (!is_text("Status") || !is_text("Version")) return {false, "the server there is not voiceid-local"};
  return {true, printable(json["Version"].get<std::string>())};
}

std::string waited(milliseconds time) {
  return time.count() == 0 ? "" : fmt::format(" within {} s", std::chrono::duration<double>(time).count());
}

}  // namespace

Result<std::string> local_url(const http::ServerOptions& options) {
  if (options.port == 0) return validation_failed("port 0 means any free port; pass health the URL");
  std::string host = options.hosts.empty() || listens_everywhere(options) ? "127.0.0.1" : options.hosts.front();
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  return url_of(options, host, options.port);
}

Exit check_health(const HealthCheck& check) {
  std::string url = check.url;
  if (url.ends_with('/')) url.pop_back();
  outbound::HttpClient client;
  const outbound::HttpRequest request{outbound::Method::kGet, url + "/readyz", {}, {}, kMostBytes};
  outbound::HttpRules rules;
  rules.is_proxied = false;
  rules.verifies_certificate = false;
  const auto deadline = Clock::now() + check.wait;
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    rules.time_out = check.wait.count() == 0 ? kLongestTry : std::clamp(left, kPause, kLongestTry);
    const Finding finding = finding_of(client.perform(request, rules, {}));
    if (finding.ready) return {0, fmt::format("voiceid-local {} is ready at {}\n", finding.text, url)};
    if (Clock::now() + kPause >= deadline) {
      return {1, fmt::format("voiceid-local: nothing is ready at {}{}: {}\n", url, waited(check.wait), finding.text)};
    }
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace voiceid::server
