#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/fixture.hpp"

/// Makes what a fixture describes, by the handlers of the calls that a test would make otherwise: so nothing comes of
/// it that no calls lead to. It is made aside, in a store of its own, and moved into the state only once all of it is
/// good.
namespace voiceid::handlers {

/// What is wrong with a fixture, at a path such as `Domains[0].Speakers[2]`.
struct FixtureMistake {
  std::string path;
  std::string what;
  /// Of check(): which of the domains that were made it is about.
  std::size_t domain = 0;
};

/// What a fixture's domain has become: ids by name, in the order of the fixture.
struct MadeDomain {
  using Ids = std::vector<std::pair<std::string, std::string>>;

  std::string name;
  std::string domain_id;
  std::string account;
  std::string region;
  /// Of the domain in its fixture.
  std::string path;
  Ids watchlists;
  Ids fraudsters;
  /// Without those that a Count made.
  Ids speakers;
  Ids sessions;
  Ids jobs;
};

/// What fixtures are made on: values, so that another thread can do it.
struct FixtureGround {
  Settings settings;
  std::string account;
  std::string region;
  std::uint64_t seed = 0;
  TimePoint now;
};

/// The ground for a fixture of this caller at this time. Draws one identifier as the seed of its own.
FixtureGround fixture_ground(Context& context);

/// What several fixtures make together; a name or an id of one is known in those that follow. Not bound to a thread
/// until it is adopted.
class FixtureWorld {
 public:
  /// A stop ends make() soon, with a mistake that nobody needs to see.
  explicit FixtureWorld(const FixtureGround& ground, std::stop_token stop = {});
  FixtureWorld(const FixtureWorld&) = delete;
  FixtureWorld& operator=(const FixtureWorld&) = delete;
  ~FixtureWorld();

  /// Makes all of the fixture but its objects and its clock. Returns the first mistake.
  std::optional<FixtureMistake> make(const shapes::Fixture& fixture);

  /// Sets the time at which the rest is made.
  void set_now(TimePoint now);
  TimePoint now() const;

  const std::vector<MadeDomain>& domains() const;

  /// Why the state has no room for it: an id that exists, a quota. The path is that of the domain.
  std::optional<FixtureMistake> check(Context& context) const;
  /// Moves all of it into the state, after check(), and submits its jobs. Leaves this empty.
  void adopt(Context& context);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace voiceid::handlers
