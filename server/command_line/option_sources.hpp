#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

/// Where options come from beside the command line: the environment, and a file that the environment beats.
namespace voiceid::server {

/// The environment variable of an option: `max-connections` is VOICEID_MAX_CONNECTIONS.
std::string variable_of(std::string_view long_name);

/// What a variable of the environment is set to; empty where it is not.
std::string value_of_variable(const std::string& name);

/// The variables that begin with VOICEID_ and are of none of that program's options, in order.
std::vector<std::string> unknown_variables(const CLI::App& app);

/// CLI11 reads the file before the environment and lets the file win; here what the environment sets is left out of it.
class FileBehindEnvironment final : public CLI::ConfigTOML {
 public:
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;
};

}  // namespace voiceid::server
