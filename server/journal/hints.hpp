#pragma once

#include <string>
#include <string_view>

#include "handlers/context.hpp"
#include "handlers/shapes/evaluate_session.hpp"
#include "server/http/call_notes.hpp"

/// Hints for callers whose set-up is wrong (docs/requests.md): what to look at, with the names of accounts, regions and
/// domains, and with nothing that is sensitive.
namespace voiceid::journal {

/// Notes a hint, unless there is one already. `kind` is of static storage.
void note_hint(http::CallNotes& notes, std::string_view kind, std::string text);

/// What a call named that failed.
struct Named {
  std::string_view domain_id;
  /// Of the resource that the error is about.
  std::string_view resource_id;
};

/// The resource of the error's type that the request names, and the domain; the request's shape is `shape`.
Named named_in(const Error& error, const shapes::Shape& shape, const void* request, std::string_view domain_id);

/// Notes a hint on the error of a call that named these, in the turn of the call: the domain belongs to somebody else,
/// is not active, or another domain has the resource.
void note_hint_on(const Error& error, const Named& named, handlers::Context& context, http::CallNotes& notes);

/// Notes that the emulator's clock is far ahead of the machine's, if the session's speaker has expired.
void note_hint_on_expiry(const shapes::EvaluateSessionResponse& evaluated, TimePoint now, http::CallNotes& notes);

}  // namespace voiceid::journal
