#include "server/faults/fault_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/utf8.hpp"
#include "server/faults/fault_list.hpp"
#include "server/faults/fault_reader.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::faults {
namespace {

constexpr std::size_t kLargest = 1024 * 1024;

// The text of a file, or of a pipe.
Result<std::string> read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return validation_failed(std::string("it cannot be opened: ") + std::strerror(errno));
  std::string text(kLargest + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return validation_failed(std::string("it cannot be read: ") + std::strerror(errno));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kLargest) return validation_failed("it has more than 1 MiB");
  return text;
}

// Where the text stops being JSON: `line 3, column 5`, as editors count; nothing if it is JSON.
std::optional<std::string> fault_of_json(std::string_view text) {
  try {
    const auto parsed = nlohmann::json::parse(text);
    return std::nullopt;
  } catch (const nlohmann::json::parse_error& error) {
    const std::string_view before =
        text.substr(0, std::min(error.byte - std::min<std::size_t>(error.byte, 1), text.size()));
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t column = code_points(before.substr(before.rfind('\n') + 1)) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
  }
}

Result<std::vector<Fault>> read_faults(const std::string& path, const Operations& operations) {
  const auto text = read_text(path);
  if (!text) return text.error();
  if (const auto place = fault_of_json(*text)) return validation_failed("it is not valid JSON in UTF-8, at " + *place);
  if ((*text)[text->find_first_not_of(" \t\r\n")] != '{') {
    return validation_failed(R"(the whole of it must be an object: {"Faults": [...]})");
  }
  json::JsonReader reader;
  json::Arena arena;
  const auto file = reader.read_as<FaultFile>(*text, arena, json::UnknownMembers::kRefused);
  if (!file) return file.error();
  std::vector<Fault> faults;
  for (const FaultRequest& request : file->faults) {
    auto fault = read_fault(request, operations);
    if (!fault) {
      return validation_failed("number " + std::to_string(faults.size() + 1) + " of Faults: " + fault.error().message);
    }
    faults.push_back(std::move(*fault));
  }
  if (faults.size() > FaultList::kMost) {
    return validation_failed("it has more than " + std::to_string(FaultList::kMost) + " faults");
  }
  return faults;
}

}  // namespace

Result<std::vector<Fault>> read_fault_file(const std::string& path, const Operations& operations) {
  auto faults = read_faults(path, operations);
  if (!faults) return validation_failed("--faults " + path + ": " + faults.error().message);
  return faults;
}

}  // namespace voiceid::faults
