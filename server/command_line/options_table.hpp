#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace voiceid::server {

/// All options that can be set by a variable, as a Markdown table for each group: what docs/configuration.md has.
std::string options_table(const CLI::App& app);

}  // namespace voiceid::server
