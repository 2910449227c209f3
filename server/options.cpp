#include "server/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>

#include "server/option_sources.hpp"
#include "server/protocol/identity.hpp"
#include "server/version.hpp"

namespace voiceid::server {
namespace {

constexpr int kUsageError = 2;
constexpr const char* kEndpointVariable = "AWS_ENDPOINT_URL_S3";

template <class T>
std::string check(const Result<T>& result) {
  return result ? std::string() : result.error().message;
}

// A validator of one text by a rule that stands elsewhere.
CLI::Validator checked(bool (*is_right)(std::string_view), const std::string& type, const std::string& complaint) {
  return {[=](std::string& text) { return is_right(text) ? std::string() : text + " " + complaint; }, type};
}

// The strings that still have to become something else.
struct Raw {
  std::string auth = "none";
  std::string throttle = "off";
  std::string control = "on";
  std::string quotas = "on";
  std::string log_format = "text";
  std::vector<std::string> credentials;
  std::vector<std::string> quota;
  std::int64_t idle_timeout = 60;
  std::int64_t encryption_update = 1;
  std::int64_t enrollment = 1;
  std::int64_t s3_timeout = 10;
};

class Parser {
 public:
  Parser() {
    app_.set_version_flag("--version", "voiceid-local " + std::string(kVersion), "Print the version and exit");
    app_.set_help_flag("--help", "Print this help and exit");
    app_.config_formatter(std::make_shared<FileBehindEnvironment>());
    app_.allow_config_extras(false);
    // CLI11 reads the file before it looks at the environment, so the file's own variable is looked at here.
    const std::string variable = variable_of("config");
    const std::string file = value_of_variable(variable);
    app_.set_config("--config", file, "Read options from this file, in the form of TOML: port = 8643", !file.empty())
        ->envname(variable);
    app_.footer(
        "Each option can also be set by an environment variable, such as VOICEID_PORT for --port; a flag beats the\n"
        "environment, the environment beats the file. Options that may be repeated take commas in the environment.");
    add_listening();
    add_access();
    add_identity();
    add_rules();
    add_storage();
    add_running();
  }

