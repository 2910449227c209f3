#pragma once

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "handlers/connect_sessions.hpp"
#include "handlers/operations.hpp"
#include "server/emulator/emulator.hpp"
#include "server/events/event_bus.hpp"
#include "tests/fuzz/input.hpp"

namespace voiceid::fuzz {

/// Jobs are created but never run.
class NoRunner final : public handlers::JobQueue {
 public:
  void submit(const handlers::JobOrder& /*order*/) override {}
  void cancel(const JobKey& /*key*/) override {}
  void cancel_all() override {}
};

/// An emulator with a domain, in which the speaker alice has a session call-1. Each run starts from that, so that its
/// outcome depends on its input alone.
class Scene {
 public:
  void begin() {
    emulator.reset();
    // It strikes nothing, but every call is looked at.
    require(static_cast<bool>(emulator.faults().add({.domain_id = "none", .latency = std::chrono::milliseconds(1)})));
    emulator.turn(emulator.unsigned_caller(), [this](handlers::Context& context) {
      emulator.clock().set(kBegin);
      emulator.clock().freeze();
      shapes::CreateDomainRequest request;
      request.name = "calls";
      request.server_side_encryption_configuration.kms_key_id = "alias/key";
      const auto created = handlers::create_domain(context, request);
      domain_ = created->domain->domain_id.value();
      watchlist_ = created->domain->watchlist_details->default_watchlist_id;
      shapes::StartSessionRequest session;
      session.session_name = "call-1";
      session.speaker_id.emplace().value = "alice";
      require(static_cast<bool>(handlers::start_session(context, domain_, session)));
    });
  }

  /// The text with the ids of what is there for $DOMAIN and $WATCHLIST.
  std::string filled_in(std::string_view text) const {
    std::string filled(text);
    for (const auto& [name, id] : {std::pair<std::string_view, std::string_view>("$DOMAIN", domain_),
                                   std::pair<std::string_view, std::string_view>("$WATCHLIST", watchlist_)}) {
      for (std::size_t at = filled.find(name); at != std::string::npos; at = filled.find(name, at + id.size())) {
        filled.replace(at, name.size(), id);
      }
    }
    return filled;
  }

  /// The events of a run are JSON with the members that EventBridge has.
  void check_events() const {
    const events::MemorySink& memory = events.memory();
    for (std::uint64_t position = memory.first_position(); position <= memory.last_position(); ++position) {
      if (!memory.at(position)) continue;
      std::string text;
      events.writer().append_envelope(text, *memory.at(position));
      constexpr std::size_t kMembers = 9;
      require(nlohmann::json::parse(text).size() == kMembers);
    }
  }

  std::string_view domain() const { return domain_; }

  boost::asio::io_context io;
  NoRunner jobs;
  events::EventBus events{64, 1};
  server::Emulator emulator{io, jobs, events, handlers::Settings(), 1, {"000000000000", "us-east-1"}};

 private:
  static constexpr TimePoint kBegin{std::chrono::days(20'000)};

  std::string domain_;
  std::string watchlist_;
};

}  // namespace voiceid::fuzz
