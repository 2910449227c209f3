#include "store/store.hpp"

#include <gmock/gmock.h>

#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;
using testing::_;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

const TimePoint kNow = at("2026-11-21T09:30:00Z");
constexpr std::string_view kAccount = "000000000000";
constexpr std::string_view kOther = "111111111111";
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

  std::vector<std::string> names(std::string_view account = kAccount, std::string_view region = kRegion,
                                 std::uint64_t after = 0) const {
    std::vector<std::string> names;
    for (const DomainRecord* record : store_.page_of_domains(account, region, after, 100).rows) {
      names.push_back(record->domain.attributes.name);
    }
    return names;
  }

  std::size_t in_use(std::string_view account = kAccount) const {
    return store_.count_domains_in_use(account, kRegion);
  }

  IdGenerator ids_{make_seeded_source(1)};
  Store store_{"a secret"};
};

TEST_F(StoreTest, FindsADomainById) {
  DomainRecord& record = insert("calls");
  insert("chats");
  EXPECT_EQ(store_.find_domain(record.domain.id.view()), &record);
  EXPECT_EQ(record.account, kAccount);
  EXPECT_EQ(record.region, kRegion);
  EXPECT_EQ(store_.find_domain("AbCdEfGhIjKlMnOpQrStUv"), nullptr);
  EXPECT_EQ(store_.find_domain(""), nullptr);
}

TEST_F(StoreTest, ListsDomainsOfTheirAccountAndRegionInOrderOfCreation) {
  for (const char* name : {"b", "c", "a"}) insert(name);
  insert("of another account", kOther);
  insert("of another region", kAccount, "eu-west-1");
  EXPECT_THAT(names(), ElementsAre("b", "c", "a"));
  EXPECT_THAT(names(kOther), ElementsAre("of another account"));
  EXPECT_THAT(names(kAccount, "eu-west-1"), ElementsAre("of another region"));
  EXPECT_THAT(names(kOther, "eu-west-1"), IsEmpty());
}

TEST_F(StoreTest, ContinuesAListOfDomainsAfterErasureAndInsertion) {
  for (const char* name : {"a", "b", "c", "d"}) insert(name);
  const auto page = store_.page_of_domains(kAccount, kRegion, 0, 2);
  ASSERT_TRUE(page.next);
  store_.erase_domain(*store_.find_domain(page.rows.back()->domain.id.view()));
  insert("e");
  EXPECT_THAT(names(kAccount, kRegion, *page.next), ElementsAre("c", "d", "e"));
}

TEST_F(StoreTest, KeepsADeletedDomainAsSuspended) {
  DomainRecord& record = insert("calls");
  store_.soft_delete_domain(record, kNow);
  EXPECT_EQ(store_.find_domain(record.domain.id.view()), &record);
  EXPECT_EQ(record.domain.status, DomainStatus::kSuspended);
  EXPECT_EQ(record.domain.deleted_at, kNow);
  EXPECT_THAT(names(), ElementsAre("calls"));
}

TEST_F(StoreTest, SchedulesTheErasureOfADeletedDomainOnceAfterExactly30Days) {
  DomainRecord& record = insert("calls");
  store_.soft_delete_domain(insert("chats"), kNow + 1s);
  store_.soft_delete_domain(record, kNow);
  store_.soft_delete_domain(record, kNow + 29 * 24h);
  EXPECT_EQ(record.domain.deleted_at, kNow);
  EXPECT_FALSE(store_.agenda().has_due(kNow + 30 * 24h - kMillisecond));
  const auto entry = store_.agenda().take_due(kNow + 30 * 24h);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->work, DueWork(EraseDomain{record.domain.id}));
  EXPECT_FALSE(store_.agenda().has_due(kNow + 30 * 24h)) << "the other is due a second later";
  EXPECT_TRUE(store_.agenda().take_due(TimePoint::max()));
  EXPECT_FALSE(store_.agenda().has_due(TimePoint::max())) << "each is erased once";
}

