#include "store/agenda.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

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

TEST_F(AgendaTest, HasNothingDueWhileItIsEmpty) {
  EXPECT_FALSE(agenda_.has_due(TimePoint::max()));
  EXPECT_FALSE(agenda_.take_due(TimePoint::max()));
  EXPECT_EQ(agenda_.next_due(), TimePoint::max());
}

TEST_F(AgendaTest, GivesWorkOnceFromExactlyItsTimeOn) {
  agenda_.add(kNow, EraseDomain{kCalls});
  EXPECT_EQ(agenda_.next_due(), kNow);
  EXPECT_FALSE(agenda_.has_due(kNow - kMillisecond));
  EXPECT_FALSE(agenda_.take_due(kNow - kMillisecond));
  EXPECT_TRUE(agenda_.has_due(kNow));
  const auto entry = agenda_.take_due(kNow + 3650 * 24h);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->due, kNow) << "the time at which it was due, however late it is taken";
  EXPECT_EQ(entry->work, DueWork(EraseDomain{kCalls}));
  EXPECT_FALSE(agenda_.has_due(kNow));
}

TEST_F(AgendaTest, GivesWorkInOrderOfTime) {
  agenda_.add(kNow + 2s, EraseDomain{kCalls});
  agenda_.add(kNow, ForgetSession{kChats, kSession});
  EXPECT_THAT(take_all(kNow + 1999ms), ElementsAre(DueWork(ForgetSession{kChats, kSession})));
  agenda_.add(kNow + 1s, CompleteEnrollment{kCalls, kSession});
  EXPECT_THAT(take_all(kNow + 2s),
              ElementsAre(DueWork(CompleteEnrollment{kCalls, kSession}), DueWork(EraseDomain{kCalls})));
}

TEST_F(AgendaTest, GivesAllWorkOfTheSameTime) {
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

TEST_F(AgendaTest, KeepsTheSameWorkOnceForEachTime) {
  agenda_.add(kNow, EraseDomain{kCalls});
  agenda_.add(kNow, EraseDomain{kCalls});
  agenda_.add(kNow + 1s, EraseDomain{kCalls});
  EXPECT_EQ(take_all(kNow).size(), 1U);
  EXPECT_EQ(take_all(kNow + 1s).size(), 1U);
}

TEST_F(AgendaTest, CancelsThatWorkAtThatTimeOnly) {
  const std::vector<DueWork> others{ForgetSession{kCalls, kOtherSession}, ForgetSession{kChats, kSession},
                                    CompleteEnrollment{kCalls, kSession}};
  agenda_.cancel(kNow, ForgetSession{kCalls, kSession});
  agenda_.add(kNow, ForgetSession{kCalls, kSession});
  for (const DueWork& work : others) agenda_.add(kNow, work);
  agenda_.add(kNow + 1s, ForgetSession{kCalls, kSession});
  agenda_.cancel(kNow, ForgetSession{kCalls, kSession});
  agenda_.cancel(kNow + 2s, ForgetSession{kCalls, kSession});
  EXPECT_THAT(take_all(kNow), testing::UnorderedElementsAreArray(others));
  EXPECT_THAT(take_all(TimePoint::max()), ElementsAre(DueWork(ForgetSession{kCalls, kSession})));
}

TEST_F(AgendaTest, TakesTheWorkOfAnother_BeItMoreOrLess) {
  for (const bool has_more : {false, true}) {
    Agenda other;
    Agenda& shorter = has_more ? agenda_ : other;
    Agenda& longer = has_more ? other : agenda_;
    shorter.add(kNow + 1s, EraseDomain{kChats});
    longer.add(kNow, EraseDomain{kCalls});
    longer.add(kNow + 1s, EraseDomain{kChats});
    agenda_.take(other);
    EXPECT_FALSE(other.has_due(TimePoint::max()));
    EXPECT_THAT(take_all(TimePoint::max()), ElementsAre(DueWork(EraseDomain{kCalls}), DueWork(EraseDomain{kChats})));
  }
}

}  // namespace
}  // namespace voiceid::store