  std::variant<Options, Exit> parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      return Exit{0, app_.help()};
    } catch (const CLI::CallForVersion& call) {
      return Exit{0, std::string(call.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
      return wrong(error.what());
    }
    if (auto refused = finish()) return *refused;
    return std::move(options_);
  }

 private:
  static Exit wrong(std::string message) {
    std::ranges::replace(message, '\n', ' ');
    return {kUsageError, "voiceid-local: " + message + " (see --help)\n"};
  }

  template <class T>
  CLI::Option* add(const std::string& name, T& target, const std::string& text) {
    return app_.add_option("--" + name, target, text)->envname(variable_of(name))->group(group_);
  }

  void add_listening() {
    group_ = "Listening";
    add("host", options_.hosts, "Listen on this address; may be repeated (default: 127.0.0.1, and ::1 where it exists)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::Validator(
            [](std::string& text) {
              boost::system::error_code error;
              http::asio::ip::make_address(text, error);
              return error ? text + " is not an IP address" : std::string();
            },
            "ADDRESS"));
    add("port", options_.port, "Listen on this port; 0 takes any free one")->capture_default_str();
    add("max-connections", options_.server.max_connections, "Serve at most so many connections at a time")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
        ->capture_default_str();
    add("idle-timeout", raw_.idle_timeout, "Close a connection that sends no whole request for so many seconds")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400}))
        ->capture_default_str();
  }

  void add_access() {
    group_ = "TLS and access";
    http::TlsOptions& tls = options_.server.tls;
    CLI::Option* certificate = add("tls-cert", tls.certificate_file, "Speak TLS with the certificate in this PEM file");
    CLI::Option* key = add("tls-key", tls.key_file, "The certificate's private key, a PEM file");
    certificate->needs(key);
    key->needs(certificate);
    app_.add_flag("--tls-self-signed", tls.self_signed, "Speak TLS with a certificate made at the start")
        ->envname(variable_of("tls-self-signed"))
        ->group(group_)
        ->excludes(certificate);
    add("allowed-host", options_.access.allowed_hosts,
        "Take requests that came by this host name, beside localhost, addresses and names without dots; may be "
        "repeated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(checked(&http::is_host, "HOST", "is not a host name such as desk.example"));
    add("allowed-origin", options_.access.allowed_origins,
        "Let web pages of this origin use the emulator, beside those of localhost; may be repeated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(checked(&http::is_origin, "ORIGIN", "is not an origin such as https://desk.example"));
  }

  void add_identity() {
    group_ = "Identity";
    add("account", options_.api.default_account, "Account of requests whose access key is not 12 digits")
        ->check(checked(&protocol::is_account_id, "ACCOUNT", "is not an account id of 12 digits"))
        ->capture_default_str();
    add("region", options_.api.default_region, "Region of requests that are not signed")
        ->check(checked(&protocol::is_region, "REGION", "is not the name of a region"))
        ->capture_default_str();
    add("auth", raw_.auth, "Check signatures: none, or sigv4 with at least one --credential")
        ->check(CLI::IsMember({"none", "sigv4"}))
        ->capture_default_str();
    add("credential", raw_.credentials, "Accept AKID:SECRET or AKID:SECRET:SESSION_TOKEN; may be repeated")
        ->delimiter(',')
        ->allow_extra_args(false);
  }

  void add_rules() {
    group_ = "Rules of the service";
    add("quota", raw_.quota, "Set a quota, NAME=N or NAME=unlimited, such as speakers=10; may be repeated")
        ->delimiter(',')
        ->allow_extra_args(false);
    add("quotas", raw_.quotas, "on, or off to lift all quotas")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    add("throttle", raw_.throttle, "off, or aws for the calls per second that AWS allows")
        ->check(CLI::IsMember({"off", "aws"}))
        ->capture_default_str();
    add("encryption-update-seconds", raw_.encryption_update,
        "How long a domain's re-encryption with another KMS key takes, on the emulator's clock")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{31'536'000}))
        ->capture_default_str();
    add("enrollment-seconds", raw_.enrollment,
        "How long an enrollment by session is in progress, on the emulator's clock")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{31'536'000}))
        ->capture_default_str();
    add("seed", options_.seed, "Make every identifier repeatable")
        ->check(CLI::Validator(
            [](std::string& text) {
              const bool digits =
                  !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
              return digits ? std::string() : text + " is not a whole number from 0 on";
            },
            "NUMBER"));
  }

  void add_storage() {
    group_ = "Object storage";
    storage::StorageOptions& storage = options_.storage;
    CLI::Option* root = add("s3-root", storage.root,
                            "Keep objects in this folder, s3://bucket/key as bucket/key (default: a private one until "
                            "the exit)")
                            ->check(CLI::ExistingDirectory);
    add("s3-endpoint", storage.endpoint,
        "Keep objects in the S3 server of this URL, with the AWS_... variables' keys (default: AWS_ENDPOINT_URL_S3)")
        ->check(checked(&storage::is_endpoint, "URL", "is not a URL such as http://localhost:9000"))
        ->excludes(root);
    add("s3-timeout", raw_.s3_timeout, "Give up a request to the S3 server that makes no progress for so many seconds")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{3600}))
        ->capture_default_str();
  }

  void add_running() {
    group_ = "Running";
    add("control", raw_.control, "on, or off to serve nothing below /_voiceid/ but health")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    add("log-level", options_.log.level, "trace, debug (a line for each request), info, warn, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
        ->capture_default_str();
    add("log-format", raw_.log_format, "text or json, on standard error")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
  }

  // Turns the raw strings into what they mean. Returns what is wrong with them, if anything.
  std::optional<Exit> finish() {
    options_.api.check_signatures = raw_.auth == "sigv4";
    options_.api.throttle = raw_.throttle == "aws";
    options_.control = {raw_.control == "on", std::string(kVersion)};
    options_.log.json = raw_.log_format == "json";
    options_.server.idle_timeout = std::chrono::seconds(raw_.idle_timeout);
    options_.settings.encryption_update_time = std::chrono::seconds(raw_.encryption_update);
    options_.settings.enrollment_time = std::chrono::seconds(raw_.enrollment);
    for (const std::string& text : raw_.credentials) {
      auto credential = protocol::parse_credential(text);
      if (!credential) return wrong("--credential: " + credential.error().message);
      options_.api.credentials.push_back(std::move(*credential));
    }
    if (options_.api.check_signatures != !options_.api.credentials.empty()) {
      return wrong("--auth sigv4 and --credential are given together");
    }
    for (const std::string& text : raw_.quota) {
      if (auto set = options_.settings.quotas.set(text); !set) return wrong("--quota: " + set.error().message);
    }
    if (raw_.quotas == "off") options_.settings.quotas.lift_all();
    options_.unknown_variables = unknown_variables(app_);
    return finish_storage();
  }

  // What an S3 client usually takes from the environment.
  std::optional<Exit> finish_storage() {
    storage::StorageOptions& storage = options_.storage;
    storage.timeout = std::chrono::seconds(raw_.s3_timeout);
    const std::string endpoint = value_of_variable(kEndpointVariable);
    if (!storage.endpoint && !storage.root && !endpoint.empty()) {
      if (!storage::is_endpoint(endpoint)) {
        return wrong(std::string(kEndpointVariable) + ": " + endpoint + " is not a URL such as http://localhost:9000");
      }
      storage.endpoint = endpoint;
    }
    storage.access_key = value_of_variable("AWS_ACCESS_KEY_ID");
    storage.secret_key = value_of_variable("AWS_SECRET_ACCESS_KEY");
    storage.session_token = value_of_variable("AWS_SESSION_TOKEN");
    storage.region = options_.api.default_region;
    for (const char* name : {"AWS_DEFAULT_REGION", "AWS_REGION"}) {
      if (std::string region = value_of_variable(name); !region.empty()) storage.region = std::move(region);
    }
    return std::nullopt;
  }

  CLI::App app_{"voiceid-local, the local emulator of Amazon Connect Voice ID", "voiceid-local"};
  Options options_;
  Raw raw_;
  std::string group_;
};

}  // namespace

std::variant<Options, Exit> parse_options(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace voiceid::server
