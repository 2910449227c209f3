#include "store/agenda.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint kNow = at("2026-11-21T09:30:00Z");
const ResourceId kCalls("CallsCallsCallsCallsCa");
const ResourceId kChats("ChatsChatsChatsChatsCh");
const GeneratedId kSession("id#SessionSessionSessionS");
const GeneratedId kOtherSession("id#OtherOtherOtherOtherOt");

class AgendaTest : public testing::Test {
 protected:
  std::vector<DueWork> take_all(TimePoint now) {
    std::vector<DueWork> taken;
    while (const auto entry = agenda_.take_due(now)) taken.push_back(entry->work);
    return taken;
  }

  Agenda agenda_;
};

TEST_F(AgendaTest, Empty_HasNothingDue) {
  EXPECT_FALSE(agenda_.has_due(TimePoint::max()));
  EXPECT_FALSE(agenda_.take_due(TimePoint::max()));
}

TEST_F(AgendaTest, Work_IsDueFromExactlyItsTimeOn) {
  agenda_.add(kNow, EraseDomain{kCalls});
  EXPECT_FALSE(agenda_.has_due(kNow - kMillisecond));
  EXPECT_FALSE(agenda_.take_due(kNow - kMillisecond));
  EXPECT_TRUE(agenda_.has_due(kNow));
  const auto entry = agenda_.take_due(kNow);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->due, kNow);
  EXPECT_EQ(entry->work, DueWork(EraseDomain{kCalls}));
}

TEST_F(AgendaTest, Work_ThatIsLongDue_KeepsItsTime) {
  agenda_.add(kNow, EraseDomain{kCalls});
  EXPECT_EQ(agenda_.take_due(kNow + 3650 * 24h)->due, kNow);
}

TEST_F(AgendaTest, Work_IsTakenOnce) {
  agenda_.add(kNow, EraseDomain{kCalls});
  EXPECT_TRUE(agenda_.take_due(kNow));
  EXPECT_FALSE(agenda_.has_due(kNow));
  EXPECT_FALSE(agenda_.take_due(kNow));
}

TEST_F(AgendaTest, Work_IsTakenInOrderOfTime_WhateverTheOrderInWhichItWasAdded) {
  agenda_.add(kNow + 2s, EraseDomain{kCalls});
  agenda_.add(kNow, ForgetSession{kChats, kSession});
  agenda_.add(kNow + 1s, CompleteEnrollment{kCalls, kSession});
  EXPECT_THAT(take_all(kNow + 2s),
              ElementsAre(DueWork(ForgetSession{kChats, kSession}), DueWork(CompleteEnrollment{kCalls, kSession}),
                          DueWork(EraseDomain{kCalls})));
}

TEST_F(AgendaTest, Work_NotYetDue_StaysBehind) {
  agenda_.add(kNow, EraseDomain{kCalls});
  agenda_.add(kNow + 1s, EraseDomain{kChats});
  EXPECT_THAT(take_all(kNow + 999ms), ElementsAre(DueWork(EraseDomain{kCalls})));
  EXPECT_THAT(take_all(kNow + 1s), ElementsAre(DueWork(EraseDomain{kChats})));
}

TEST_F(AgendaTest, Work_AddedWhileOtherWorkIsDone_FindsItsPlace) {
  agenda_.add(kNow, EraseDomain{kCalls});
  agenda_.add(kNow + 2s, EraseDomain{kChats});
  ASSERT_TRUE(agenda_.take_due(kNow + 1h));
  agenda_.add(kNow + 1s, ForgetSession{kCalls, kSession});
  EXPECT_THAT(take_all(kNow + 1h), ElementsAre(DueWork(ForgetSession{kCalls, kSession}), DueWork(EraseDomain{kChats})));
}

TEST_F(AgendaTest, Work_OfTheSameTime_IsAllTaken) {
  const std::vector<DueWork> all{EraseDomain{kCalls},
                                 EraseDomain{kChats},
                                 ForgetSession{kCalls, kSession},
                                 ForgetSession{kCalls, kOtherSession},
                                 ForgetSession{kChats, kSession},
                                 CompleteEnrollment{kCalls, kSession},
                                 CompleteEnrollment{kCalls, kOtherSession},
                                 CompleteEnrollment{kChats, kSession}};
  for (const DueWork& work : all) agenda_.add(kNow, work);
  EXPECT_THAT(take_all(kNow), testing::UnorderedElementsAreArray(all));
}

TEST_F(AgendaTest, SameWork_AtTheSameTime_IsDoneOnce) {
  agenda_.add(kNow, EraseDomain{kCalls});
  agenda_.add(kNow, EraseDomain{kCalls});
  EXPECT_THAT(take_all(kNow), ElementsAre(DueWork(EraseDomain{kCalls})));
}

TEST_F(AgendaTest, SameWork_AtTwoTimes_IsDoneTwice) {
  agenda_.add(kNow, EraseDomain{kCalls});
  agenda_.add(kNow + 1s, EraseDomain{kCalls});
  EXPECT_EQ(take_all(kNow + 1s).size(), 2U);
}

TEST_F(AgendaTest, Cancelled_IsNotDone) {
  agenda_.add(kNow, ForgetSession{kCalls, kSession});
  agenda_.cancel(kNow, ForgetSession{kCalls, kSession});
  EXPECT_FALSE(agenda_.has_due(kNow));
}

TEST_F(AgendaTest, Cancelled_LeavesAllElse) {
  const std::vector<DueWork> others{ForgetSession{kCalls, kOtherSession}, ForgetSession{kChats, kSession},
                                    CompleteEnrollment{kCalls, kSession}};
  agenda_.add(kNow, ForgetSession{kCalls, kSession});
  for (const DueWork& work : others) agenda_.add(kNow, work);
  agenda_.add(kNow + 1s, ForgetSession{kCalls, kSession});
  agenda_.cancel(kNow, ForgetSession{kCalls, kSession});
  EXPECT_THAT(take_all(kNow), testing::UnorderedElementsAreArray(others));
  EXPECT_THAT(take_all(kNow + 1s), ElementsAre(DueWork(ForgetSession{kCalls, kSession})));
}

TEST_F(AgendaTest, CancellingWhatIsNotThere_ChangesNothing) {
  agenda_.cancel(kNow, EraseDomain{kCalls});
  agenda_.add(kNow, EraseDomain{kCalls});
  agenda_.cancel(kNow + 1s, EraseDomain{kCalls});
  EXPECT_EQ(take_all(kNow).size(), 1U);
  EXPECT_THAT(take_all(TimePoint::max()), IsEmpty());
}

}  // namespace
}  // namespace voiceid::store
