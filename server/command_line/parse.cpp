#include "server/command_line/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/wording.hpp"
#include "domain/speech_detector.hpp"
#include "domain/voice.hpp"
#include "server/command_line/option_group.hpp"
#include "server/command_line/option_groups.hpp"
#include "server/command_line/sources.hpp"
#include "server/command_line/table.hpp"
#include "server/command_line/version.hpp"
#include "server/outbound/url.hpp"

namespace voiceid::server {
namespace {

constexpr int kUsageError = 2;

// What no option can check or decide by itself.
Result<void> combine(Options& options) {
  const std::vector<std::string>& hosts = options.server.hosts;
  if (hosts.size() > 1 && std::ranges::find(hosts, http::kEveryAddress) != hosts.end()) {
    return validation_failed("--host all must be the only --host");
  }
  if (options.api.check_signatures != !options.api.credentials.empty()) {
    return validation_failed("--auth sigv4 and --credential must be used together");
  }
  if (options.state.interval.count() != 0 && !options.state.file) {
    return validation_failed("--state-interval needs --state, which names the file");
  }
  if (options.lifts_quotas) options.settings.quotas.lift_all();
  return read_aws_variables(options);
}

class Parser {
 public:
  Parser() {
    app_.set_version_flag("--version", kVersionLine, "Print the version and exit");
    app_.set_help_flag("-h,--help", "Print this help and exit");
    app_.add_flag("--help-markdown", prints_table_, "Print the options as Markdown tables and exit")
        ->configurable(false);
    app_.config_formatter(std::make_shared<FileBehindEnvironment>());
    app_.allow_config_extras(false);
    app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app_.footer(
        "Each option can also be set by an environment variable, such as VOICEID_PORT for --port. A flag overrides\n"
        "the environment, which overrides the file. In the environment, separate repeated values with commas.");
    add_inbound_groups(app_, options_);
    add_rules_group(app_, options_);
    add_outbound_groups(app_, options_);
    add_running_group(app_, options_);
    add_config();
    add_health();
    add_wav();
    add_version();
  }

  Command parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      return Exit{0, app_.help()};
    } catch (const CLI::CallForVersion& call) {
      return Exit{0, std::string(call.what()) + "\n"};
    } catch (const CLI::ExtrasError&) {
      return unexpected(app_.remaining(true));
    } catch (const CLI::ArgumentMismatch& error) {
      return mismatched(error.what());
    } catch (const CLI::ConfigError& error) {
      return wrong_in_file(error.what());
    } catch (const CLI::ParseError& error) {
      return wrong(error.what());
    }
    if (prints_table_) return Exit{0, options_table(app_)};
    if (auto combined = combine(options_); !combined) return wrong(combined.error().message);
    if (health_->parsed()) return health_check();
    if (wav_->parsed()) return recording();
    options_.unknown_variables = unknown_variables(app_);
    options_.service_links = service_links_;
    return std::move(options_);
  }

 private:
  void add_config() {
    // CLI11 reads the file before it looks at the environment, so the file's own variable is read here.
    const std::string variable = variable_of("config");
    const std::string file = value_of_variable(variable);
    app_.set_config("--config", file, "Read options from this TOML file, with lines such as port = 8643", !file.empty())
        ->envname(variable)
        ->check(CLI::Validator(&fault_of_file, ""))
        ->type_name("FILE")
        ->group("Running");
  }

  void add_health() {
    health_ =
        add_command("health", "Print in one line whether an emulator is ready; exit with 0 if it is, else with 1");
    const Reader url = text_into(check_.url, &outbound::is_endpoint, "is not a URL such as http://localhost:8643");
    health_
        ->add_option("URL", callback_of("URL", url),
                     "URL of the emulator (default: the one on this machine that these options would start)")
        ->type_name("");
    constexpr std::chrono::seconds kLongestWait{3600};
    const Reader wait = seconds_into(check_.wait, kLongestWait);
    health_->add_option("--wait", callback_of("--wait", wait), "Keep asking until it is ready, for at most this long")
        ->type_name("SECONDS");
    // `health --port 9000` is the same as `--port 9000 health`.
    health_->fallthrough();
    health_->footer("The options of voiceid-local work here too: health --port 9000 asks http://127.0.0.1:9000.");
  }

