#include "server/command_line/option_group.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "server/command_line/sources.hpp"

namespace voiceid::server {
namespace {

constexpr std::uint64_t kBytesOfMegabyte = 1'000'000;

std::string shown_size(std::uint64_t megabytes) { return std::to_string(megabytes) + "MB"; }

}  // namespace

std::string shown(const std::string& text) { return text.empty() ? "an empty value" : text; }

bool is_file_name(std::string_view text) { return !text.empty() && !text.ends_with('/'); }

Reader seconds_into(std::chrono::milliseconds& time, std::chrono::seconds most) {
  return [&time, most](const std::string& text) -> Result<void> {
    const auto seconds = number_in<double>(text);
    // Also false for a NaN.
    const bool in_range = seconds && *seconds >= 0 && *seconds <= static_cast<double>(most.count());
    if (!in_range) {
      return validation_failed(shown(text) + " is not a number of seconds from 0 to " + std::to_string(most.count()));
    }
    const long long least = *seconds == 0 ? 0 : 1;
    time = std::chrono::milliseconds(std::max(std::llround(*seconds * 1000), least));
    return {};
  };
}

Result<std::uint64_t> whole_number(const std::string& text, std::uint64_t least, std::uint64_t most) {
  // CLI11's own conversion takes -1 for the largest number and 0x10 for 16, and drops bits.
  const auto number = number_in<std::uint64_t>(text);
  if (number && *number >= least && *number <= most) return *number;
  return validation_failed(shown(text) + " is not a whole number from " + std::to_string(least) + " to " +
                           std::to_string(most));
}

Reader size_into(std::size_t& bytes, std::uint64_t least, std::uint64_t most) {
  return [&bytes, least, most](const std::string& text) -> Result<void> {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view unit = std::string_view(text).substr(digits);
    const std::uint64_t megabytes = unit == "GB" ? 1000 : 1;
    const auto number = number_in<std::uint64_t>(std::string_view(text).substr(0, digits));
    const bool is_size = number && (unit == "MB" || unit == "GB") && *number <= most / megabytes;
    if (!is_size || *number * megabytes < least) {
      return validation_failed(shown(text) + " is not a size from " + shown_size(least) + " to " + shown_size(most));
    }
    bytes = *number * megabytes * kBytesOfMegabyte;
    return {};
  };
}

CLI::callback_t callback_of(std::string name, Reader read) {
  return [name = std::move(name), read = std::move(read)](const CLI::results_t& texts) {
    for (const std::string& text : texts) {
      if (auto done = read(text); !done) throw CLI::ValidationError(name, done.error().message);
    }
    return true;
  };
}

CLI::Option* OptionGroup::add(const std::string& name, const std::string& placeholder, const std::string& meaning,
                              Reader read) {
  const std::string flag = "--" + name;
  return app_.add_option(flag, callback_of(flag, std::move(read)), meaning)
      ->envname(variable_of(name))
      ->type_name(placeholder)
      ->group(heading_);
}

CLI::Option* OptionGroup::add_size(const std::string& name, const std::string& meaning, std::size_t& bytes,
                                   std::uint64_t least, std::uint64_t most) {
  return add(name, "SIZE", meaning + " (" + shown_size(least) + " to " + shown_size(most) + ")",
             size_into(bytes, least, most))
      ->default_str(shown_size(bytes / kBytesOfMegabyte));
}

CLI::Option* OptionGroup::add_list(const std::string& name, const std::string& placeholder, const std::string& meaning,
                                   Reader read) {
  return add(name, placeholder, meaning + "; repeatable", std::move(read))
      ->expected(CLI::detail::expected_max_vector_size)
      ->delimiter(',')
      ->allow_extra_args(false);
}

CLI::Option* OptionGroup::add_flag(const std::string& name, const std::string& meaning, bool& target) {
  return app_.add_flag("--" + name, target, meaning)->envname(variable_of(name))->group(heading_);
}

}  // namespace voiceid::server
