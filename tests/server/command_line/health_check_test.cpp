#include "server/command_line/health_check.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/server/outbound/scripted_server.hpp"

namespace voiceid::server {
namespace {

using outbound::answer;
using outbound::ClosedPort;
using outbound::Scripted;
using outbound::ScriptedServer;
using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Only what hangs takes that long.
constexpr milliseconds kPatience{60'000};
constexpr const char* kRunning = R"({"Status":"running","Version":"1.2.3","Uptime":0})";

TEST(HealthCheck, IsReadyWhereTheEmulatorSaysSo) {
  for (const char* end : {"", "/"}) {
    ScriptedServer server({answer(200, kRunning)});
    const Exit exit = check_health({server.endpoint() + end});
    EXPECT_EQ(exit.code, 0);
    EXPECT_EQ(exit.text, "voiceid-local 1.2.3 is ready at " + server.endpoint() + "\n");
    EXPECT_EQ(server.requests().at(0).target, "/readyz");
  }
}

TEST(HealthCheck, SendsNothingToTheTerminalButText) {
  ScriptedServer server({answer(200, R"({"Status":"running","Version":"1\u001b[2J\n2"})")});
  EXPECT_THAT(check_health({server.endpoint()}).text, Not(AnyOf(HasSubstr("\x1b"), HasSubstr("\n2"))));
}

TEST(HealthCheck, IsNotReadyAfterAnyOtherAnswer) {
  struct Case {
    int status;
    std::string body;
    std::string reason;
  };
  const std::string stranger = "the server there is not voiceid-local";
  for (const auto& [status, body, reason] :
       {Case{503, "{}", "it answered with status 503"}, Case{403, kRunning, "it answered with status 403"},
        Case{404, "", "it answered with status 404"}, Case{200, "<html>Welcome</html>", stranger},
        Case{200, "", stranger}, Case{200, "[1]", stranger}, Case{200, R"({"Status":"UP"})", stranger},
        Case{200, R"({"Version":"1"})", stranger}, Case{200, R"({"Status":"running","Version":1})", stranger},
        Case{200, R"({"Status":1,"Version":"1"})", stranger}, Case{200, "\xff\xfe", stranger},
        Case{200, std::string(1'000'000, 'x'), stranger}}) {
    ScriptedServer server({answer(status, body)});
    const Exit exit = check_health({server.endpoint()});
    EXPECT_EQ(exit.code, 1);
    EXPECT_EQ(exit.text, "voiceid-local: nothing is ready at " + server.endpoint() + ": " + reason + "\n");
  }
}

TEST(HealthCheck, KeepsAskingWhereNobodyListens_UntilTheTimeIsUp) {
  const ClosedPort port;
  const std::string begin = "voiceid-local: nothing is ready at " + port.endpoint();
  const Exit at_once = check_health({port.endpoint()});
  EXPECT_EQ(at_once.code, 1);
  EXPECT_THAT(at_once.text, AllOf(StartsWith(begin + ": "), HasSubstr("connect"), EndsWith("\n")));
  const Exit later = check_health({port.endpoint(), milliseconds(300)});
  EXPECT_EQ(later.code, 1);
  EXPECT_THAT(later.text, StartsWith(begin + " within 0.3 s: "));
}

TEST(HealthCheck, KeepsAskingUntilItIsReady) {
  ScriptedServer server({answer(503), {"", Scripted::Then::kClose}, answer(200, kRunning)});
  EXPECT_EQ(check_health({server.endpoint(), kPatience}).code, 0);
  EXPECT_EQ(server.requests().size(), 3U);
}

TEST(HealthCheck, WaitsForNoAnswerBeyondTheTime) {
  ScriptedServer server({{"", Scripted::Then::kHang}});
  const Exit exit = check_health({server.endpoint(), milliseconds(300)});
  EXPECT_EQ(exit.code, 1);
  EXPECT_THAT(exit.text, EndsWith(" within 0.3 s: no answer in time\n"));
}

TEST(HealthCheck, AsksNoProxy) {
  ScriptedServer proxy({answer(200, kRunning)});
  for (const char* name : {"http_proxy", "all_proxy"}) setenv(name, proxy.endpoint().c_str(), 1);
  const Exit exit = check_health({"http://voiceid.invalid:8643"});
  for (const char* name : {"http_proxy", "all_proxy"}) unsetenv(name);
  EXPECT_EQ(exit.code, 1);
  EXPECT_THAT(exit.text, HasSubstr("resolve host"));
  EXPECT_TRUE(proxy.requests().empty());
}

}  // namespace
}  // namespace voiceid::server
