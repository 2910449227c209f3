#pragma once

#include "server/http/message.hpp"

namespace voiceid::api {

/// Notes what a request probably is that named no operation of the service: a call of another service, a call in
/// another protocol, or a misspelled name.
void note_hint_on_unknown(const http::Request& request, http::CallNotes& notes);

/// Notes that the signature of a refused request is one for another service, if it is.
void note_hint_on_signature(const http::Request& request, http::CallNotes& notes);

}  // namespace voiceid::api
