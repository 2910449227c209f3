#include "store/store.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint kNow = at("2026-11-21T09:30:00Z");
constexpr std::string_view kAccount = "000000000000";
constexpr std::string_view kRegion = "us-east-1";

class StoreTest : public testing::Test {
 protected:
  DomainRecord& insert(const std::string& name, std::string_view account = kAccount,
                       std::string_view region = kRegion) {
    VoiceDomain domain;
    domain.id = ids_.resource_id();
    domain.attributes.name = name;
    return store_.insert_domain(std::move(domain), account, region);
  }

  std::vector<std::string> names(std::string_view account = kAccount, std::string_view region = kRegion) const {
    std::vector<std::string> names;
    for (const DomainRecord* record : store_.page_of_domains(account, region, 0, 100).rows) {
      names.push_back(record->domain.attributes.name);
    }
    return names;
  }

  IdGenerator ids_{make_seeded_source(1)};
  Store store_{"a secret"};
};

TEST_F(StoreTest, Domain_IsFoundByItsId) {
  DomainRecord& record = insert("calls");
  insert("chats");
  EXPECT_EQ(store_.find_domain(record.domain.id.view()), &record);
  EXPECT_EQ(record.account, kAccount);
  EXPECT_EQ(record.region, kRegion);
}

TEST_F(StoreTest, UnknownDomain_IsNotFound) {
  insert("calls");
  EXPECT_EQ(store_.find_domain("AbCdEfGhIjKlMnOpQrStUv"), nullptr);
  EXPECT_EQ(store_.find_domain(""), nullptr);
}

TEST_F(StoreTest, Domains_AreListedInOrderOfCreation) {
  insert("b");
  insert("c");
  insert("a");
  EXPECT_THAT(names(), ElementsAre("b", "c", "a"));
}

TEST_F(StoreTest, Domains_AreListedForTheirAccountAndRegionAlone) {
  insert("mine");
  insert("of another account", "111111111111");
  insert("of another region", kAccount, "eu-west-1");
  EXPECT_THAT(names(), ElementsAre("mine"));
  EXPECT_THAT(names("111111111111"), ElementsAre("of another account"));
  EXPECT_THAT(names(kAccount, "eu-west-1"), ElementsAre("of another region"));
  EXPECT_THAT(names("111111111111", "eu-west-1"), IsEmpty());
}

TEST_F(StoreTest, PageOfDomains_ContinuesAcrossErasureAndInsertion) {
  for (const char* name : {"a", "b", "c", "d"}) insert(name);
  const auto page = store_.page_of_domains(kAccount, kRegion, 0, 2);
  ASSERT_TRUE(page.next);
  store_.erase_domain(*store_.find_domain(page.rows.back()->domain.id.view()));
  insert("e");
  const auto rest = store_.page_of_domains(kAccount, kRegion, *page.next, 10);
  ASSERT_EQ(rest.rows.size(), 3U);
  EXPECT_EQ(rest.rows.front()->domain.attributes.name, "c");
  EXPECT_EQ(rest.rows.back()->domain.attributes.name, "e");
  EXPECT_FALSE(rest.next);
}

TEST_F(StoreTest, DeletedDomain_StaysVisibleAsSuspended) {
  DomainRecord& record = insert("calls");
  store_.soft_delete_domain(record, kNow);
  EXPECT_EQ(store_.find_domain(record.domain.id.view()), &record);
  EXPECT_EQ(record.domain.status, DomainStatus::kSuspended);
  EXPECT_EQ(record.domain.deleted_at, kNow);
  EXPECT_THAT(names(), ElementsAre("calls"));
}

TEST_F(StoreTest, DeletedDomain_IsToBeErasedExactlyAfter30Days) {
  const DomainRecord& record = insert("calls");
  store_.soft_delete_domain(insert("chats"), kNow + 1s);
  store_.soft_delete_domain(*store_.find_domain(record.domain.id.view()), kNow);
  EXPECT_FALSE(store_.agenda().has_due(kNow + 30 * 24h - kMillisecond));
  const auto entry = store_.agenda().take_due(kNow + 30 * 24h);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->work, DueWork(EraseDomain{record.domain.id}));
  EXPECT_FALSE(store_.agenda().has_due(kNow + 30 * 24h)) << "chats are due a second later";
}

TEST_F(StoreTest, DeletedAgain_DoesNotPutOffTheErasure) {
  DomainRecord& record = insert("calls");
  store_.soft_delete_domain(record, kNow);
  store_.soft_delete_domain(record, kNow + 29 * 24h);
  EXPECT_EQ(record.domain.deleted_at, kNow);
  EXPECT_TRUE(store_.agenda().take_due(kNow + 30 * 24h));
  EXPECT_FALSE(store_.agenda().has_due(TimePoint::max())) << "it is to be erased once";
}

TEST_F(StoreTest, ErasedDomain_IsGone_AndNoOther) {
  const std::string id(insert("calls").domain.id.view());
  const DomainRecord& chats = insert("chats");
  insert("of another account", "111111111111");
  store_.erase_domain(*store_.find_domain(id));
  EXPECT_EQ(store_.find_domain(id), nullptr);
  EXPECT_EQ(store_.find_domain(chats.domain.id.view()), &chats);
  EXPECT_THAT(names(), ElementsAre("chats"));
  EXPECT_THAT(names("111111111111"), ElementsAre("of another account"));
}

