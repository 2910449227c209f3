#pragma once

#include <span>
#include <string>

#include "server/journal/entry.hpp"
#include "server/journal/journal_options.hpp"
#include "server/journal/masking.hpp"

namespace voiceid::journal {

/// Writes calls as the control API shows them.
class EntryWriter {
 public:
  /// The shapes of bodies tell what is sensitive.
  EntryWriter(const JournalOptions& options, std::span<const shapes::Shape* const> shapes)
      : shows_sensitive_(options.shows_sensitive), masking_(shapes) {}

  /// Appends the call as a JSON object.
  void append(std::string& out, const Entry& entry) const;

 private:
  // Appends `,"<name>":` and the body, unless it is empty. `is_harmless`: nothing in it needs to be masked.
  void append_body(std::string& out, std::string_view name, std::string_view body, bool is_harmless) const;

  bool shows_sensitive_;
  Masking masking_;
};

}  // namespace voiceid::journal