  void add_wav() {
    wav_ = add_command("wav", "Write a WAV file in which a simulated voice speaks");
    const auto add = [this](const std::string& name, const Reader& read, const std::string& meaning) {
      return wav_->add_option(name, callback_of(name, read), meaning);
    };
    Recording& made = recording_.recording;
    add("--voice",
        text_into(made.voice, &is_voice_label,
                  "is not a voice: 1 to 256 letters, digits, '_' and '-', a letter or digit first"),
        "Name the voice in it, such as alice")
        ->type_name("NAME")
        ->required();
    add("--seconds", seconds_into(made.speech, kLongestRecording), "Net speech; full frames of 0.02 seconds count")
        ->type_name("N")
        ->required();
    add("--silence", seconds_into(made.silence, kLongestRecording), "Seconds of silence after it")->type_name("N");
    add("--spoofing-risk", number_into(made.spoofing_risk, 0, 100), "Risk that the voice is spoofed (0 to 100)")
        ->type_name("N");
    wav_->add_option("-o,--output", callback_of("--output", text_into(recording_.file)),
                     "File to write (default: standard output)")
        ->type_name("FILE");
    wav_->footer("The file is what the rules of batch jobs ask for: 16-bit PCM, 8 kHz, one channel. It holds a tone.");
  }

  void add_version() {
    add_command("version", "Print the version and exit")->parse_complete_callback([] {
      throw CLI::CallForVersion(kVersionLine, 0);
    });
  }

  CLI::App* add_command(const std::string& name, const std::string& description) {
    return app_.add_subcommand(name, description)->group("Commands");
  }

  Command health_check() {
    if (!check_.url.empty()) return std::move(check_);
    auto url = local_url(options_.server);
    if (!url) return wrong(url.error().message);
    check_.url = std::move(*url);
    return std::move(check_);
  }

  Command recording() {
    Recording& made = recording_.recording;
    made.speech -= made.speech % SpeechDetector::kFrame;
    const auto length = made.speech + made.silence;
    if (length > kLongestRecording)
      return wrong("--seconds and --silence together can be at most " + std::to_string(kLongestRecording.count()));
    if (length.count() == 0) return wrong("--seconds or --silence must be more than 0");
    return std::move(recording_);
  }

  // What nothing takes, as CLI11 keeps it: the values of an unknown option are among it.
  Exit unexpected(const std::vector<std::string>& arguments) const {
    const auto option = std::ranges::find_if(arguments, [](const std::string& text) { return text.starts_with('-'); });
    if (option != arguments.end()) return wrong(unknown_option(option->substr(0, option->find('='))));
    return wrong("the argument " + cited(arguments.front()) + " was not expected");
  }

  // CLI11's messages begin with the name of the option and a colon.
  static Exit mismatched(std::string_view complaint) {
    const std::string name(complaint.substr(0, complaint.find(':')));
    const bool repeated = complaint.find("At Most") != std::string_view::npos;
    return wrong(name + (repeated ? " can be given only once" : " needs a value"));
  }

  Exit wrong_in_file(std::string_view complaint) const {
    constexpr std::string_view kUnknown = "INI was not able to parse ";
    if (!complaint.starts_with(kUnknown)) return wrong("--config: " + std::string(complaint));
    return wrong("--config: " + unknown_option("--" + std::string(complaint.substr(kUnknown.size()))));
  }

  std::string unknown_option(const std::string& name) const {
    std::vector<std::string> known;
    for (const CLI::Option* option : app_.get_options()) known.push_back("--" + option->get_single_name());
    const std::vector<std::string_view> views(known.begin(), known.end());
    const auto meant = nearest_name(name, views);
    return name + " is not an option" + (meant ? "; did you mean " + std::string(*meant) + "?" : "");
  }

  static Exit wrong(std::string message) {
    std::ranges::replace(message, '\n', ' ');
    return {kUsageError, "voiceid-local: " + message + " (see --help)\n"};
  }

  inline static const std::string kVersionLine =
      std::string("voiceid-local ").append(kVersion).append(" (revision ").append(revision()) + ")";

  // First, so that no option takes its value from them.
  const std::vector<std::string> service_links_ = remove_service_links();
  CLI::App app_{"voiceid-local, the local emulator of Amazon Connect Voice ID", "voiceid-local"};
  Options options_;
  bool prints_table_ = false;
  CLI::App* health_ = nullptr;
  HealthCheck check_;
  CLI::App* wav_ = nullptr;
  RecordingOrder recording_;
};

}  // namespace

Command parse_command_line(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace voiceid::server
