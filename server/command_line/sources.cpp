#include "server/command_line/sources.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

extern char** environ;

namespace voiceid::server {
namespace {

constexpr std::string_view kVariablePrefix = "VOICEID_";

}  // namespace

std::string variable_of(std::string_view long_name) {
  std::string name(kVariablePrefix);
  std::ranges::transform(long_name, std::back_inserter(name), [](char c) {
    return c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  });
  return name;
}

std::string value_of_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::string() : value;
}

std::vector<std::string> unknown_variables(const CLI::App& app) {
  std::set<std::string> known;
  for (const CLI::Option* option : app.get_options()) known.insert(option->get_envname());
  std::vector<std::string> unknown;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    std::string name(text.substr(0, text.find('=')));
    if (name.starts_with(kVariablePrefix) && !known.contains(name)) unknown.push_back(std::move(name));
  }
  std::ranges::sort(unknown);
  return unknown;
}

std::vector<CLI::ConfigItem> FileBehindEnvironment::from_config(std::istream& input) const {
  auto settings = CLI::ConfigTOML::from_config(input);
  std::erase_if(settings,
                [](const CLI::ConfigItem& item) { return !value_of_variable(variable_of(item.name)).empty(); });
  return settings;
}

}  // namespace voiceid::server
