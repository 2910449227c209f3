#pragma once

#include <chrono>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>

#include "domain/cached_results.hpp"
#include "domain/error.hpp"
#include "domain/ids.hpp"
#include "domain/limits.hpp"
#include "domain/time_point.hpp"
#include "handlers/event_publisher.hpp"
#include "handlers/job_queue.hpp"
#include "store/store.hpp"

namespace voiceid::handlers {

/// What options set for the rules of the service.
struct Settings {
  Quotas quotas;
  /// How long a re-encryption with another KMS key takes.
  std::chrono::seconds encryption_update_time{1};
  /// How long an enrollment by session is IN_PROGRESS.
  std::chrono::seconds enrollment_time{1};
};

/// What outlives a request: the state, where ids come from, who runs jobs and takes events, and the options' rules.
struct Environment {
  store::Store& store;
  IdGenerator& ids;
  JobQueue& jobs;
  EventPublisher& events;
  const Settings& settings;
};

/// Whose request it is; a resource of another account or region does not exist for it.
struct Caller {
  std::string_view account;
  std::string_view region;
};

/// What a handler works with during one request.
class Context : public Environment {
 public:
  Context(const Environment& environment, Caller caller, TimePoint now_in)
      : Environment(environment), account(caller.account), region(caller.region), now(now_in) {}

  std::string_view account;
  std::string_view region;
  /// Everything in this request happens at this time.
  TimePoint now;

  /// The error that answers the request whatever it asks for, which a fault sets; nullptr for none. Looking up the
  /// request's domain ends in it.
  const Error* injected = nullptr;

  // What a handler finds out for those who watch calls.
  /// The domain that a call of the desktop is about.
  std::string_view domain_id = {};
  /// Set if a session is evaluated.
  std::optional<CachedResults> cached = {};

  /// Keeps a text until the answer is written, so that the answer can hold a view of it.
  std::string_view keep(std::string text) { return kept_.emplace_front(std::move(text)); }

 private:
  std::forward_list<std::string> kept_;
};

}  // namespace voiceid::handlers