TEST_F(StoreTest, ErasesADomainAndNoOther) {
  const std::string id(insert("calls").domain.id.view());
  const DomainRecord& chats = insert("chats");
  insert("of another account", kOther);
  store_.erase_domain(*store_.find_domain(id));
  EXPECT_EQ(store_.find_domain(id), nullptr);
  EXPECT_EQ(store_.find_domain(chats.domain.id.view()), &chats);
  EXPECT_THAT(names(), ElementsAre("chats"));
  EXPECT_THAT(names(kOther), ElementsAre("of another account"));
}

TEST_F(StoreTest, KeepsWhatAnErasedDomainHeldUntilItIsTaken) {
  DomainRecord& record = insert("calls");
  record.speakers.insert(Speaker(ids_.generated_id(), "alice", kNow));
  EXPECT_FALSE(store_.has_erased());
  store_.erase_domain(record);
  ASSERT_TRUE(store_.has_erased());
  const std::vector<DomainRecord> erased = store_.take_erased();
  EXPECT_FALSE(store_.has_erased());
  ASSERT_EQ(erased.size(), 1U);
  EXPECT_EQ(erased.front().count_rows(), 1U);
  EXPECT_NE(erased.front().speakers.find_by<ByCustomerSpeakerId>("alice"), nullptr);
}

TEST_F(StoreTest, LetsAnAccountBeginAgainAfterItsLastDomainWasErased) {
  DomainRecord& record = insert("calls");
  store_.soft_delete_domain(record, kNow);
  store_.erase_domain(record);
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_EQ(in_use(), 0U);
  insert("chats");
  EXPECT_THAT(names(), ElementsAre("chats"));
  EXPECT_EQ(in_use(), 1U);
}

TEST_F(StoreTest, CountsDomainsInUseByAccountAndRegion) {
  insert("a");
  insert("b");
  insert("c", kOther);
  insert("d", kAccount, "eu-west-1");
  EXPECT_EQ(in_use(), 2U);
  EXPECT_EQ(in_use(kOther), 1U);
  EXPECT_EQ(store_.count_domains_in_use(kOther, "eu-west-1"), 0U);
}

TEST_F(StoreTest, CountsNoSuspendedDeletedOrErasedDomainAsInUse) {
  store_.set_domain_status(insert("pending"), DomainStatus::kPending);
  DomainRecord& record = insert("calls");
  EXPECT_EQ(in_use(), 2U);
  store_.set_domain_status(record, DomainStatus::kSuspended);
  EXPECT_EQ(in_use(), 1U);
  store_.set_domain_status(record, DomainStatus::kActive);
  EXPECT_EQ(in_use(), 2U);
  store_.soft_delete_domain(record, kNow);
  store_.soft_delete_domain(record, kNow + 1h);
  EXPECT_EQ(in_use(), 1U);
  store_.erase_domain(record);
  EXPECT_EQ(in_use(), 1U);
  store_.erase_domain(insert("erased at once"));
  EXPECT_EQ(in_use(), 1U);
}

TEST_F(StoreTest, FindsASpeakerByEitherId) {
  SpeakerTable& speakers = insert("calls").speakers;
  const Speaker& speaker = speakers.insert(Speaker(ids_.generated_id(), "alice", kNow));
  EXPECT_EQ(speakers.find_by_either("alice"), &speaker);
  EXPECT_EQ(speakers.find_by_either(speaker.generated_id()), &speaker);
  EXPECT_EQ(speakers.find_by_customer_id("alice"), &speaker);
  EXPECT_EQ(speakers.find_by_generated_id(speaker.generated_id()), &speaker);
  EXPECT_EQ(speakers.find_by_customer_id(speaker.generated_id()), nullptr);
  EXPECT_EQ(speakers.find_by_generated_id("alice"), nullptr);
  EXPECT_EQ(speakers.find_by_either("bob"), nullptr);
  EXPECT_EQ(speakers.find_by_either("id#AbCdEfGhIjKlMnOpQrStUv"), nullptr);
  EXPECT_EQ(insert("chats").speakers.find_by_either("alice"), nullptr) << "speakers belong to a domain";
}