TEST_F(StoreTest, AccountWithAllErased_CanBeginAnew) {
  DomainRecord& record = insert("calls");
  store_.soft_delete_domain(record, kNow);
  store_.erase_domain(record);
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 0U);
  insert("chats");
  EXPECT_THAT(names(), ElementsAre("chats"));
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
}

TEST_F(StoreTest, DomainsInUse_CountForTheirAccountAndRegionAlone) {
  insert("a");
  insert("b");
  insert("c", "111111111111");
  insert("d", kAccount, "eu-west-1");
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 2U);
  EXPECT_EQ(store_.count_domains_in_use("111111111111", kRegion), 1U);
  EXPECT_EQ(store_.count_domains_in_use("111111111111", "eu-west-1"), 0U);
}

TEST_F(StoreTest, DomainsInUse_LeaveOutDeletedOnes_OnceEach) {
  insert("kept");
  DomainRecord& deleted = insert("deleted");
  store_.soft_delete_domain(deleted, kNow);
  store_.soft_delete_domain(deleted, kNow + 1h);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
  store_.erase_domain(deleted);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
}

TEST_F(StoreTest, DomainsInUse_LeaveOutErasedOnes_DeletedBeforeOrNot) {
  insert("kept");
  store_.erase_domain(insert("erased at once"));
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
}

TEST_F(StoreTest, DomainsInUse_CountPendingOnes_AndLeaveOutSuspendedOnes) {
  store_.set_domain_status(insert("pending"), DomainStatus::kPending);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
  DomainRecord& suspended = insert("suspended");
  store_.set_domain_status(suspended, DomainStatus::kSuspended);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
  store_.soft_delete_domain(suspended, kNow);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
  store_.set_domain_status(suspended, DomainStatus::kActive);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 2U);
}

TEST_F(StoreTest, Speaker_IsFoundByEitherOfItsIds) {
  SpeakerTable& speakers = insert("calls").speakers;
  const Speaker& speaker = speakers.insert(Speaker(ids_.generated_id(), "alice", kNow));
  EXPECT_EQ(speakers.find_by_either("alice"), &speaker);
  EXPECT_EQ(speakers.find_by_either(speaker.generated_id()), &speaker);
  EXPECT_EQ(speakers.find_by_either("bob"), nullptr);
  EXPECT_EQ(speakers.find_by_either("id#AbCdEfGhIjKlMnOpQrStUv"), nullptr);
}

// Short ids are kept differently from long ones; up to 256 characters are allowed.
TEST_F(StoreTest, Speaker_IsFoundByCustomerIdsOfEveryLength) {
  SpeakerTable& speakers = insert("calls").speakers;
  for (std::size_t length = 1; length <= 256; ++length) {
    speakers.insert(Speaker(ids_.generated_id(), std::string(length, 'x'), kNow));
  }
  for (std::size_t length = 1; length <= 256; ++length) {
    const std::string id(length, 'x');
    ASSERT_NE(speakers.find_by_either(id), nullptr) << length;
    EXPECT_EQ(speakers.find_by_either(id)->customer_speaker_id(), id);
  }
}

TEST_F(StoreTest, SpeakersAndWatchlists_BelongToTheirDomain) {
  DomainRecord& calls = insert("calls");
  DomainRecord& chats = insert("chats");
  calls.speakers.insert(Speaker(ids_.generated_id(), "alice", kNow));
  Watchlist watchlist;
  watchlist.id = ids_.resource_id();
  calls.watchlists.insert(watchlist);
  EXPECT_EQ(chats.speakers.find_by_either("alice"), nullptr);
  EXPECT_EQ(chats.watchlists.find(watchlist.id.view()), nullptr);
  EXPECT_NE(calls.watchlists.find(watchlist.id.view()), nullptr);
}

TEST_F(StoreTest, Domains_StayWhereTheyAre_WhenOthersComeAndGo) {
  DomainRecord& record = insert("kept");
  for (int i = 0; i < 1000; ++i) {
    DomainRecord& other = insert(std::to_string(i));
    if (i % 2 == 0) store_.erase_domain(other);
  }
  EXPECT_EQ(store_.find_domain(record.domain.id.view()), &record);
  EXPECT_EQ(names().size(), 100U);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 501U);
}

TEST_F(StoreTest, NewestActiveDomain_IsTheOneCreatedLast_OfAllAccountsAndRegions) {
  EXPECT_EQ(store_.newest_active_domain(), nullptr);
  insert("first");
  const DomainRecord& second = insert("second", "111111111111", "eu-west-1");
  EXPECT_EQ(store_.newest_active_domain(), &second);
  const DomainRecord& third = insert("third");
  EXPECT_EQ(store_.newest_active_domain(), &third);
}

TEST_F(StoreTest, NewestActiveDomain_PassesOverTheOthers) {
  DomainRecord& active = insert("active");
  store_.set_domain_status(insert("pending"), DomainStatus::kPending);
  store_.set_domain_status(insert("suspended"), DomainStatus::kSuspended);
  store_.soft_delete_domain(insert("deleted"), kNow);
  store_.erase_domain(insert("erased"));
  EXPECT_EQ(store_.newest_active_domain(), &active);
  store_.erase_domain(active);
  EXPECT_EQ(store_.newest_active_domain(), nullptr);
}

}  // namespace
}  // namespace voiceid::store
