#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/command_line/option_sources.hpp"
#include "server/command_line/options.hpp"

/// The options as `--help` has them, group by group, and what becomes of their texts.
namespace voiceid::server {

/// The strings that still have to become something else.
struct RawOptions {
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

/// Adds options under one heading, each with its environment variable. `value` is what its value is called.
class OptionGroup {
 public:
  OptionGroup(CLI::App& app, std::string heading) : app_(app), heading_(std::move(heading)) {}

  template <class T>
  CLI::Option* add(const std::string& name, T& target, const std::string& value, const std::string& text) {
    return app_.add_option("--" + name, target, text)->envname(variable_of(name))->type_name(value)->group(heading_);
  }
  /// One that may be given several times, or once with commas.
  CLI::Option* add_list(const std::string& name, std::vector<std::string>& target, const std::string& value,
                        const std::string& text) {
    return add(name, target, value, text + "; may be repeated")->delimiter(',')->allow_extra_args(false);
  }
  /// One of a few words.
  CLI::Option* add_choice(const std::string& name, std::string& target, const std::vector<std::string>& words,
                          const std::string& text) {
    return add(name, target, CLI::detail::join(words, "|"), text)
        ->check(CLI::IsMember(words).description(""))
        ->capture_default_str();
  }
  /// A whole number within bounds.
  template <class T>
  CLI::Option* add_number(const std::string& name, T& target, const std::string& value, T least, T most,
                          const std::string& text) {
    return add(name, target, value, text + "; " + std::to_string(least) + " to " + std::to_string(most))
        ->check(CLI::Range(least, most).description(""))
        ->capture_default_str();
  }
  CLI::Option* add_flag(const std::string& name, bool& target, const std::string& text) {
    return app_.add_flag("--" + name, target, text)->envname(variable_of(name))->group(heading_);
  }

 private:
  CLI::App& app_;
  std::string heading_;
};

/// A validator of one text by a rule that stands elsewhere.
CLI::Validator checked(bool (*is_right)(std::string_view), const std::string& complaint);

/// Adds all groups but those of outside_options.
void add_server_options(CLI::App& app, Options& options, RawOptions& raw);
void add_rule_options(CLI::App& app, Options& options, RawOptions& raw);
void add_running_options(CLI::App& app, Options& options, RawOptions& raw);
/// Turns the raw strings into what they mean. Errors: ValidationException with what is wrong with them.
Result<void> finish_server_options(Options& options, const RawOptions& raw);

/// Adds "Object storage" and "Events".
void add_outside_options(CLI::App& app, Options& options, RawOptions& raw);
/// Takes what clients of AWS usually take from the environment: keys, region and endpoints. Errors: as above.
Result<void> finish_outside_options(Options& options, const RawOptions& raw);

}  // namespace voiceid::server
