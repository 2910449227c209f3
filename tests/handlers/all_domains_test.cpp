#include <gmock/gmock.h>

#include "handlers/connect_sessions.hpp"
#include "handlers/domain_control.hpp"
#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AllDomains : public SessionTest {
 protected:
  std::string make_domain_of(std::string_view account, std::string_view region, std::string_view name) {
    call_from(account, region);
    return make_domain(name);
  }
  void start_in(std::string_view domain_id, const std::string& name) {
    const store::DomainRecord& record = record_of(domain_id);
    call_from(record.account, record.region);
    start_session(context_, domain_id, {{}, name}).value();
  }

  /// `name account region` of each.
  std::vector<std::string> domains(const Scope& scope, std::size_t limit = 2) {
    return collect<std::uint64_t>([&](std::uint64_t after) { return list_all_domains(context_, scope, after, limit); },
                                  [](const shapes::ListedDomain& each) {
                                    return std::string(*each.name) + " " + std::string(each.account) + " " +
                                           std::string(each.region);
                                  });
  }
  std::vector<std::string> sessions(const Scope& scope, std::size_t limit = 2) {
    return collect<SessionPosition>(
        [&](const SessionPosition& after) { return list_all_sessions(context_, scope, after, limit); },
        [](const shapes::Session& each) { return std::string(each.session_name); });
  }

 private:
  template <class Position, class Take, class Show>
  static std::vector<std::string> collect(Take take, Show show) {
    std::vector<std::string> all;
    std::optional<Position> next{Position{}};
    while (next) {
      const auto page = take(*next);
      for (const auto& element : page.elements) all.push_back(show(element));
      next = page.next;
    }
    return all;
  }
};

TEST_F(AllDomains, AreThoseOfEveryAccountAndRegion_InOrderOfCreation) {
  make_domain_of(kOtherAccount, kRegion, "b");
  make_domain_of(kAccount, kOtherRegion, "c");
  EXPECT_THAT(domains({}),
              ElementsAre("calls 000000000000 us-east-1", "b 111111111111 us-east-1", "c 000000000000 eu-west-1"));
  EXPECT_THAT(domains({std::string(kAccount), {}}),
              ElementsAre("calls 000000000000 us-east-1", "c 000000000000 eu-west-1"));
  EXPECT_THAT(domains({std::string(kAccount), std::string(kOtherRegion)}), ElementsAre("c 000000000000 eu-west-1"));
  EXPECT_THAT(domains({{}, "eu-west-2"}), IsEmpty());
}

TEST_F(AllDomains, HaveDeletedOnes_WithTheTimeOfTheirErasure_UntilThen) {
  EXPECT_EQ(list_all_domains(context_, {}, 0, 1).elements.front().deleted_at, std::nullopt);
  delete_domain(context_, {domain_id_}).value();
  const auto listed = list_all_domains(context_, {}, 0, 1).elements.front();
  EXPECT_EQ(listed.domain_status, "SUSPENDED");
  EXPECT_EQ(listed.deleted_at, start_);
  EXPECT_EQ(listed.erased_at, start_ + 30 * 24h);
  pass(30 * 24h);
  EXPECT_THAT(domains({}), IsEmpty());
}

TEST_F(AllDomains, SessionsOfAllDomains_FollowEachOther_DomainByDomain) {
  make_domain_of(kAccount, kRegion, "without");
  const std::string other = make_domain_of(kOtherAccount, kOtherRegion, "b");
  for (const char* name : {"a-1", "a-2", "a-3"}) start_in(domain_id_, name);
  for (const char* name : {"b-1", "b-2"}) start_in(other, name);
  EXPECT_THAT(sessions({}), ElementsAre("a-1", "a-2", "a-3", "b-1", "b-2"));
  EXPECT_THAT(sessions({std::string(kOtherAccount), {}}), ElementsAre("b-1", "b-2"));
  EXPECT_THAT(sessions({{}, std::string(kRegion)}), ElementsAre("a-1", "a-2", "a-3"));
}

TEST_F(AllDomains, SessionsGoOnWithTheNextDomain_IfTheirOwnIsErased) {
  const std::string other = make_domain("b");
  for (const char* name : {"a-1", "a-2", "a-3"}) start_in(domain_id_, name);
  for (const char* name : {"b-1", "b-2"}) start_in(other, name);
  const auto first = list_all_sessions(context_, {}, {}, 2);
  store_.erase_domain(record_of(domain_id_));
  const auto second = list_all_sessions(context_, {}, *first.next, 2);
  ASSERT_EQ(second.elements.size(), 2U);
  EXPECT_EQ(second.elements.front().session_name, "b-1");
  EXPECT_FALSE(second.next);
}

}  // namespace
}  // namespace voiceid::handlers
