#pragma once

#include "handlers/shapes/connect_directory.hpp"
#include "handlers/shapes/domain_control.hpp"
#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/flow_results.hpp"
#include "handlers/shapes/speaker_control.hpp"
#include "server/control/call.hpp"
#include "server/control/event_shapes.hpp"
#include "server/control/shapes.hpp"
#include "server/faults/fault_shapes.hpp"

/// The handlers of the control API's routes: each answers the call into its response, or leaves that for later. What
/// they do and answer is in docs/control-api.md.
namespace voiceid::control {

/// As JSON, or as a page for a browser.
Result<void> list_calls(const Call&, const EmptyRequest&);
Result<void> health(const Call&);
Result<void> contract(const Call&);
Result<void> openapi(const Call&);
Result<void> metrics(const Call&, const EmptyRequest&);

Result<void> reset(const Call&, const EmptyRequest&);
Result<void> get_state(const Call&, const EmptyRequest&);
/// Takes the document as it is.
Result<void> put_state(const Call&);

/// Takes a document in JSON or YAML.
Result<void> post_fixtures(const Call&);
Result<void> fixtures_schema(const Call&, const EmptyRequest&);
/// Answers with the ids that fixtures made, or with their error.
void answer_load(const http::LaterAnswer& later, const Result<std::string>& ids);

Result<void> get_clock(const Call&);
Result<void> put_clock(const Call&, const PutClockRequest&);
Result<void> advance_clock(const Call&, const AdvanceClockRequest&);

Result<void> list_domains(const Call&, const EmptyRequest&);
Result<void> restore_domain(const Call&, const EmptyRequest&);
Result<void> set_domain_status(const Call&, const shapes::SetDomainStatusRequest&);
Result<void> end_encryption_update(const Call&, const shapes::EndEncryptionUpdateRequest&);

Result<void> show_speaker(const Call&, const EmptyRequest&);
Result<void> put_speaker(const Call&, const shapes::PutSpeakerRequest&);
Result<void> put_fraudster(const Call&, const shapes::PutFraudsterRequest&);

Result<void> start_session(const Call&, const shapes::StartSessionRequest&);
Result<void> list_all_sessions(const Call&, const EmptyRequest&);
/// Those of all domains that hear audio over WebSockets.
Result<void> stream_sessions(const Call&, const EmptyRequest&);
Result<void> list_sessions(const Call&, const EmptyRequest&);
Result<void> describe_session(const Call&, const EmptyRequest&);
Result<void> update_session(const Call&, const shapes::UpdateSessionRequest&);
/// Takes a WAV file, or as JSON what one would tell.
Result<void> add_audio(const Call&);
Result<void> open_audio_socket(const Call&);
Result<void> put_outcome(const Call&, const shapes::Outcome&);
Result<void> delete_outcome(const Call&, const EmptyRequest&);
Result<void> enroll_by_session(const Call&, const EmptyRequest&);
Result<void> end_session(const Call&, const EmptyRequest&);
Result<void> check_voice_id(const Call&, const shapes::CheckVoiceIdRequest&);
Result<void> contact_record(const Call&, const EmptyRequest&);

Result<void> list_buckets(const Call&, const EmptyRequest&);
Result<void> put_object(const Call&);
Result<void> get_object(const Call&, const EmptyRequest&);
Result<void> delete_object(const Call&, const EmptyRequest&);
Result<void> list_objects(const Call&, const EmptyRequest&);

Result<void> list_events(const Call&, const EmptyRequest&);
Result<void> stream_events(const Call&, const EmptyRequest&);
Result<void> delete_events(const Call&, const EmptyRequest&);
Result<void> list_sinks(const Call&, const EmptyRequest&);
Result<void> put_disorder(const Call&, const SinkDisorder&);
Result<void> delete_disorder(const Call&, const EmptyRequest&);

Result<void> list_requests(const Call&, const EmptyRequest&);
Result<void> count_requests(const Call&, const EmptyRequest&);
Result<void> stream_requests(const Call&, const EmptyRequest&);
Result<void> get_request(const Call&, const EmptyRequest&);
Result<void> delete_requests(const Call&, const EmptyRequest&);
Result<void> add_fault(const Call&, const faults::FaultRequest&);
Result<void> list_faults(const Call&, const EmptyRequest&);
Result<void> describe_fault(const Call&, const EmptyRequest&);
/// Answers the fault as it was.
Result<void> delete_fault(const Call&, const EmptyRequest&);
Result<void> delete_faults(const Call&, const EmptyRequest&);

Result<void> list_associations(const Call&, const EmptyRequest&);
Result<void> describe_association(const Call&, const EmptyRequest&);
Result<void> delete_association(const Call&, const EmptyRequest&);
Result<void> put_integration_association(const Call&, const shapes::IntegrationAssociationRequest&);
Result<void> list_contacts(const Call&, const EmptyRequest&);
Result<void> describe_contact(const Call&, const EmptyRequest&);
Result<void> delete_contact(const Call&, const EmptyRequest&);
Result<void> put_contact(const Call&, const shapes::ContactRequest&);

}  // namespace voiceid::control
