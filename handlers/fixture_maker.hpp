#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/fixture_ids.hpp"
#include "handlers/fixtures.hpp"

namespace voiceid::handlers {

/// Makes one domain of a fixture with everything in it but its status, which would keep the rest from being made.
class FixtureMaker {
 public:
  /// `ids` is the source of the context's identifiers. A stop ends make() with a mistake that nobody needs to see.
  FixtureMaker(Context& context, FixtureIds& ids, const shapes::FixtureDomain& domain, std::string path,
               std::stop_token stop)
      : context_(context), ids_(ids), domain_(domain), stop_(std::move(stop)) {
    made_.path = std::move(path);
  }

  /// Returns the first mistake.
  std::optional<FixtureMistake> make();

  MadeDomain& made() { return made_; }

 private:
  // These return whether nothing is wrong.
  bool make_domain();
  bool make_watchlist(const shapes::FixtureWatchlist& watchlist, const std::string& path);
  bool make_fraudster(const shapes::FixtureFraudster& fraudster, const std::string& path);
  bool make_speakers(const shapes::FixtureSpeaker& speaker, const std::string& path);
  bool make_speaker(const shapes::FixtureSpeaker& speaker, std::string_view customer_speaker_id,
                    std::optional<std::string_view> voice, const std::string& path);
  bool make_session(const shapes::FixtureSession& session, const std::string& path);
  bool start(const shapes::FixtureSession& session, const std::string& path);
  bool go_on(const shapes::FixtureSession& session, const std::string& path);
  bool start_job(const shapes::FixtureEnrollmentJob& job, const std::string& path);
  bool start_job(const shapes::FixtureRegistrationJob& job, const std::string& path);

  bool fail(std::string path, std::string what);
  bool goes_on(const std::string& path);
  template <class Value>
  bool check(const Result<Value>& result, const std::string& path);
  template <class Element, class Make>
  bool each(const std::optional<std::vector<Element>>& elements, std::string_view name, Make make_one);
  // The id of a watchlist, by its name or its id.
  bool find_watchlist(std::string_view name_or_id, const std::string& path, std::string& id);
  bool check_speaker_exists(std::string_view speaker_id, const std::string& path);
  // Refuses an id that is taken.
  bool take_id(const std::optional<std::string_view>& id, bool is_taken, const std::string& path);
  store::DomainRecord& record() { return *context_.store.find_domain(made_.domain_id); }

  Context& context_;
  FixtureIds& ids_;
  const shapes::FixtureDomain& domain_;
  std::stop_token stop_;
  MadeDomain made_;
  std::optional<FixtureMistake> mistake_;
};

}  // namespace voiceid::handlers
