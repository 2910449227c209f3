#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "server/faults/fault.hpp"

namespace voiceid::faults {

/// A fault in the list, and what it has done so far.
struct Entry {
  /// Counts from 1. No other fault of the list gets the same number.
  std::uint64_t number = 0;
  Fault fault;
  /// How many calls it was for, those it let pass included.
  std::uint64_t met = 0;
  std::uint64_t struck = 0;

  std::string id() const;
  bool is_used_up() const { return fault.count && struck >= *fault.count; }
};

/// Which fault strikes which call. The first one in the list that strikes a call is the only one: later ones do not
/// count the call. Faults that are used up stay in the list, so that one can see how often they struck.
class FaultList {
 public:
  /// The most faults in the list. Beyond that, the oldest that is used up makes room.
  static constexpr std::size_t kMost = 1000;

  /// Appends a fault. Errors: ServiceQuotaExceededException if there is no room.
  Result<const Entry*> add(Fault fault);
  /// Removes the fault, and returns whether there was one.
  bool remove(std::uint64_t number);
  /// Removes all faults.
  void clear();
  /// Removes the faults that name this account.
  void clear(std::string_view account);

  /// Whether any fault could strike.
  bool is_armed() const { return armed_ != 0; }
  /// Whether any of those looks at the domain that calls name.
  bool asks_domain() const;
  /// The fault that strikes this call; nullptr if none does. Counts the call.
  const Entry* strike(const Call& call);

  const Entry* find(std::uint64_t number) const;
  /// The first fault after that number; nullptr if there is none.
  const Entry* after(std::uint64_t number) const;

 private:
  bool make_room();
  void count_armed();

  // In order of their numbers.
  std::list<Entry> entries_;
  std::uint64_t last_number_ = 0;
  // How many are not used up.
  std::size_t armed_ = 0;
};

/// The number in the id of a fault; nothing if it is none.
std::optional<std::uint64_t> fault_number(std::string_view id);

}  // namespace voiceid::faults
