#pragma once

#include <chrono>
#include <forward_list>
#include <string>
#include <string_view>

#include "domain/ids.hpp"
#include "domain/limits.hpp"
#include "domain/time_point.hpp"
#include "handlers/event_bus.hpp"
#include "handlers/job_queue.hpp"
#include "store/store.hpp"

namespace voiceid::handlers {

/// What options set for the rules of the service.
struct Settings {
  Quotas quotas;
  /// How long a re-encryption with another KMS key takes (D).
  std::chrono::seconds encryption_update_time{1};
  /// How long an enrollment by session is IN_PROGRESS (D).
  std::chrono::seconds enrollment_time{1};
};

/// What a handler works with during one request.
class Context {
 public:
  Context(store::Store& store_in, IdGenerator& ids_in, JobQueue& jobs_in, EventBus& events_in,
          const Settings& settings_in, std::string_view account_in, std::string_view region_in, TimePoint now_in)
      : store(store_in),
        ids(ids_in),
        jobs(jobs_in),
        events(events_in),
        settings(settings_in),
        account(account_in),
        region(region_in),
        now(now_in) {}

  store::Store& store;
  IdGenerator& ids;
  JobQueue& jobs;
  EventBus& events;
  const Settings& settings;
  /// Whose request it is; a resource of another account or region does not exist for it.
  std::string_view account;
  std::string_view region;
  /// The one time at which everything in this request happens.
  TimePoint now;

  /// Keeps a text until the answer was written, so that the answer can hold a view of it.
  std::string_view keep(std::string text) { return kept_.emplace_front(std::move(text)); }

 private:
  std::forward_list<std::string> kept_;
};

}  // namespace voiceid::handlers
