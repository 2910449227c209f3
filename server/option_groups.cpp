#include "server/option_groups.hpp"

#include <algorithm>
#include <cctype>

#include "server/protocol/identity.hpp"
#include "server/version.hpp"

namespace voiceid::server {
namespace {

void add_listening(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Listening");
  group
      .add("host", options.hosts,
           "Listen on this address; may be repeated (default: 127.0.0.1, and ::1 where it exists)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Validator(
          [](std::string& text) {
            boost::system::error_code error;
            http::asio::ip::make_address(text, error);
            return error ? text + " is not an IP address" : std::string();
          },
          "ADDRESS"));
  group.add("port", options.port, "Listen on this port; 0 takes any free one")->capture_default_str();
  group.add("max-connections", options.server.max_connections, "Serve at most so many connections at a time")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
      ->capture_default_str();
  group.add("idle-timeout", raw.idle_timeout, "Close a connection that sends no whole request for so many seconds")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400}))
      ->capture_default_str();
}

void add_access(CLI::App& app, Options& options) {
  OptionGroup group(app, "TLS and access");
  http::TlsOptions& tls = options.server.tls;
  CLI::Option* certificate =
      group.add("tls-cert", tls.certificate_file, "Speak TLS with the certificate in this PEM file");
  CLI::Option* key = group.add("tls-key", tls.key_file, "The certificate's private key, a PEM file");
  certificate->needs(key);
  key->needs(certificate);
  group.add_flag("tls-self-signed", tls.self_signed, "Speak TLS with a certificate made at the start")
      ->excludes(certificate);
  group
      .add("allowed-host", options.access.allowed_hosts,
           "Take requests that came by this host name, beside localhost, addresses and names without dots; may be "
           "repeated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(checked(&http::is_host, "HOST", "is not a host name such as desk.example"));
  group
      .add("allowed-origin", options.access.allowed_origins,
           "Let web pages of this origin use the emulator, beside those of localhost; may be repeated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(checked(&http::is_origin, "ORIGIN", "is not an origin such as https://desk.example"));
}

void add_identity(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Identity");
  group.add("account", options.api.default_account, "Account of requests whose access key is not 12 digits")
      ->check(checked(&protocol::is_account_id, "ACCOUNT", "is not an account id of 12 digits"))
      ->capture_default_str();
  group.add("region", options.api.default_region, "Region of requests that are not signed")
      ->check(checked(&protocol::is_region, "REGION", "is not the name of a region"))
      ->capture_default_str();
  group.add("auth", raw.auth, "Check signatures: none, or sigv4 with at least one --credential")
      ->check(CLI::IsMember({"none", "sigv4"}))
      ->capture_default_str();
  group.add("credential", raw.credentials, "Accept AKID:SECRET or AKID:SECRET:SESSION_TOKEN; may be repeated")
      ->delimiter(',')
      ->allow_extra_args(false);
}

}  // namespace

CLI::Validator checked(bool (*is_right)(std::string_view), const std::string& type, const std::string& complaint) {
  return {[=](std::string& text) { return is_right(text) ? std::string() : text + " " + complaint; }, type};
}

void add_server_options(CLI::App& app, Options& options, RawOptions& raw) {
  add_listening(app, options, raw);
  add_access(app, options);
  add_identity(app, options, raw);
}

void add_rule_options(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Rules of the service");
  group.add("quota", raw.quota, "Set a quota, NAME=N or NAME=unlimited, such as speakers=10; may be repeated")
      ->delimiter(',')
      ->allow_extra_args(false);
  group.add("quotas", raw.quotas, "on, or off to lift all quotas")
      ->check(CLI::IsMember({"on", "off"}))
      ->capture_default_str();
  group.add("throttle", raw.throttle, "off, or aws for the calls per second that AWS allows")
      ->check(CLI::IsMember({"off", "aws"}))
      ->capture_default_str();
  group
      .add("encryption-update-seconds", raw.encryption_update,
           "How long a domain's re-encryption with another KMS key takes, on the emulator's clock")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{31'536'000}))
      ->capture_default_str();
  group
      .add("enrollment-seconds", raw.enrollment,
           "How long an enrollment by session is in progress, on the emulator's clock")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{31'536'000}))
      ->capture_default_str();
  group.add("seed", options.seed, "Make every identifier repeatable")
      ->check(CLI::Validator(
          [](std::string& text) {
            const bool digits =
                !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
            return digits ? std::string() : text + " is not a whole number from 0 on";
          },
          "NUMBER"));
}

void add_running_options(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Running");
  group.add("control", raw.control, "on, or off to serve nothing below /_voiceid/ but health")
      ->check(CLI::IsMember({"on", "off"}))
      ->capture_default_str();
  group.add("log-level", options.log.level, "trace, debug (a line for each request), info, warn, error or off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  group.add("log-format", raw.log_format, "text or json, on standard error")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

Result<void> finish_server_options(Options& options, const RawOptions& raw) {
  options.api.check_signatures = raw.auth == "sigv4";
  options.api.throttle = raw.throttle == "aws";
  options.control = {raw.control == "on", std::string(kVersion)};
  options.log.json = raw.log_format == "json";
  options.server.idle_timeout = std::chrono::seconds(raw.idle_timeout);
  options.settings.encryption_update_time = std::chrono::seconds(raw.encryption_update);
  options.settings.enrollment_time = std::chrono::seconds(raw.enrollment);
  for (const std::string& text : raw.credentials) {
    auto credential = protocol::parse_credential(text);
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
