#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace voiceid::json {

/// How many violations an answer lists (page 1).
inline constexpr std::size_t kMaxListedViolations = 10;

/// What was found wrong with the members of one structure, or the elements of one list, and all that is in them.
/// Kept by member, because a member that comes again in the JSON text takes back what was found in it before, and
/// because the answer has the contract's order, not the text's. Holds no more texts than an answer can list.
class Findings {
 public:
  struct TypeError {
    /// Its place in the order of the JSON text.
    std::size_t position;
    std::string message;
  };

  bool empty() const { return by_member_.empty(); }
  void clear() { by_member_.clear(); }

  void add_type_error(std::size_t member, std::size_t position, std::string message);
  void add_violation(std::size_t member, std::string text);
  /// Whether no further text of that member would be listed.
  bool is_full(std::size_t member) const;
  /// Counts one whose text would not be listed.
  void count_violation(std::size_t member) { ++of(member).count; }
  /// Adds one that stands before the member's others.
  void add_violation_in_front(std::size_t member, std::string text);
  /// Takes over what was found inside that member.
  void add_all(std::size_t member, const Findings& inner);
  /// The member is given anew.
  void forget(std::size_t member);

  /// The first in the text.
  std::optional<TypeError> first_type_error() const;
  std::size_t violation_count() const;
  /// The first ones in the order of the members, at most kMaxListedViolations.
  std::vector<std::string> listed_violations() const;

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
