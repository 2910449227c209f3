#include "handlers/fixtures.hpp"

#include <map>
#include <utility>

#include "base/stable_hash.hpp"
#include "base/wording.hpp"
#include "handlers/connect_directory.hpp"
#include "handlers/domain_control.hpp"
#include "handlers/fixture_maker.hpp"

namespace voiceid::handlers {
namespace {

// What happens while a fixture is made is no news.
class Silence final : public EventPublisher {
 public:
  void publish(Event /*event*/) override {}
};

// Keeps the jobs until there is a state to run them in.
class LaterJobs final : public JobQueue {
 public:
  void submit(const JobOrder& order) override { orders_.push_back(order); }
  void cancel(const JobKey& key) override {
    std::erase_if(orders_, [&key](const JobOrder& order) { return order.key.job_id == key.job_id; });
  }
  void cancel_all() override { orders_.clear(); }

  std::vector<JobOrder> take() { return std::exchange(orders_, {}); }

 private:
  std::vector<JobOrder> orders_;
};

std::string path_of(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

}  // namespace

FixtureGround fixture_ground(Context& context) {
  StableHash seed;
  seed.add(context.ids.resource_id().view());
  return {.settings = context.settings,
          .account = std::string(context.account),
          .region = std::string(context.region),
          .seed = seed.value(),
          .now = context.now};
}

struct FixtureWorld::Parts {
  Parts(const FixtureGround& ground_in, std::stop_token stop_in)
      : Parts(ground_in, std::move(stop_in), std::make_unique<FixtureIds>(ground_in.seed)) {}
  Parts(FixtureGround ground_in, std::stop_token stop_in, std::unique_ptr<FixtureIds> source_in)
      : ground(std::move(ground_in)), stop(std::move(stop_in)), source(*source_in), ids(std::move(source_in)) {}

  Context context(std::string_view account, std::string_view region) {
    return {Environment{store, ids, jobs, events, ground.settings}, {account, region}, ground.now};
  }
  Context context_of(const MadeDomain& domain) { return context(domain.account, domain.region); }

  std::optional<FixtureMistake> make_domain(const shapes::FixtureDomain& domain, const std::string& path);
  // Nothing if there is none.
  const MadeDomain* find(std::string_view name_or_id) const;
  std::optional<FixtureMistake> associate(const shapes::FixtureAssociation& association, const std::string& path);
  std::optional<FixtureMistake> set_status(const shapes::FixtureDomain& domain, const MadeDomain& made);

