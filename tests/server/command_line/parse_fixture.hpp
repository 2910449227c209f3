#pragma once

#include <gmock/gmock.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/command_line/parse.hpp"
#include "tests/base/temporary_folder.hpp"

extern char** environ;

namespace voiceid::server {

using Variables = std::vector<std::pair<std::string, std::string>>;

/// Command lines in an environment that holds nothing for the emulator but what a test sets.
class ParseTest : public ::testing::Test {
 protected:
  ParseTest() { clear(); }
  ~ParseTest() override { clear(); }

  static Command parse(std::vector<std::string> arguments, const Variables& variables = {}) {
    for (const auto& [name, value] : variables) setenv(name.c_str(), value.c_str(), 1);
    arguments.insert(arguments.begin(), "voiceid-local");
    std::vector<const char*> texts;
    for (const std::string& argument : arguments) texts.push_back(argument.c_str());
    return parse_command_line(static_cast<int>(texts.size()), texts.data());
  }

  /// What the command line sets; without any if the emulator would not start.
  static Options options(std::vector<std::string> arguments, const Variables& variables = {}) {
    const Command command = parse(std::move(arguments), variables);
    if (const auto* exit = std::get_if<Exit>(&command)) ADD_FAILURE() << exit->text;
    return std::holds_alternative<Options>(command) ? std::get<Options>(command) : Options{};
  }

  /// What the command line prints where nothing is wrong with it.
  static std::string printed(std::vector<std::string> arguments, const Variables& variables = {}) {
    const Command command = parse(std::move(arguments), variables);
    const auto* exit = std::get_if<Exit>(&command);
    return exit != nullptr && exit->code == 0 ? exit->text : "(nothing is printed)";
  }

  /// What is wrong with the command line: the one line that it prints, without what is the same in each.
  static std::string complaint(std::vector<std::string> arguments, const Variables& variables = {}) {
    const Command command = parse(std::move(arguments), variables);
    const auto* exit = std::get_if<Exit>(&command);
    if (exit == nullptr || exit->code != 2) return "(nothing is wrong)";
    const std::string start = "voiceid-local: ";
    const std::string end = " (see --help)\n";
    EXPECT_THAT(exit->text, ::testing::AllOf(::testing::StartsWith(start), ::testing::EndsWith(end)));
    return exit->text.substr(start.size(), exit->text.size() - start.size() - end.size());
  }

  /// The path of a configuration file with that text.
  std::string file(const std::string& text) const {
    write_text(folder_ / "file", text);
    return folder_ / "file";
  }

 private:
  static void clear() {
    std::vector<std::string> names;
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const std::string text(*entry);
      if (text.starts_with("VOICEID_") || text.starts_with("AWS_")) names.push_back(text.substr(0, text.find('=')));
    }
    for (const std::string& name : names) unsetenv(name.c_str());
  }

  TemporaryFolder folder_;
};

}  // namespace voiceid::server
