#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using testing::IsEmpty;

/// The events of speakers and fraudsters.
class SpeakerEvents : public DomainTest {
 protected:
  template <class Detail>
  std::pair<Event, Detail> last() {
    const Event& event = events_.published().back();
    return {event, std::get<Detail>(event.detail)};
  }
};

TEST_F(SpeakerEvents, OptOutSpeaker_ShowsOnlyTheGeneratedId) {
  const auto answer = opt_out_speaker(context_, {domain_id_, "alice"}).value();
  const auto [event, detail] = last<SpeakerEvent>();
  EXPECT_FALSE(event.error);
  EXPECT_EQ(detail.action, SpeakerAction::kOptOut);
  EXPECT_EQ(detail.generated_speaker_id->view(), answer.speaker->generated_speaker_id);
  EXPECT_FALSE(detail.enrollment);
  EXPECT_FALSE(detail.contact_arn);
}

TEST_F(SpeakerEvents, DeleteSpeaker_ShowsTheGeneratedId) {
  const std::string id(pending_speaker(domain_id_, "alice").generated_id());
  delete_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_EQ(last<SpeakerEvent>().second.action, SpeakerAction::kDelete);
  EXPECT_EQ(last<SpeakerEvent>().second.generated_speaker_id->view(), id);
}

TEST_F(SpeakerEvents, ARefusal_ShowsAGeneratedIdButNoCustomerId) {
  EXPECT_FALSE(delete_speaker(context_, {domain_id_, "alice"}));
  EXPECT_EQ(last<SpeakerEvent>().first.error->code, 404);
  EXPECT_EQ(last<SpeakerEvent>().first.error->message, "The requested speaker does not exist");
  EXPECT_FALSE(last<SpeakerEvent>().second.generated_speaker_id);
  EXPECT_FALSE(opt_out_speaker(context_, {domain_id_, kUnknownGeneratedId}));
  EXPECT_EQ(last<SpeakerEvent>().second.generated_speaker_id->view(), kUnknownGeneratedId);
}

TEST_F(SpeakerEvents, AForeignDomain_IsUnknown_InTheCallersAccount) {
  call_from(kOtherAccount, kRegion);
  EXPECT_FALSE(opt_out_speaker(context_, {domain_id_, kUnknownGeneratedId}));
  const auto [event, detail] = last<SpeakerEvent>();
  EXPECT_EQ(event.account, kOtherAccount);
  EXPECT_EQ(event.error->message, "The requested domain does not exist");
  EXPECT_EQ(detail.generated_speaker_id->view(), kUnknownGeneratedId);
}

TEST_F(SpeakerEvents, AnInactiveDomain_PublishesItsRefusal) {
  delete_domain(context_, {domain_id_}).value();
  EXPECT_FALSE(opt_out_speaker(context_, {domain_id_, "alice"}));
  EXPECT_EQ(last<SpeakerEvent>().first.error->type, EventErrorType::kConflict);
}

TEST_F(SpeakerEvents, DeleteFraudster_ShowsItsWatchlists) {
  const Fraudster& mallory = registered_fraudster(domain_id_, "mallory");
  const std::string id(mallory.id.view());
  const auto watchlist_ids = mallory.watchlist_ids;
  delete_fraudster(context_, {domain_id_, id}).value();
  const auto detail = last<FraudsterEvent>().second;
  EXPECT_EQ(detail.action, FraudsterAction::kDelete);
  EXPECT_EQ(detail.generated_fraudster_id->view(), id);
  EXPECT_EQ(detail.watchlist_ids, watchlist_ids);
  EXPECT_FALSE(detail.registration);
  EXPECT_FALSE(delete_fraudster(context_, {domain_id_, id}));
  EXPECT_EQ(last<FraudsterEvent>().first.error->type, EventErrorType::kResourceNotFound);
  EXPECT_EQ(last<FraudsterEvent>().first.error->message, "The requested fraudster does not exist");
}

TEST_F(SpeakerEvents, OtherOperations_PublishNothing) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  const std::string fraudster_id(registered_fraudster(domain_id_, "mallory").id.view());
  associate_fraudster(context_, {domain_id_, fraudster_id, watchlist_id}).value();
  disassociate_fraudster(context_, {domain_id_, fraudster_id, watchlist_id}).value();
  described_domain(domain_id_);
  delete_domain(context_, {domain_id_}).value();
  EXPECT_THAT(events_.published(), IsEmpty());
}

}  // namespace
}  // namespace voiceid::handlers
