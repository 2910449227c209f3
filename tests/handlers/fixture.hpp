#pragma once

#include <gmock/gmock.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "handlers/due_work.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"
#include "tests/handlers/event_publisher_spy.hpp"
#include "tests/handlers/job_queue_spy.hpp"

namespace voiceid::handlers {

inline constexpr std::string_view kAccount = "000000000000";
inline constexpr std::string_view kRegion = "us-east-1";
inline constexpr std::string_view kOtherAccount = "111111111111";
inline constexpr std::string_view kOtherRegion = "eu-west-1";
/// Ids of the right form that belong to nothing.
inline constexpr std::string_view kUnknownId = "AbCdEfGhIjKlMnOpQrStUv";
inline constexpr std::string_view kUnknownGeneratedId = "id#AbCdEfGhIjKlMnOpQrStUv";

/// From the fixture's start: how long an enrolled speaker stays so, with a leap year in between.
inline constexpr std::chrono::milliseconds kThreeYears = std::chrono::days(1096);

inline shapes::CreateDomainRequest creation_of_domain(std::string_view name,
                                                      std::optional<std::string_view> client_token = {}) {
  return {.client_token = client_token,
          .description = {},
          .name = name,
          .server_side_encryption_configuration = {"first-key"},
          .tags = {}};
}

inline shapes::CreateWatchlistRequest creation_of_watchlist(std::string_view domain_id, std::string_view name,
                                                            std::optional<std::string_view> client_token = {}) {
  return {.client_token = client_token, .description = {}, .domain_id = domain_id, .name = name};
}

/// An emulator without a server: tests call handlers as the server does, at a time of their choice.
class HandlerTest : public testing::Test {
 protected:
  /// Lets time pass and does the due work, as the server does before each request.
  void pass(std::chrono::milliseconds time) {
    context_.now += time;
    run_due_work(environment_, context_.now);
  }

  void call_from(std::string_view account, std::string_view region) {
    context_.account = account;
    context_.region = region;
  }

  std::string make_domain(std::string_view name = "calls") {
    return std::string(*create_domain(context_, creation_of_domain(name)).value().domain->domain_id);
  }

  std::string make_watchlist(std::string_view domain_id, std::string_view name = "known") {
    return std::string(
        *create_watchlist(context_, creation_of_watchlist(domain_id, name)).value().watchlist->watchlist_id);
  }

  store::DomainRecord& record_of(std::string_view domain_id) { return *store_.find_domain(domain_id); }

  Speaker& pending_speaker(std::string_view domain_id, const std::string& customer_speaker_id) {
    return record_of(domain_id).speakers.insert(Speaker(ids_.generated_id(), customer_speaker_id, context_.now));
  }

  Speaker& enrolled_speaker(std::string_view domain_id, const std::string& customer_speaker_id) {
    Speaker& speaker = pending_speaker(domain_id, customer_speaker_id);
    speaker.enroll(Voice("voice of " + customer_speaker_id), context_.now);
    return speaker;
  }

  /// Somebody with that voice, on the default watchlist unless another is named.
  const Fraudster& registered_fraudster(std::string_view domain_id, std::string_view label,
                                        std::optional<std::string_view> watchlist_id = {}) {
    return registered_fraudster(domain_id, Voice(std::string(label)), watchlist_id);
  }
  const Fraudster& registered_fraudster(std::string_view domain_id, const Voice& voice,
                                        std::optional<std::string_view> watchlist_id = {}) {
    store::DomainRecord& record = record_of(domain_id);
    Watchlist* watchlist = record.watchlists.find(watchlist_id.value_or(record.domain.default_watchlist_id.view()));
    return record.fraudsters.insert({.id = ids_.generated_id(), .voiceprint = voice, .created_at = context_.now},
                                    *watchlist);
  }

  shapes::Domain described_domain(std::string_view domain_id) {
    return describe_domain(context_, {domain_id}).value().domain.value();
  }

  const TimePoint start_ = at("2026-11-21T09:30:00.123Z");
  Settings settings_;
  IdGenerator ids_{make_seeded_source(1)};
  JobQueueSpy jobs_;
  EventPublisherSpy events_;
  store::Store store_{"a secret"};
  Environment environment_{store_, ids_, jobs_, events_, settings_};
  Context context_{environment_, {kAccount, kRegion}, start_};
};

/// With one domain.
class DomainTest : public HandlerTest {
 protected:
  std::string add_fraudster(std::string_view voice, std::optional<std::string_view> watchlist_id = {}) {
    return std::string(registered_fraudster(domain_id_, voice, watchlist_id).id.view());
  }

  const std::string domain_id_ = make_domain();
  const std::string default_watchlist_id_{record_of(domain_id_).domain.default_watchlist_id.view()};
};

}  // namespace voiceid::handlers