// Short ids are stored differently from long ones; up to 256 characters are allowed.
TEST_F(StoreTest, FindsSpeakersByCustomerIdsOfEveryLength) {
  SpeakerTable& speakers = insert("calls").speakers;
  for (std::size_t length = 1; length <= 256; ++length) {
    speakers.insert(Speaker(ids_.generated_id(), std::string(length, 'x'), kNow));
  }
  for (std::size_t length = 1; length <= 256; ++length) {
    const std::string id(length, 'x');
    ASSERT_NE(speakers.find_by_customer_id(id), nullptr) << length;
    EXPECT_EQ(speakers.find_by_customer_id(id)->customer_speaker_id(), id);
  }
}

TEST_F(StoreTest, KeepsADomainAtItsAddressWhileOthersComeAndGo) {
  DomainRecord& record = insert("kept");
  for (int i = 0; i < 1000; ++i) {
    DomainRecord& other = insert(std::to_string(i));
    if (i % 2 == 0) store_.erase_domain(other);
  }
  EXPECT_EQ(store_.find_domain(record.domain.id.view()), &record);
  EXPECT_EQ(names().size(), 100U) << "a page";
  EXPECT_EQ(in_use(), 501U);
}

TEST_F(StoreTest, FindsTheNewestActiveDomainOfAllAccountsAndRegions) {
  EXPECT_EQ(store_.newest_active_domain(), nullptr);
  insert("first");
  DomainRecord& active = insert("second", kOther, "eu-west-1");
  EXPECT_EQ(store_.newest_active_domain(), &active);
  store_.set_domain_status(insert("pending"), DomainStatus::kPending);
  store_.set_domain_status(insert("suspended"), DomainStatus::kSuspended);
  store_.soft_delete_domain(insert("deleted"), kNow);
  store_.erase_domain(insert("erased"));
  EXPECT_EQ(store_.newest_active_domain(), &active);
}

TEST_F(StoreTest, TakesOutWhatBelongsToAnAccount) {
  const ResourceId mine = insert("mine").domain.id;
  const ResourceId theirs = insert("theirs", kOther).domain.id;
  insert("mine in another region", kAccount, "eu-west-1");
  for (const ResourceId& id : {mine, theirs}) {
    store_.soft_delete_domain(*store_.find_domain(id.view()), kNow);
    store_.integration_associations().emplace("of " + std::string(id.view()), id);
  }
  store_.contacts() = {{"contact", {std::string(kAccount), "alice"}}, {"other", {std::string(kOther), "bob"}}};
  const auto taken = store_.take({.account = std::string(kAccount), .region = {}});
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_THAT(names(kAccount, "eu-west-1"), IsEmpty());
  EXPECT_THAT(names(kOther), ElementsAre("theirs"));
  EXPECT_THAT(store_.integration_associations(), ElementsAre(Pair("of " + std::string(theirs.view()), theirs)));
  EXPECT_THAT(store_.contacts(), ElementsAre(Pair("other", _)));
  EXPECT_EQ(store_.agenda().take_due(TimePoint::max())->work, DueWork(EraseDomain{theirs}));
  EXPECT_FALSE(store_.agenda().has_due(TimePoint::max()));
  EXPECT_EQ(taken->all_domains().size(), 2U);
  EXPECT_THAT(taken->integration_associations(), SizeIs(1));
  EXPECT_THAT(taken->contacts(), ElementsAre(Pair("contact", _)));
  EXPECT_TRUE(taken->agenda().has_due(erased_from(kNow)));
}

TEST_F(StoreTest, TakesOutWhatIsInARegion_ButNoContacts) {
  insert("here");
  insert("there", kOther, "eu-west-1");
  store_.contacts() = {{"contact", {std::string(kAccount), "alice"}}};
  EXPECT_EQ(store_.take({.account = {}, .region = std::string(kRegion)})->all_domains().size(), 1U);
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_THAT(names(kOther, "eu-west-1"), ElementsAre("there"));
  EXPECT_THAT(store_.contacts(), SizeIs(1));
}

TEST_F(StoreTest, WhatIsMadeAfterATakeComesAfterThePagesFromBefore) {
  insert("before");
  const std::uint64_t last = store_.all_domains().front()->sequence;
  store_.take({});
  insert("after");
  EXPECT_THAT(names(kAccount, kRegion, last), ElementsAre("after"));
}

}  // namespace
}  // namespace voiceid::store