  FixtureGround ground;
  std::stop_token stop;
  FixtureIds& source;
  IdGenerator ids;
  LaterJobs jobs;
  Silence events;
  // Its page tokens are for nobody.
  store::Store store{"fixture"};
  std::vector<MadeDomain> domains;
  // Their places in the list.
  std::map<std::string, std::size_t, std::less<>> by_name;
  std::map<std::string, std::size_t, std::less<>> by_id;
};

FixtureWorld::FixtureWorld(const FixtureGround& ground, std::stop_token stop)
    : parts_(std::make_unique<Parts>(ground, std::move(stop))) {}
FixtureWorld::~FixtureWorld() = default;

void FixtureWorld::set_now(TimePoint now) { parts_->ground.now = now; }
TimePoint FixtureWorld::now() const { return parts_->ground.now; }
const std::vector<MadeDomain>& FixtureWorld::domains() const { return parts_->domains; }

std::optional<FixtureMistake> FixtureWorld::Parts::make_domain(const shapes::FixtureDomain& domain,
                                                               const std::string& path) {
  if (by_name.contains(domain.name)) {
    return FixtureMistake{path + ".Name", "Another domain has the name " + cited(domain.name) +
                                              "; among fixtures that are loaded together, each needs its own."};
  }
  Context made_in = context(domain.account.value_or(ground.account), domain.region.value_or(ground.region));
  FixtureMaker maker(made_in, source, domain, path, stop);
  if (auto mistake = maker.make()) return mistake;
  by_name.emplace(maker.made().name, domains.size());
  by_id.emplace(maker.made().domain_id, domains.size());
  domains.push_back(std::move(maker.made()));
  return std::nullopt;
}

const MadeDomain* FixtureWorld::Parts::find(std::string_view name_or_id) const {
  for (const auto* places : {&by_name, &by_id}) {
    if (const auto found = places->find(name_or_id); found != places->end()) return &domains[found->second];
  }
  return nullptr;
}

std::optional<FixtureMistake> FixtureWorld::Parts::associate(const shapes::FixtureAssociation& association,
                                                             const std::string& path) {
  const MadeDomain* const found = find(association.domain);
  if (found == nullptr) {
    std::vector<std::string_view> names;
    for (const MadeDomain& domain : domains) names.push_back(domain.name);
    return FixtureMistake{path + ".Domain", "The fixture has no domain " + cited(association.domain) +
                                                instead_of(association.domain, names)};
  }
  Context made_in = context_of(*found);
  const auto made = associate_instance(made_in, association.instance_id, found->domain_id);
  return made ? std::nullopt : std::optional(FixtureMistake{path, made.error().message});
}

std::optional<FixtureMistake> FixtureWorld::Parts::set_status(const shapes::FixtureDomain& domain,
                                                              const MadeDomain& made) {
  if (!domain.domain_status) return std::nullopt;
  Context made_in = context_of(made);
  const auto set = set_domain_status(made_in, made.domain_id, {*domain.domain_status});
  return set ? std::nullopt : std::optional(FixtureMistake{made.path + ".DomainStatus", set.error().message});
}

std::optional<FixtureMistake> FixtureWorld::make(const shapes::Fixture& fixture) {
  Parts& parts = *parts_;
  parts.store.adopt_by_this_thread();
  const std::size_t first = parts.domains.size();
  for (std::size_t i = 0; fixture.domains && i < fixture.domains->size(); ++i) {
    if (auto mistake = parts.make_domain((*fixture.domains)[i], path_of("Domains", i))) return mistake;
  }
  for (std::size_t i = 0; fixture.integration_associations && i < fixture.integration_associations->size(); ++i) {
    const std::string path = path_of("IntegrationAssociations", i);
    if (auto mistake = parts.associate((*fixture.integration_associations)[i], path)) return mistake;
  }
  if (fixture.contacts) {
    Context context = parts.context(parts.ground.account, parts.ground.region);
    for (const auto& [contact_id, customer_id] : *fixture.contacts) set_customer(context, contact_id, customer_id);
  }
  for (std::size_t i = first; i < parts.domains.size(); ++i) {
    if (auto mistake = parts.set_status((*fixture.domains)[i - first], parts.domains[i])) return mistake;
  }
  return std::nullopt;
}

std::optional<FixtureMistake> FixtureWorld::check(Context& context) const {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> in_use;
  for (std::size_t i = 0; i < parts_->domains.size(); ++i) {
    const MadeDomain& domain = parts_->domains[i];
    if (context.store.find_domain(domain.domain_id) != nullptr) {
      return FixtureMistake{domain.path + ".DomainId", "A domain with this id exists already.", i};
    }
    const std::size_t before = context.store.count_domains_in_use(domain.account, domain.region);
    std::size_t& count = in_use.try_emplace({domain.account, domain.region}, before).first->second;
    auto room = context.settings.quotas.check_room(Quota::kDomains, count++);
    if (!room) return FixtureMistake{domain.path, room.error().message, i};
  }
  return std::nullopt;
}

void FixtureWorld::adopt(Context& context) {
  store::Store& made = parts_->store;
  made.adopt_by_this_thread();
  for (const MadeDomain& domain : parts_->domains) {
    store::DomainRecord& from = *made.find_domain(domain.domain_id);
    store::DomainRecord& to = context.store.insert_domain(std::move(from.domain), from.account, from.region);
    to.speakers = std::move(from.speakers);
    to.watchlists = std::move(from.watchlists);
    to.sessions = std::move(from.sessions);
    to.fraudsters = std::move(from.fraudsters);
    to.enrollment_jobs = std::move(from.enrollment_jobs);
    to.registration_jobs = std::move(from.registration_jobs);
  }
  context.store.agenda().take(made.agenda());
  for (auto& [id, domain_id] : made.integration_associations()) {
    context.store.integration_associations()[id] = domain_id;
  }
  for (auto& [id, contact] : made.contacts()) context.store.contacts()[id] = std::move(contact);
  for (const JobOrder& order : parts_->jobs.take()) context.jobs.submit(order);
}

}  // namespace voiceid::handlers
