#include "server/log/log_line.hpp"

#include <gmock/gmock.h>

namespace voiceid::log {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LogLine, IsSplitIntoWhatItWasMadeOf) {
  const std::string text =
      joined("A job ended.", {{"job", "a=b c"}, {"none", ""}, {"failed", 3}, {"status", "COMPLETED"}});
  const Line line = split(text);
  EXPECT_EQ(line.message, "A job ended.");
  EXPECT_THAT(line.facts, ElementsAre(Fact("job", "a=b c"), Fact("failed", 3), Fact("status", "COMPLETED")));
}

TEST(LogLine, OfAMessageAlone_HasNoFacts) {
  for (const std::string_view text : {"", "a = b"}) {
    EXPECT_EQ(split(text).message, text);
    EXPECT_THAT(split(text).facts, IsEmpty());
  }
}

}  // namespace
}  // namespace voiceid::log
