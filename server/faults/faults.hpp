#pragma once

#include <string>
#include <string_view>

#include "server/faults/fault_list.hpp"
#include "server/faults/held_answers.hpp"
#include "server/faults/operations.hpp"

namespace voiceid::faults {

/// What a fault does to one call. Holds while the call is handled.
struct Strike {
  const Entry* entry = nullptr;
  /// Of the call.
  std::string account = {};

  explicit operator bool() const { return entry != nullptr; }
  /// Whether the call is neither carried out nor answered.
  bool spares_work() const {
    return entry != nullptr && (entry->fault.connection == Broken::kReset || entry->fault.connection == Broken::kHang);
  }
  /// What answers the call instead of its operation; nullptr if that answers.
  const Error* error() const { return entry != nullptr && entry->fault.error ? &*entry->fault.error : nullptr; }
};

/// The faults of an emulator, and the answers that they hold back.
class Faults {
 public:
  explicit Faults(boost::asio::io_context& context) : held_(context) {}

  /// Whether a call needs a look at the faults at all.
  bool any() const { return list_.is_armed(); }
  /// Whether strike() needs the domain that a call names.
  bool asks_domain() const { return list_.asks_domain(); }
  /// What strikes the call, which is logged.
  Strike strike(const Call& call);
  /// Disturbs the answer to a call that was struck.
  void disturb(const Strike& strike, http::Response& response);

  Result<const Entry*> add(Fault fault) { return list_.add(std::move(fault)); }
  const FaultList& list() const { return list_; }
  /// Removes the fault, which lets go what it holds: delayed answers are given, hanging connections reset. Returns
  /// whether there was one.
  bool remove(std::uint64_t number);
  /// The same for those of an account, or all.
  void remove_all();
  void remove_all_of(std::string_view account);

  /// Forgets all faults, and resets the connections whose answers are held.
  void reset();
  /// The same for one account: its faults, and the answers to its calls.
  void reset(std::string_view account);
  /// Lets go everything that is held, and holds nothing any more.
  void stop() { held_.stop(); }

  /// The names of operations that faults can name.
  Operations& operations() { return operations_; }

 private:
  // Lets go what faults hold that are not in the list any more.
  void release_removed();

  FaultList list_;
  HeldAnswers held_;
  Operations operations_;
};

}  // namespace voiceid::faults
