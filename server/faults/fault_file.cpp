#include "server/faults/fault_file.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/input_file.hpp"
#include "base/utf8.hpp"
#include "server/faults/fault_list.hpp"
#include "server/faults/fault_reader.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::faults {
namespace {

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
  const auto [text, unread] = read_input_file(path);
  if (!unread.empty()) return validation_failed("it " + unread);
  if (const auto place = fault_of_json(text)) return validation_failed("it is not valid JSON in UTF-8, at " + *place);
  if (text[text.find_first_not_of(" \t\r\n")] != '{') {
    return validation_failed(R"(the whole of it must be an object: {"Faults": [...]})");
  }
  json::JsonReader reader;
  json::Arena arena;
  const auto file = reader.read_as<FaultFile>(text, arena, json::UnknownMembers::kRefused);
  if (!file) return file.error();
  std::vector<Fault> faults;
  for (const FaultRequest& request : file->faults) {
    auto fault = read_fault(request, operations);
    if (!fault) {
      return validation_failed("Faults[" + std::to_string(faults.size()) + "]: " + fault.error().message);
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
