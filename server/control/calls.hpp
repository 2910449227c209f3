#pragma once

#include "server/control/call.hpp"

/// The calls of the control API (page 6). What they do and answer is in docs/control-api.md.
namespace voiceid::control {

Result<void> health(const Call& call);
Result<void> reset(const Call& call);
Result<void> contract(const Call& call);

Result<void> get_clock(const Call& call);
Result<void> put_clock(const Call& call);
Result<void> advance_clock(const Call& call);

Result<void> start_session(const Call& call);
Result<void> list_sessions(const Call& call);
Result<void> describe_session(const Call& call);
Result<void> update_session(const Call& call);
Result<void> add_audio(const Call& call);
Result<void> open_audio_socket(const Call& call);
Result<void> put_outcome(const Call& call);
Result<void> delete_outcome(const Call& call);
Result<void> enroll_by_session(const Call& call);
Result<void> end_session(const Call& call);

Result<void> put_object(const Call& call);
Result<void> get_object(const Call& call);
Result<void> delete_object(const Call& call);
Result<void> list_objects(const Call& call);

Result<void> list_events(const Call& call);
Result<void> stream_events(const Call& call);
Result<void> delete_events(const Call& call);
Result<void> list_sinks(const Call& call);
Result<void> put_disorder(const Call& call);
Result<void> delete_disorder(const Call& call);

Result<void> put_integration_association(const Call& call);
Result<void> put_contact(const Call& call);

}  // namespace voiceid::control
