#include "server/json/findings.hpp"

#include <algorithm>
#include <numeric>

namespace voiceid::json {

Findings::OfMember& Findings::of(std::size_t member) {
  const auto place = std::ranges::lower_bound(by_member_, member, {}, &OfMember::member);
  if (place != by_member_.end() && place->member == member) return *place;
  return *by_member_.insert(place, OfMember{member, {}, 0, {}});
}

bool Findings::is_full(std::size_t member) const {
  const auto found = std::ranges::find(by_member_, member, &OfMember::member);
  return found != by_member_.end() && found->violations.size() == kMaxListedViolations;
}

void Findings::add_type_error(std::size_t member, std::size_t position, std::string message) {
  std::optional<TypeError>& known = of(member).type_error;
  if (!known || position < known->position) known = TypeError{position, std::move(message)};
}

void Findings::add_violation(std::size_t member, std::string text) {
  OfMember& found = of(member);
  ++found.count;
  if (found.violations.size() < kMaxListedViolations) found.violations.push_back(std::move(text));
}

void Findings::add_violation_in_front(std::size_t member, std::string text) {
  OfMember& found = of(member);
  ++found.count;
  found.violations.insert(found.violations.begin(), std::move(text));
  if (found.violations.size() > kMaxListedViolations) found.violations.pop_back();
}

void Findings::add_all(std::size_t member, Findings inner) {
  if (auto error = inner.first_type_error()) add_type_error(member, error->position, std::move(error->message));
  const std::size_t count = inner.violation_count();
  if (count == 0) return;
  OfMember& found = of(member);
  found.count += count;
  for (OfMember& one : inner.by_member_) {
    for (std::string& text : one.violations) {
      if (found.violations.size() < kMaxListedViolations) found.violations.push_back(std::move(text));
    }
  }
}

void Findings::forget(std::size_t member) {
  std::erase_if(by_member_, [member](const OfMember& found) { return found.member == member; });
}

std::optional<Findings::TypeError> Findings::first_type_error() const {
  const OfMember* first = nullptr;
  for (const OfMember& found : by_member_) {
    if (!found.type_error) continue;
    if (first == nullptr || found.type_error->position < first->type_error->position) first = &found;
  }
  return first == nullptr ? std::nullopt : first->type_error;
}

std::size_t Findings::violation_count() const {
  return std::accumulate(by_member_.begin(), by_member_.end(), std::size_t{0},
                         [](std::size_t sum, const OfMember& found) { return sum + found.count; });
}

std::string Findings::violations_message() const {
  const std::size_t count = violation_count();
  std::string message = std::to_string(count);
  message.append(count == 1 ? " validation error detected: " : " validation errors detected: ");
  std::size_t listed = 0;
  for (const OfMember& found : by_member_) {
    for (const std::string& text : found.violations) {
      if (listed == kMaxListedViolations) return message;
      message.append(listed++ == 0 ? "" : "; ").append(text);
    }
  }
  return message;
}

}  // namespace voiceid::json
