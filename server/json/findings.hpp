#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace voiceid::json {

/// AWS JSON services: the most violations that an answer lists.
inline constexpr std::size_t kMaxListedViolations = 10;

/// What is wrong with the members of one structure, or the elements of one list, and everything in them. Kept by
/// member, because a repeated member takes back what was found in the earlier one, and because the answer follows the
/// contract's order, not the text's. Holds no more texts than an answer can list.
class Findings {
 public:
  struct TypeError {
    /// In the order of the JSON text.
    std::size_t position;
    std::string message;
  };

  bool empty() const { return by_member_.empty(); }
  void clear() { by_member_.clear(); }

  void add_type_error(std::size_t member, std::size_t position, std::string message);
  void add_violation(std::size_t member, std::string text);
  /// Whether no further text of that member would be listed.
  bool is_full(std::size_t member) const;
  /// Counts a violation whose text would not be listed.
  void count_violation(std::size_t member) { ++of(member).count; }
  /// Adds a violation before the member's others.
  void add_violation_in_front(std::size_t member, std::string text);
  /// Takes over what was found inside that member.
  void add_all(std::size_t member, Findings inner);
  /// Drops what was found in the member, which is repeated.
  void forget(std::size_t member);

  /// The first in the text.
  std::optional<TypeError> first_type_error() const;
  std::size_t violation_count() const;
  /// `2 validation errors detected: …`, with the first kMaxListedViolations in the order of the members.
  std::string violations_message() const;

 private:
  struct OfMember {
    std::size_t member;
    std::optional<TypeError> type_error;
    std::size_t count = 0;
    std::vector<std::string> violations;
  };

  OfMember& of(std::size_t member);

  // In order of the member.
  std::vector<OfMember> by_member_;
};

}  // namespace voiceid::json
