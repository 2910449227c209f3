#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>

#include "server/events/disorder.hpp"
#include "tests/server/events/disorder_stream.hpp"

namespace voiceid::events {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(DisorderByChance, IsTheSameOnEveryMachine) {
  Stream stream({.seed = 7, .duplicate = 0.25, .drop = 0.25, .reorder = 0.25});
  // What the C++ standard requires of std::mt19937_64 with this seed.
  EXPECT_THAT(stream.pass(20), ElementsAre(3, 1, 4, 5, 8, 6, 9, 11, 11, 10, 12, 12, 14, 13, 16, 16, 19));
}

TEST(DisorderByChance, OtherSeedsMakeOtherDisorder) {
  std::map<Sequences, int> found;
  for (std::uint64_t seed = 0; seed < 20; ++seed) ++found[Stream({.seed = seed, .drop = 0.5}).pass(64)];
  EXPECT_EQ(found.size(), 20U);
}

TEST(DisorderByChance, OneProbabilityDoesNotShiftAnother) {
  const Sequences kept = Stream({.seed = 3, .drop = 0.5}).pass(200);
  Sequences doubled;
  for (const std::uint64_t each : kept) doubled.insert(doubled.end(), 2, each);
  EXPECT_EQ(Stream({.seed = 3, .duplicate = 1, .drop = 0.5}).pass(200), doubled);

  Stream delayed({.seed = 3, .drop = 0.5, .delay = 0.5, .delay_by = {0, seconds(1)}});
  Sequences come = delayed.pass(200);
  std::ranges::copy(delayed.flush(), std::back_inserter(come));
  std::ranges::sort(come);
  EXPECT_EQ(come, kept);
}

TEST(DisorderByChance, HappensAsOftenAsTheProbabilitySays) {
  constexpr int kEvents = 20'000;
  for (const double probability : {0.001, 0.1, 0.5, 0.9, 0.999}) {
    Stream stream({.drop = probability});
    stream.pass(kEvents);
    const double share = static_cast<double>(stream.disorder->dropped()) / kEvents;
    EXPECT_NEAR(share, probability, 0.01);
    EXPECT_NE(stream.disorder->dropped(), 0U);
    EXPECT_NE(stream.disorder->dropped(), std::uint64_t{kEvents});
  }
}

TEST(DisorderByChance, FlushReleasesAllInTheOriginalOrder) {
  DisorderOptions options{.duplicate = 0.3, .reorder = 0.5, .delay = 0.5, .delay_by = {0, milliseconds(300)}};
  for (options.seed = 0; options.seed < 50; ++options.seed) {
    Stream stream(options);
    stream.pass(20);
    const std::size_t held = stream.disorder->held();
    const Sequences flushed = stream.flush();
    EXPECT_EQ(flushed.size(), held);
    EXPECT_TRUE(std::ranges::is_sorted(flushed)) << "seed " << options.seed;
    EXPECT_FALSE(stream.disorder->holds());
    EXPECT_THAT(stream.flush(), IsEmpty());
    stream.pass();
    EXPECT_LE(stream.disorder->held(), 2U) << "starts anew";
  }
}

TEST(DisorderByChance, LosesAndRepeatsNothingByItself) {
  std::mt19937_64 random(1);
  const auto chance = [&] { return static_cast<double>(random() % 5) / 4; };
  for (int run = 0; run < 500; ++run) {
    const DisorderOptions options{.seed = random(),
                                  .duplicate = run % 2 == 0 ? 0 : chance(),
                                  .drop = run % 3 == 0 ? 0 : chance(),
                                  .reorder = chance(),
                                  .delay = chance(),
                                  .delay_by = {0, milliseconds(random() % 3000)}};
    Stream stream(options);
    std::map<std::uint64_t, std::size_t> times;
    const auto count = [&](const Sequences& come) {
      for (const std::uint64_t each : come) ++times[each];
    };
    for (int step = 0; step < 100; ++step) {
      count(stream.after(milliseconds(static_cast<int>(random() % 2000) - 500)));
      count(stream.pass(static_cast<int>(random() % 3)));
    }
    if (run % 5 == 0) {
      count(stream.flush());
    } else {
      count(stream.after(seconds(4)));
    }
    EXPECT_FALSE(stream.disorder->holds()) << "run " << run;
    EXPECT_EQ(stream.disorder->held(), 0U);
    EXPECT_EQ(times.size() + stream.disorder->dropped(), stream.last) << "run " << run;
    for (const auto& [each, seen] : times) EXPECT_TRUE(seen == 1 || (seen == 2 && options.duplicate > 0)) << each;
    if (options.drop == 0) {
      EXPECT_EQ(stream.disorder->dropped(), 0U);
    }
  }
}

}  // namespace
}  // namespace voiceid::events
