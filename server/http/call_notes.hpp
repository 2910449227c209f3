#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/cached_results.hpp"

namespace voiceid::http {

/// What a call notes about itself on its way. The doors and their handlers write it; the log, the request log and the
/// metrics read it. A connection reuses it, and the memory of its texts, for its next call.
struct CallNotes {
  /// The name of the operation in its door's table; empty if the call reached none. Of static storage.
  std::string_view operation;
  /// Whose call it is; empty if that was not found out.
  std::string account;
  std::string region;
  /// The domain that the call names, or the one that it created or that its session belongs to.
  std::string domain_id;
  /// The name of the error that was answered; empty for none. Of static storage.
  std::string_view error;
  /// Set if the session of the call was evaluated.
  std::optional<CachedResults> cached;
  /// The id of the fault that struck the call.
  std::string fault;
  /// What a caller with a wrong set-up should look at, and what kind of mistake that is (of static storage).
  std::string hint;
  std::string_view hint_kind;
  /// Set if names of members, or the message, in the answer repeat what the API marks as sensitive.
  bool answer_is_sensitive = false;

  void clear() {
    operation = error = hint_kind = {};
    answer_is_sensitive = false;
    cached.reset();
    for (std::string* text : {&account, &region, &domain_id, &fault, &hint}) text->clear();
  }
};

}  // namespace voiceid::http
