#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace voiceid::server {

/// All options that a variable can set, as a Markdown table for each group; docs/configuration.md contains them.
std::string options_table(const CLI::App& app);

}  // namespace voiceid::server
