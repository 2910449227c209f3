#include "server/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

#include "server/protocol/identity.hpp"
#include "server/version.hpp"

extern char** environ;

namespace voiceid::server {
namespace {

constexpr std::string_view kVariablePrefix = "VOICEID_";
constexpr int kUsageError = 2;

// `--max-connections` is VOICEID_MAX_CONNECTIONS.
std::string variable_of(std::string_view long_name) {
  std::string name(kVariablePrefix);
  std::ranges::transform(long_name, std::back_inserter(name), [](char c) {
    return c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  });
  return name;
}

bool is_set(const std::string& variable) {
  const char* value = std::getenv(variable.c_str());
  return value != nullptr && *value != '\0';
}

// CLI11 reads the file before the environment and lets the file win; here what the environment sets is left out of it.
class FileBehindEnvironment final : public CLI::ConfigTOML {
 public:
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    auto settings = CLI::ConfigTOML::from_config(input);
    std::erase_if(settings, [](const CLI::ConfigItem& item) { return is_set(variable_of(item.name)); });
    return settings;
  }
};

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
    const std::string file = is_set(variable) ? std::getenv(variable.c_str()) : "";
    app_.set_config("--config", file, "Read options from this file, in the form of TOML: port = 8643", !file.empty())
        ->envname(variable);
    app_.footer(
        "Each option can also be set by an environment variable, such as VOICEID_PORT for --port; a flag beats the\n"
        "environment, the environment beats the file. Options that may be repeated take commas in the environment.");
    add_listening();
    add_access();
    add_identity();
    add_rules();
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
    find_unknown_variables();
    return std::nullopt;
  }

  void find_unknown_variables() {
    std::set<std::string> known;
    for (const CLI::Option* option : app_.get_options()) known.insert(option->get_envname());
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const std::string_view text(*entry);
      std::string name(text.substr(0, text.find('=')));
      if (name.starts_with(kVariablePrefix) && !known.contains(name)) {
        options_.unknown_variables.push_back(std::move(name));
      }
    }
    std::ranges::sort(options_.unknown_variables);
  }

  CLI::App app_{"voiceid-local, the local emulator of Amazon Connect Voice ID", "voiceid-local"};
  Options options_;
  Raw raw_;
  std::string group_;
};

}  // namespace

std::variant<Options, Exit> parse_options(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace voiceid::server
