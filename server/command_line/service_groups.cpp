#include <spdlog/common.h>

#include "server/command_line/option_group.hpp"
#include "server/command_line/option_groups.hpp"

namespace voiceid::server {

void add_rules_group(CLI::App& app, Options& options) {
  constexpr std::uint64_t kYear = 31'536'000;
  OptionGroup group(app, "Rules of the service");
  handlers::Settings& settings = options.settings;
  group.add_list("quota", "NAME=N", "Set a quota, such as speakers=10 or speakers=unlimited",
                 [&settings](const std::string& text) { return settings.quotas.set(text); });
  group.add_choice("quotas", "off: lift all quotas", options.lifts_quotas, {{"on", false}, {"off", true}});
  group.add_choice("throttle", "aws: limit calls per second as AWS does", options.api.throttle,
                   {{"off", false}, {"aws", true}});
  group.add_number("encryption-update-seconds", "N",
                   "How long it takes to change a domain's KMS key, on the emulator's clock",
                   settings.encryption_update_time, 0, kYear);
  group.add_number("enrollment-seconds", "N",
                   "How long an enrollment in a session stays in progress, on the emulator's clock",
                   settings.enrollment_time, 0, kYear);
  group.add("faults", "FILE", "Disturb calls as the faults in this JSON file say", file_into(options.faults_file));
  group.add("seed", "N", "Make all identifiers repeatable, for snapshot tests",
            number_into(options.seed, 0, std::numeric_limits<std::uint64_t>::max()));
}

void add_running_group(CLI::App& app, Options& options) {
  OptionGroup group(app, "Running");
  group.add_list("fixtures", "FILE|DIR|demo",
                 "Begin with what this fixture describes, or those in a folder, in JSON or YAML; demo is a bank",
                 text_into(options.fixtures));
  group.add("state", "FILE", "Load the state from this file at start, if it is there, and save it there at the end",
            file_into(options.state.file));
  group
      .add("state-interval", "SECONDS",
           "Also save the state this often while running; 0 saves only at the end (0 to 86400)",
           seconds_into(options.state.interval, std::chrono::days(1)))
      ->default_str("0");
  group.add_choice("control", "off: serve nothing under /_voiceid/ except health", options.control.enabled,
                   {{"on", true}, {"off", false}});
  group.add("control-token", "TOKEN",
            "Refuse requests under /_voiceid/ without Authorization: Bearer TOKEN, except health",
            text_into(options.control.token, &control::is_token, "is not printable ASCII without spaces"));
  group.add("console-dir", "DIR", "Serve the web console's files from this folder, to work on them",
            text_into(options.console.folder, &console::is_console_folder, "is not a folder with an index.html"));
  group.add_choice("log-level", "How much to log to standard error; debug logs a line for each request",
                   options.log.level,
                   {{"trace", spdlog::level::trace},
                    {"debug", spdlog::level::debug},
                    {"info", spdlog::level::info},
                    {"warn", spdlog::level::warn},
                    {"error", spdlog::level::err},
                    {"off", spdlog::level::off}});
  constexpr std::uint64_t kHighestDescriptor = 1'000'000;
  group.add("lifeline", "N",
            "Stop when this inherited file descriptor reaches its end, for example because the program at the other "
            "end has exited; 0 is standard input (0 to 1000000)",
            number_into(options.lifeline, 0, kHighestDescriptor));
  constexpr std::uint64_t kMostCalls = 100'000;
  group.add_number("request-log", "N", "How many requests the control API shows", options.journal.calls, 0, kMostCalls);
  group.add_flag("log-sensitive", "Show sensitive values in the requests and answers that the control API shows",
                 options.journal.shows_sensitive);
  group.add_choice("log-format", "Format of the log's lines", options.log.json, {{"text", false}, {"json", true}});
}

}  // namespace voiceid::server
