#pragma once

#include "handlers/context.hpp"
#include "handlers/shapes/connect_sessions.hpp"

namespace voiceid::handlers {

/// The session as describe calls show it, with views into the session and its speaker.
shapes::Session described(store::DomainRecord& record, const Session& session, TimePoint now);

}  // namespace voiceid::handlers
