#include "server/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "server/option_groups.hpp"
#include "server/version.hpp"

namespace voiceid::server {
namespace {

constexpr int kUsageError = 2;

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
    add_server_options(app_, options_, raw_);
    add_rule_options(app_, options_, raw_);
    add_outside_options(app_, options_, raw_);
    add_running_options(app_, options_, raw_);
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
    if (auto finished = finish_server_options(options_, raw_); !finished) return wrong(finished.error().message);
    if (auto finished = finish_outside_options(options_, raw_); !finished) return wrong(finished.error().message);
    options_.unknown_variables = unknown_variables(app_);
    return std::move(options_);
  }

 private:
  static Exit wrong(std::string message) {
    std::ranges::replace(message, '\n', ' ');
    return {kUsageError, "voiceid-local: " + message + " (see --help)\n"};
  }

  CLI::App app_{"voiceid-local, the local emulator of Amazon Connect Voice ID", "voiceid-local"};
  Options options_;
  RawOptions raw_;
};

}  // namespace

std::variant<Options, Exit> parse_options(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace voiceid::server
