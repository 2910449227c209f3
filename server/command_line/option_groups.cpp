#include "server/command_line/option_groups.hpp"

#include <algorithm>
#include <cctype>

#include "domain/arn.hpp"
#include "server/api/identity.hpp"
#include "server/command_line/version.hpp"

namespace voiceid::server {
namespace {

bool is_address(std::string_view text) {
  boost::system::error_code error;
  http::asio::ip::make_address(std::string(text), error);
  return !error || text == kEveryAddress;
}

bool is_whole_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

void add_listening(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Listening");
  group
      .add_list("host", options.hosts, "ADDRESS",
                "Listen on this address; all: on every one that there is (default: 127.0.0.1, and ::1 where it exists)")
      ->check(checked(&is_address, "is not an IP address, nor all"));
  group.add("port", options.port, "N", "Listen on this port; 0 takes any free one and prints it")
      ->capture_default_str();
  group.add_number("max-connections", options.server.max_connections, "N", std::size_t{1}, std::size_t{1'000'000},
                   "Serve at most so many connections at a time; one more is answered with 503 and closed");
  group.add_number("idle-timeout", raw.idle_timeout, "SECONDS", std::int64_t{1}, std::int64_t{86'400},
                   "Close a connection that sends no whole request for so long");
}

void add_access(CLI::App& app, Options& options) {
  OptionGroup group(app, "TLS and access");
  http::TlsOptions& tls = options.server.tls;
  CLI::Option* certificate =
      group.add("tls-cert", tls.certificate_file, "FILE", "Speak TLS with the certificate in this PEM file");
  CLI::Option* key =
      group.add("tls-key", tls.key_file, "FILE", "The certificate's private key, a PEM file without a passphrase");
  certificate->needs(key);
  key->needs(certificate);
  group.add_flag("tls-self-signed", tls.self_signed, "Speak TLS with a certificate made at the start")
      ->excludes(certificate);
  group
      .add_list("allowed-host", options.access.allowed_hosts, "NAME",
                "Take requests that came by this host name, beside localhost, addresses and names without dots")
      ->check(checked(&http::is_host, "is not a host name such as desk.example"));
  group
      .add_list("allowed-origin", options.access.allowed_origins, "ORIGIN",
                "Let web pages of this origin use the emulator, beside those of localhost")
      ->check(checked(&http::is_origin, "is not an origin such as https://desk.example"));
}

void add_identity(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Identity");
  group.add("account", options.api.default_account, "ID", "Account of requests whose access key is not 12 digits")
      ->check(checked(&is_account_id, "is not an account id of 12 digits"))
      ->capture_default_str();
  group.add("region", options.api.default_region, "NAME", "Region of requests that are not signed")
      ->check(checked(&is_region, "is not the name of a region"))
      ->capture_default_str();
  group.add_choice("auth", raw.auth, {"none", "sigv4"}, "sigv4: check signatures against the --credential values");
  group.add_list("credential", raw.credentials, "AKID:SECRET[:TOKEN]", "Accept requests signed with these keys");
}

}  // namespace

CLI::Validator checked(bool (*is_right)(std::string_view), const std::string& complaint) {
  return {[=](std::string& text) { return is_right(text) ? std::string() : text + " " + complaint; }, ""};
}

void add_server_options(CLI::App& app, Options& options, RawOptions& raw) {
  add_listening(app, options, raw);
  add_access(app, options);
  add_identity(app, options, raw);
}

void add_rule_options(CLI::App& app, Options& options, RawOptions& raw) {
  constexpr std::int64_t kYear = 31'536'000;
  OptionGroup group(app, "Rules of the service");
  group.add_list("quota", raw.quota, "NAME=N", "Set a quota, such as speakers=10; N may be unlimited");
  group.add_choice("quotas", raw.quotas, {"on", "off"}, "off: lift all quotas");
  group.add_choice("throttle", raw.throttle, {"off", "aws"}, "aws: take as many calls per second as AWS allows");
  group.add_number("encryption-update-seconds", raw.encryption_update, "N", std::int64_t{0}, kYear,
                   "How long a change of a domain's KMS key takes, on the emulator's clock");
  group.add_number("enrollment-seconds", raw.enrollment, "N", std::int64_t{0}, kYear,
                   "How long an enrollment by session is in progress, on the emulator's clock");
  group.add("seed", options.seed, "N", "Make every identifier repeatable, for snapshot tests")
      ->check(checked(&is_whole_number, "is not a whole number from 0 on"));
}

void add_running_options(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Running");
  group.add_choice("control", raw.control, {"on", "off"}, "off: serve nothing below /_voiceid/ but health");
  group.add_choice("log-level", options.log.level, {"trace", "debug", "info", "warn", "error", "off"},
                   "How much is logged on standard error; debug: a line for each request");
  group.add_choice("log-format", raw.log_format, {"text", "json"}, "What a line of the log looks like");
}

Result<void> finish_server_options(Options& options, const RawOptions& raw) {
  if (options.hosts.size() > 1 && std::ranges::find(options.hosts, kEveryAddress) != options.hosts.end()) {
    return validation_failed("--host all leaves no other address to be named");
  }
  options.api.check_signatures = raw.auth == "sigv4";
  options.api.throttle = raw.throttle == "aws";
  options.control = {raw.control == "on", std::string(kVersion)};
  options.log.json = raw.log_format == "json";
  options.server.idle_timeout = std::chrono::seconds(raw.idle_timeout);
  options.settings.encryption_update_time = std::chrono::seconds(raw.encryption_update);
  options.settings.enrollment_time = std::chrono::seconds(raw.enrollment);
  for (const std::string& text : raw.credentials) {
    auto credential = api::parse_credential(text);
    if (!credential) return validation_failed("--credential: " + credential.error().message);
    options.api.credentials.push_back(std::move(*credential));
  }
  if (options.api.check_signatures != !options.api.credentials.empty()) {
    return validation_failed("--auth sigv4 and --credential are given together");
  }
  for (const std::string& text : raw.quota) {
    if (auto set = options.settings.quotas.set(text); !set) {
      return validation_failed("--quota: " + set.error().message);
    }
  }
  if (raw.quotas == "off") options.settings.quotas.lift_all();
  return {};
}

}  // namespace voiceid::server
