#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "domain/result.hpp"

namespace voiceid::server {

/// Turns one text of an option into its value. Errors: ValidationException, which says what is wrong with the text.
using Reader = std::function<Result<void>(const std::string&)>;

/// An option's text as messages show it.
std::string shown(const std::string& text);

/// Whether that can be the name of a file, which need not be there.
bool is_file_name(std::string_view text);

/// A reader that sets a string or an optional one, and appends to a list of them.
template <class Target>
Reader text_into(Target& target) {
  return [&target](const std::string& text) -> Result<void> {
    if constexpr (std::is_same_v<Target, std::vector<std::string>>) {
      target.push_back(text);
    } else {
      target = text;
    }
    return {};
  };
}

/// The same for texts that obey a rule; `complaint` ends the sentence about one that does not.
template <class Target>
Reader text_into(Target& target, bool (*obeys_rule)(std::string_view), const std::string& complaint) {
  return [read = text_into(target), obeys_rule, complaint](const std::string& text) -> Result<void> {
    if (!obeys_rule(text)) return validation_failed(shown(text) + " " + complaint);
    return read(text);
  };
}

/// The same for names of files.
template <class Target>
Reader file_into(Target& target) {
  return text_into(target, &is_file_name, "is not the name of a file");
}

/// A reader of seconds up to `most`, with decimals. A time that is not 0 is at least a millisecond.
Reader seconds_into(std::chrono::milliseconds& time, std::chrono::seconds most);

/// The whole number that the text is. Errors: ValidationException, which names the bounds.
Result<std::uint64_t> whole_number(const std::string& text, std::uint64_t least, std::uint64_t most);

/// A reader of whole numbers; the target may be a number or a duration.
template <class Target>
Reader number_into(Target& target, std::uint64_t least, std::uint64_t most) {
  return [&target, least, most](const std::string& text) -> Result<void> {
    const auto number = whole_number(text, least, most);
    if (!number) return number.error();
    target = static_cast<Target>(*number);
    return {};
  };
}

/// A reader of sizes in megabytes or gigabytes, such as 512MB, with bounds in megabytes; the target is in bytes.
Reader size_into(std::size_t& bytes, std::uint64_t least, std::uint64_t most);

/// What CLI11 calls with all texts of an option. The name stands in front of the message.
CLI::callback_t callback_of(std::string name, Reader read);

/// Adds options under one heading, each with its environment variable. `placeholder` stands for the value in `--help`.
class OptionGroup {
 public:
  OptionGroup(CLI::App& app, std::string heading) : app_(app), heading_(std::move(heading)) {}

  CLI::Option* add(const std::string& name, const std::string& placeholder, const std::string& meaning, Reader read);

  /// An option that may be repeated, or used once with commas.
  CLI::Option* add_list(const std::string& name, const std::string& placeholder, const std::string& meaning,
                        Reader read);

  /// A flag without a value.
  CLI::Option* add_flag(const std::string& name, const std::string& meaning, bool& target);

  /// A whole number within bounds that the help names.
  template <class Target>
  CLI::Option* add_number(const std::string& name, const std::string& placeholder, const std::string& meaning,
                          Target& target, std::uint64_t least, std::uint64_t most) {
    return add(name, placeholder, meaning + " (" + std::to_string(least) + " to " + std::to_string(most) + ")",
               number_into(target, least, most))
        ->default_str(std::to_string(number_of(target)));
  }

  /// A size within bounds in megabytes, which the help names.
  CLI::Option* add_size(const std::string& name, const std::string& meaning, std::size_t& bytes, std::uint64_t least,
                        std::uint64_t most);

  /// One of a few words, each with the value that it stands for.
  template <class Target>
  CLI::Option* add_choice(const std::string& name, const std::string& meaning, Target& target,
                          const std::vector<std::pair<std::string, Target>>& choices) {
    std::vector<std::string> words;
    std::string default_word;
    for (const auto& [word, value] : choices) {
      words.push_back(word);
      if (value == target) default_word = word;
    }
    const auto read = [&target, choices, words](const std::string& text) -> Result<void> {
      for (const auto& [word, value] : choices) {
        if (word != text) continue;
        target = value;
        return {};
      }
      return validation_failed(shown(text) + " is not one of " + CLI::detail::join(words, ", "));
    };
    return add(name, CLI::detail::join(words, "|"), meaning, read)->default_str(default_word);
  }

 private:
  template <class Number>
  static Number number_of(Number value) {
    return value;
  }
  template <class Count, class Period>
  static Count number_of(std::chrono::duration<Count, Period> value) {
    return value.count();
  }

  CLI::App& app_;
  std::string heading_;
};

}  // namespace voiceid::server
