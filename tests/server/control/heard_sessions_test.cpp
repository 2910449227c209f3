#include "server/control/heard_sessions.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace voiceid::control {
namespace {

TEST(HeardSessionsTest, NotesNothingWhileNobodyListens) {
  HeardSessions heard;
  heard.note("domain", "unheard");
  EXPECT_EQ(heard.last(), 0);
  std::optional<HeardSessions::Listener> listener(heard);
  heard.note("domain", "heard");
  listener.reset();
  heard.note("domain", "unheard again");
  EXPECT_EQ(heard.last(), 1);
  EXPECT_EQ(heard.next_after(0)->second.session_id, "heard");
  EXPECT_EQ(heard.next_after(1), nullptr);
}

TEST(HeardSessionsTest, KeepsEachSessionOnceTheLatestAtTheEnd) {
  HeardSessions heard;
  const HeardSessions::Listener listener(heard);
  for (const char* each : {"one", "two", "one"}) heard.note("domain", each);
  const auto* const first = heard.next_after(0);
  EXPECT_EQ(first->second.session_id, "two");
  EXPECT_EQ(heard.next_after(first->first)->second.session_id, "one");
  EXPECT_EQ(heard.next_after(heard.last()), nullptr);
}

TEST(HeardSessionsTest, ForgetsTheOldestBeyondAThousand) {
  HeardSessions heard;
  const HeardSessions::Listener listener(heard);
  for (int i = 0; i < 1500; ++i) heard.note("domain", std::to_string(i));
  EXPECT_EQ(heard.next_after(0)->second.session_id, "500");
}

TEST(HeardSessionsTest, MayGoBeforeItsListeners) {
  std::optional<HeardSessions> heard(std::in_place);
  const HeardSessions::Listener listener(*heard);
  // AddressSanitizer would find a listener that looked for it at its own end.
  heard.reset();
  EXPECT_FALSE(heard);
}

}  // namespace
}  // namespace voiceid::control
