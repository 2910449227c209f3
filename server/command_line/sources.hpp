#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

/// Where options come from besides the command line: the environment, and a file that the environment overrides.
namespace voiceid::server {

/// The environment variable of an option: `max-connections` is VOICEID_MAX_CONNECTIONS.
std::string variable_of(std::string_view long_name);

/// The value of an environment variable; empty if it is not set.
std::string value_of_variable(const std::string& name);

/// The variables that begin with VOICEID_ but belong to none of the program's options, sorted.
std::vector<std::string> unknown_variables(const CLI::App& app);

/// Removes the variables with which Kubernetes describes a Service called voiceid or voiceid-something to every pod of
/// its namespace, such as VOICEID_PORT=tcp://10.0.0.1:8643. Returns their names, sorted.
std::vector<std::string> remove_service_links();

/// The largest configuration file, in bytes.
inline constexpr std::size_t kMaxConfigFile = 1024 * 1024;

/// What keeps a file from being a configuration file; empty if nothing does. A pipe is one.
std::string fault_of_file(const std::string& path);

/// CLI11 reads the file before the environment and lets the file win. This leaves out of the file what the environment
/// sets. Errors: CLI::FileError for more than kMaxConfigFile bytes, which a pipe may have.
class FileBehindEnvironment final : public CLI::ConfigTOML {
 public:
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;
};

}  // namespace voiceid::server
