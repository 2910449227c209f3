#include "server/command_line/option_group.hpp"

#include "base/number.hpp"
#include "server/command_line/sources.hpp"

namespace voiceid::server {

Result<std::uint64_t> whole_number(const std::string& text, std::uint64_t least, std::uint64_t most) {
  // CLI11's own conversion takes -1 for the largest number and 0x10 for 16, and drops bits.
  const auto number = number_in<std::uint64_t>(text);
  if (number && *number >= least && *number <= most) return *number;
  return validation_failed((text.empty() ? "an empty value" : text) + " is not a whole number from " +
                           std::to_string(least) + " to " + std::to_string(most));
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
