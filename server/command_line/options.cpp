#include "server/command_line/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "server/command_line/health_check.hpp"
#include "server/command_line/option_groups.hpp"
#include "server/command_line/options_table.hpp"
#include "server/command_line/version.hpp"
#include "server/outbound/url.hpp"

namespace voiceid::server {
namespace {

constexpr int kUsageError = 2;

// The options of the command `health`.
struct RawHealthCheck {
  std::string url;
  double wait_seconds = 0;
};

// Bounds let one pass that compares with nothing.
bool is_no_nan(std::string_view text) {
  double number = 0;
  return !CLI::detail::lexical_cast(std::string(text), number) || !std::isnan(number);
}

class Parser {
 public:
  Parser() {
    app_.set_version_flag("--version", "voiceid-local " + std::string(kVersion), "Print the version and exit");
    app_.set_help_flag("--help", "Print this help and exit");
    app_.add_flag("--help-markdown", prints_table_, "Print the options as tables for a document and exit")
        ->configurable(false);
    app_.config_formatter(std::make_shared<FileBehindEnvironment>());
    app_.allow_config_extras(false);
    app_.footer(
        "Each option can also be set by an environment variable, such as VOICEID_PORT for --port; a flag beats the\n"
        "environment, the environment beats the file. Options that may be repeated take commas in the environment.");
    add_server_options(app_, options_, raw_);
    add_rule_options(app_, options_, raw_);
    add_outside_options(app_, options_, raw_);
    add_running_options(app_, options_, raw_);
    // CLI11 reads the file before it looks at the environment, so the file's own variable is looked at here.
    const std::string variable = variable_of("config");
    const std::string file = value_of_variable(variable);
    app_.set_config("--config", file, "Read options from this file, in the form of TOML: port = 8643", !file.empty())
        ->envname(variable)
        ->type_name("FILE")
        ->group("Running");
    add_health();
  }

  Command parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      return Exit{0, app_.help()};
    } catch (const CLI::CallForVersion& call) {
      return Exit{0, std::string(call.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
      return wrong(error.what());
    }
    if (prints_table_) return Exit{0, options_table(app_)};
    if (auto finished = finish_server_options(options_, raw_); !finished) return wrong(finished.error().message);
    if (auto finished = finish_outside_options(options_, raw_); !finished) return wrong(finished.error().message);
    if (health_->parsed()) return health_check();
    options_.unknown_variables = unknown_variables(app_);
    return std::move(options_);
  }

 private:
  void add_health() {
    constexpr double kLongestWait = 3600;
    health_ = app_.add_subcommand("health",
                                  "Tell in one line whether an emulator is ready, and exit with 0 where it is, else 1");
    health_
        ->add_option("URL", raw_health_.url,
                     "Of the emulator (default: that of this machine which these options would start)")
        ->check(checked(&outbound::is_endpoint, "is not a URL such as http://localhost:8643"))
        ->type_name("");
    health_->add_option("--wait", raw_health_.wait_seconds, "Go on asking until it is ready, for so long at most")
        ->check(checked(&is_no_nan, "is not a number of seconds"))
        ->check(CLI::Range(0.0, kLongestWait).description(""))
        ->type_name("SECONDS");
    // `health --port 9000` is the same as `--port 9000 health`.
    health_->fallthrough();
    health_->footer("It takes the options of voiceid-local, too: health --port 9000 asks http://127.0.0.1:9000.");
  }

  Command health_check() {
    constexpr double kMillisecondsPerSecond = 1000;
    const std::chrono::milliseconds wait(static_cast<std::int64_t>(raw_health_.wait_seconds * kMillisecondsPerSecond));
    if (!raw_health_.url.empty()) return HealthCheck{std::move(raw_health_.url), wait};
    auto url = url_of(options_);
    if (!url) return wrong(url.error().message);
    return HealthCheck{std::move(*url), wait};
  }

  static Exit wrong(std::string message) {
    std::ranges::replace(message, '\n', ' ');
    return {kUsageError, "voiceid-local: " + message + " (see --help)\n"};
  }

  CLI::App app_{"voiceid-local, the local emulator of Amazon Connect Voice ID", "voiceid-local"};
  Options options_;
  RawOptions raw_;
  bool prints_table_ = false;
  CLI::App* health_ = nullptr;
  RawHealthCheck raw_health_;
};

}  // namespace

Command parse_command_line(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace voiceid::server
