#include "server/command_line/sources.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

extern char** environ;

namespace voiceid::server {
namespace {

constexpr std::string_view kVariablePrefix = "VOICEID_";
// The packages for Node.js and Python read these; a CI hands them to the emulator, too.
constexpr std::string_view kPackagesPrefix = "VOICEID_LOCAL_";
const std::string kTooLarge = "file has more than " + std::to_string(kMaxConfigFile) + " bytes";

// "Service environment variables" in the documentation of Kubernetes: {SVC}_SERVICE_HOST, {SVC}_SERVICE_PORT, and those
// of Docker's links.
bool is_service_link(const std::string& name, const std::string& value) {
  static const re2::RE2 kName(
      "VOICEID_([A-Z0-9_]+_)?"
      "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
  static const re2::RE2 kPortName("VOICEID_([A-Z0-9_]+_)?PORT");
  static const re2::RE2 kPort("(tcp|udp|sctp)://.+");
  return re2::RE2::FullMatch(name, kName) ||
         (re2::RE2::FullMatch(name, kPortName) && re2::RE2::FullMatch(value, kPort));
}

// All variables whose names begin with the prefix, with their values.
std::map<std::string, std::string> own_variables() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (!text.starts_with(kVariablePrefix)) continue;
    const std::size_t end = std::min(text.find('='), text.size());
    variables.emplace(text.substr(0, end), text.substr(std::min(end + 1, text.size())));
  }
  return variables;
}

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
  for (const auto& [name, value] : own_variables()) {
    if (!known.contains(name) && !name.starts_with(kPackagesPrefix)) unknown.push_back(name);
  }
  return unknown;
}

std::vector<std::string> remove_service_links() {
  std::vector<std::string> links;
  for (const auto& [name, value] : own_variables()) {
    if (!is_service_link(name, value)) continue;
    unsetenv(name.c_str());
    links.push_back(name);
  }
  return links;
}

std::string fault_of_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error || !std::filesystem::exists(status)) return path + " does not exist or cannot be read";
  if (std::filesystem::is_fifo(status)) return {};
  if (!std::filesystem::is_regular_file(status)) return path + " is neither a file nor a pipe";
  const auto size = std::filesystem::file_size(path, error);
  return error || size <= kMaxConfigFile ? std::string() : path + ": the " + kTooLarge;
}

std::vector<CLI::ConfigItem> FileBehindEnvironment::from_config(std::istream& input) const {
  std::string text(kMaxConfigFile + 1, '\0');
  input.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(input.gcount()));
  if (text.size() > kMaxConfigFile) throw CLI::FileError("The configuration " + kTooLarge);
  std::istringstream bounded(std::move(text));
  auto settings = CLI::ConfigTOML::from_config(bounded);
  std::erase_if(settings,
                [](const CLI::ConfigItem& item) { return !value_of_variable(variable_of(item.name)).empty(); });
  return settings;
}

}  // namespace voiceid::server
