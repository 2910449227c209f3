#pragma once

#include <string>

#include "server/json/structure_in_pieces.hpp"
#include "server/state/restore.hpp"
#include "server/state/snapshot.hpp"
#include "tests/handlers/job_fixture.hpp"
#include "tests/handlers/session_fixture.hpp"

namespace voiceid::state {

/// A domain with one of everything, and its state as a text.
class StateTest : public handlers::SessionTest {
 protected:
  StateTest() { clock_.restore({.offset = std::chrono::hours(5), .frozen_at = start_}); }

  /// A speaker of each status, fraudsters on two watchlists, calls with results, jobs that ended and that run, a token.
  void furnish() {
    store::DomainRecord& record = record_of(domain_id_);
    record.domain.tags = {{"owner", "desk"}, {"stage", "test"}};
    enrolled("alice");
    pending_speaker(domain_id_, "bob");
    enrolled("carol").opt_out(context_.now);
    const std::string second = make_watchlist(domain_id_);
    record.fraudsters.associate(registered_fraudster(domain_id_, "mallory"), *record.watchlists.find(second));
    registered_fraudster(domain_id_, "oscar", second);
    start(handlers::with_speaker("alice"));
    say("alice", std::chrono::seconds(31));
    evaluate();
    start(handlers::with_speaker("bob"), "enrolls");
    add_audio(context_, address("enrolls"), {"bob", std::chrono::seconds(40), 0}).value();
    enroll_by_session(context_, address("enrolls")).value();
    start({}, "ended");
    end("ended");
    auto job = handlers::start_of_enrollment_job(domain_id_);
    job.client_token = "a-token";
    handlers::EnrollmentKind::start(context_, job).value();
    store_.contacts()["contact"] = {.account = std::string(handlers::kAccount), .customer_id = "alice"};
    store_.integration_associations()["instance"] = record.domain.id;
  }

  std::string text_of(const store::Store& store, const Scope& scope = {}) const {
    const auto document = snapshot(store, clock_, scope);
    json::StructureInPieces pieces(shapes::kSavedShape<Document>, document.get());
    std::string text;
    pieces.append_some(text, std::numeric_limits<std::size_t>::max());
    return text;
  }
  std::string text(const Scope& scope = {}) const { return text_of(store_, scope); }

  /// What is read from the text, whose clock a copy of this fixture's clock shows then.
  server::LoadedState loaded(const std::string& text, const Scope& scope = {}) const {
    return read_state(text, scope, context_.now).value();
  }

  Clock clock_{[] { return TimePoint(std::chrono::days(20'000)); }};
};

}  // namespace voiceid::state
