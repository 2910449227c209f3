#include "server/faults/operations.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "base/wording.hpp"
#include "server/http/message.hpp"

namespace voiceid::faults {
namespace {

// `evaluateSession` of `VoiceId.evaluateSession`.
std::string_view last_part(std::string_view operation) { return operation.substr(operation.rfind('.') + 1); }

bool is_named(std::string_view operation, std::string_view name) {
  if (operation == name) return true;
  return operation.find('.') != std::string_view::npos && http::equals_ignoring_case(last_part(operation), name);
}

// Operations are named after what they do.
bool only_reads(std::string_view operation) {
  constexpr std::array<std::string_view, 3> kVerbs{"Describe", "List", "Get"};
  const std::string_view name = last_part(operation);
  return std::ranges::any_of(
      kVerbs, [name](std::string_view verb) { return http::equals_ignoring_case(name.substr(0, verb.size()), verb); });
}

}  // namespace

void Operations::add(Target target, std::string_view name) {
  std::vector<std::string_view>& names = target == Target::kApi ? api_ : agent_app_;
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

bool Operations::has(Target target, std::string_view name) const {
  return std::ranges::any_of(names_of(target), [name](std::string_view each) { return is_named(each, name); });
}

Result<std::string_view> Operations::require(Target target, std::string_view name) const {
  const auto& names = names_of(target);
  const auto found = std::ranges::find_if(names, [name](std::string_view each) { return is_named(each, name); });
  if (found != names.end()) return *found;
  const Target other = target == Target::kApi ? Target::kAgentApp : Target::kApi;
  if (has(other, name)) {
    return validation_failed("Operation: " + cited(name) + " is a call of the target " + cited(name_of(other)) +
                             "; set Target to that.");
  }
  return validation_failed("Operation: there is no " + cited(name) + instead_of(name, names));
}

std::vector<std::string_view> Operations::changing(Target target) const {
  std::vector<std::string_view> names;
  std::ranges::remove_copy_if(names_of(target), std::back_inserter(names), &only_reads);
  return names;
}

}  // namespace voiceid::faults
