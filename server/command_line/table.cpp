#include "server/command_line/table.hpp"

namespace voiceid::server {
namespace {

// The text as a table's cell.
std::string cell(const std::string& text) { return CLI::detail::find_and_replace(text, "|", "\\|"); }

std::string code(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

std::string row(const CLI::Option& option) {
  std::string flag = option.get_name();
  if (const std::string value = option.get_type_name(); !value.empty()) flag += " " + value;
  return "| " + code(flag) + " | " + code(option.get_envname()) + " | " + code(option.get_default_str()) + " | " +
         cell(option.get_description()) + " |\n";
}

}  // namespace

std::string options_table(const CLI::App& app) {
  std::string tables;
  for (const std::string& group : app.get_groups()) {
    const auto options = app.get_options(
        [&](const CLI::Option* option) { return option->get_group() == group && !option->get_envname().empty(); });
    if (options.empty()) continue;
    if (!tables.empty()) tables += "\n";
    tables += "### " + group + "\n\n| flag | environment variable | default | meaning |\n| --- | --- | --- | --- |\n";
    for (const CLI::Option* option : options) tables += row(*option);
  }
  return tables;
}

}  // namespace voiceid::server
