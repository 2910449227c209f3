#include "server/command_line/parse.hpp"

#include <unistd.h>

#include <array>
#include <sstream>

#include "server/command_line/sources.hpp"
#include "tests/server/command_line/parse_fixture.hpp"

namespace voiceid::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST_F(ParseTest, HasDefaults) {
  const Options defaults = options({});
  EXPECT_TRUE(defaults.server.hosts.empty());
  EXPECT_EQ(defaults.server.port, 8643);
  EXPECT_FALSE(defaults.server.tls.enabled());
  EXPECT_EQ(defaults.api.default_account, "000000000000");
  EXPECT_EQ(defaults.api.default_region, "us-east-1");
  EXPECT_FALSE(defaults.api.check_signatures);
  EXPECT_FALSE(defaults.api.throttle);
  EXPECT_TRUE(defaults.control.enabled);
  EXPECT_EQ(defaults.control.version, kVersion);
  EXPECT_FALSE(defaults.control.token);
  EXPECT_EQ(defaults.settings.quotas.limit(Quota::kSpeakers), 100'000U);
  EXPECT_FALSE(defaults.storage.root || defaults.storage.endpoint);
  EXPECT_FALSE(defaults.events.webhook || defaults.events.eventbridge_endpoint);
  EXPECT_FALSE(defaults.seed);
}

template <class T>
std::string joined(const T& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

std::string shown(const std::optional<std::uint64_t>& number) { return number ? std::to_string(*number) : "none"; }

std::string shown(const std::vector<api::Credential>& credentials) {
  std::string text;
  for (const api::Credential& each : credentials) {
    text += each.access_key + "/" + each.secret + "/" + each.session_token.value_or("") + ";";
  }
  return text;
}

// A text for an option, and what it becomes if that is not the same.
struct Value {
  std::string text;
  std::optional<std::string> becomes{};
};

struct Setting {
  std::string name;
  std::vector<Value> values;
  std::string (*value)(const Options&);
};

const std::vector<Setting> kSettings = {
    {"host", {{"::1,127.0.0.2", "::1 127.0.0.2"}, {"all"}}, [](const Options& o) { return joined(o.server.hosts); }},
    {"port", {{"0"}, {"65535"}}, [](const Options& o) { return shown(o.server.port); }},
    {"max-connections", {{"1"}, {"1000000"}}, [](const Options& o) { return shown(o.server.max_connections); }},
    {"memory-limit",
     {{"16MB", "16000000"}, {"2GB", "2000000000"}, {"1000GB", "1000000000000"}},
     [](const Options& o) { return shown(o.server.memory_limit); }},
    {"idle-timeout", {{"1"}, {"86400"}}, [](const Options& o) { return shown(o.server.idle_timeout.count()); }},
    {"tls-self-signed", {{"true", "1"}}, [](const Options& o) { return shown(o.server.tls.self_signed); }},
    {"ca-file", {{"ca.pem"}}, [](const Options& o) { return o.ca_file; }},
    {"allowed-host",
     {{"a.example,b.example:80", "a.example b.example:80"}},
     [](const Options& o) { return joined(o.access.allowed_hosts); }},
    {"allowed-origin",
     {{"https://a.example,null", "https://a.example null"}},
     [](const Options& o) { return joined(o.access.allowed_origins); }},
    {"account", {{"123456789012"}}, [](const Options& o) { return o.api.default_account; }},
    {"region", {{"cn-north-1"}}, [](const Options& o) { return o.api.default_region; }},
    {"quota",
     {{"speakers=1,domains=2", "1"}, {"speakers=unlimited", "none"}},
     [](const Options& o) { return shown(o.settings.quotas.limit(Quota::kSpeakers)); }},
    {"quota",
     {{"speakers=1,domains=2", "2"}},
     [](const Options& o) { return shown(o.settings.quotas.limit(Quota::kDomains)); }},
    {"quotas",
     {{"off", "none"}, {"on", "100000"}},
     [](const Options& o) { return shown(o.settings.quotas.limit(Quota::kSpeakers)); }},
    {"throttle", {{"aws", "1"}, {"off", "0"}}, [](const Options& o) { return shown(o.api.throttle); }},
    {"encryption-update-seconds",
     {{"0"}, {"31536000"}},
     [](const Options& o) { return shown(o.settings.encryption_update_time.count()); }},
    {"enrollment-seconds",
     {{"0"}, {"31536000"}},
     [](const Options& o) { return shown(o.settings.enrollment_time.count()); }},
    {"seed", {{"0"}, {"18446744073709551615"}}, [](const Options& o) { return shown(o.seed); }},
    {"s3-root", {{"/"}}, [](const Options& o) { return o.storage.root.value_or(""); }},
    {"s3-endpoint", {{"http://a:9000"}}, [](const Options& o) { return o.storage.endpoint.value_or(""); }},
    {"s3-timeout", {{"1"}, {"3600"}}, [](const Options& o) { return shown(o.storage.timeout.count()); }},
    {"event-buffer", {{"1"}, {"1000000"}}, [](const Options& o) { return shown(o.events.buffer); }},
    {"event-webhook", {{"http://a/b?c"}}, [](const Options& o) { return o.events.webhook.value_or(""); }},
    {"eventbridge-endpoint",
     {{"http://a"}},
     [](const Options& o) { return o.events.eventbridge_endpoint.value_or(""); }},
    {"fixtures", {{"bank.yaml"}, {"demo"}}, [](const Options& o) { return joined(o.fixtures); }},
    {"control", {{"off", "0"}, {"on", "1"}}, [](const Options& o) { return shown(o.control.enabled); }},
    {"control-token", {{"a-secret_1.~"}}, [](const Options& o) { return o.control.token.value_or(""); }},
    {"lifeline", {{"0"}, {"1000000"}}, [](const Options& o) { return std::to_string(o.lifeline.value_or(-1)); }},
    {"log-level",
     {{"trace", "0"}, {"debug", "1"}, {"info", "2"}, {"warn", "3"}, {"error", "4"}, {"off", "6"}},
     [](const Options& o) { return shown(o.log.level); }},
    {"request-log", {{"0"}, {"100000"}}, [](const Options& o) { return shown(o.journal.calls); }},
    {"log-sensitive", {{"true", "1"}}, [](const Options& o) { return shown(o.journal.shows_sensitive); }},
    {"log-format", {{"json", "1"}, {"text", "0"}}, [](const Options& o) { return shown(o.log.json); }},
};

TEST_F(ParseTest, TakesEachOptionFromAFlagAVariableAndAFile) {
  for (const auto& [name, values, value] : kSettings) {
    std::string variable = "VOICEID_";
    for (const char c : name) variable += c == '-' ? '_' : static_cast<char>(std::toupper(c));
    for (const auto& [text, becomes] : values) {
      SCOPED_TRACE(name + "=" + text);
      const std::string expected = becomes.value_or(text);
      EXPECT_EQ(value(options({"--" + name + "=" + text})), expected);
      EXPECT_EQ(value(options({"--config", file(name + " = \"" + text + "\"\n")})), expected);
      const Options by_variable = options({}, {{variable, text}});
      EXPECT_EQ(value(by_variable), expected);
      EXPECT_TRUE(by_variable.unknown_variables.empty());
      unsetenv(variable.c_str());
    }
  }
}

TEST_F(ParseTest, TakesTheFilesOfTheCertificateTogether) {
  const Options found = options({"--tls-cert=a.pem", "--tls-key=b.pem"});
  EXPECT_EQ(found.server.tls.certificate_file, "a.pem");
  EXPECT_EQ(found.server.tls.key_file, "b.pem");
}

TEST_F(ParseTest, TakesCredentialsWithoutASessionTokenAndWithOne) {
  const Options found = options({"--auth", "sigv4", "--credential", "A:B", "--credential", "C:D:E"});
  EXPECT_TRUE(found.api.check_signatures);
  EXPECT_EQ(shown(found.api.credentials), "A/B/;C/D/E;");
}

TEST_F(ParseTest, TakesARepeatedOptionAsOftenAsItIsThere) {
  EXPECT_THAT(options({"--host", "127.0.0.1", "--host", "::1,127.0.0.2"}).server.hosts,
              ElementsAre("127.0.0.1", "::1", "127.0.0.2"));
  EXPECT_THAT(options({"--config", file("host = [\"127.0.0.1\", \"::1\"]\n# a comment\n")}).server.hosts,
              ElementsAre("127.0.0.1", "::1"));
}

TEST_F(ParseTest, LiftsAllQuotasWhereverOneIsSet) {
  EXPECT_EQ(
      options({"--config", file("quotas = \"off\"\nquota = \"speakers=1\"\n")}).settings.quotas.limit(Quota::kSpeakers),
      std::nullopt);
}

// Which source counts: flag, variable and file each set the port to another number, or not at all.
struct Sources {
  std::string flag;
  std::string variable;
  std::string file;
  std::uint16_t expected;
};

TEST_F(ParseTest, LetsAFlagOverrideTheEnvironmentAndTheEnvironmentTheFile) {
  for (const Sources& sources : std::vector<Sources>{
           {"1", "2", "3", 1}, {"1", "", "3", 1}, {"1", "2", "", 1}, {"", "2", "3", 2}, {"", "", "3", 3}}) {
    std::vector<std::string> arguments{"--config", file(sources.file.empty() ? "" : "port=" + sources.file)};
    if (!sources.flag.empty()) arguments.push_back("--port=" + sources.flag);
    EXPECT_EQ(options(arguments, {{"VOICEID_PORT", sources.variable}}).server.port, sources.expected);
  }
}

TEST_F(ParseTest, ReadsTheFileThatAVariableNames) {
  EXPECT_EQ(options({}, {{"VOICEID_CONFIG", file("port=9")}}).server.port, 9);
}

TEST_F(ParseTest, FindsTheVariablesThatBelongToNoOption) {
  const Variables variables{{"VOICEID_PROT", "9"},
                            {"VOICEID_", ""},
                            {"VOICEID_SEED", "1"},
                            {"VOICEIDS", "1"},
                            {"VOICEID_LOCAL_URL", "http://voiceid:8643"}};
  EXPECT_THAT(options({}, variables).unknown_variables, ElementsAre("VOICEID_", "VOICEID_PROT"));
  unsetenv("VOICEIDS");
}

// Texts for an option, and the range that its message names.
struct OutOfRange {
  std::string option;
  std::vector<std::string> texts;
  std::string range;
};

TEST_F(ParseTest, RefusesNumbersOutOfRange) {
  for (const auto& [option, texts, range] : std::vector<OutOfRange>{
           {"port", {"-1", "65536", "abc", "80x", "1.5", "0x10", "5e2", "+5"}, "0 to 65535"},
           {"max-connections", {"0", "1000001"}, "1 to 1000000"},
           {"idle-timeout", {"0", "86401"}, "1 to 86400"},
           {"encryption-update-seconds", {"31536001"}, "0 to 31536000"},
           {"enrollment-seconds", {"31536001"}, "0 to 31536000"},
           {"seed", {"x", "-1", "18446744073709551616"}, "0 to 18446744073709551615"},
           {"s3-timeout", {"0", "3601"}, "1 to 3600"},
           {"event-buffer", {"0", "1000001"}, "1 to 1000000"},
           {"lifeline", {"-1", "1000001", "stdin"}, "0 to 1000000"},
           {"request-log", {"-1", "100001"}, "0 to 100000"},
       }) {
    for (const std::string& text : texts) {
      EXPECT_EQ(complaint({"--" + option + "=" + text}),
                "--" + option + ": " + text + " is not a whole number from " + range);
    }
  }
  for (const std::string text : {"0MB", "15MB", "1001GB", "1000001MB", "512", "64MiB", "-1MB", "1.5GB", "MB", "soon",
                                 "18446744073709551616MB", "18446744073709551615GB"}) {
    EXPECT_EQ(complaint({"--memory-limit=" + text}),
              "--memory-limit: " + text + " is not a size from 16MB to 1000000MB");
  }
  for (const std::string text : {"soon", "-0.1", "3600.1", "nan", "-nan", "inf", "0x10"}) {
    EXPECT_EQ(complaint({"health", "--wait", text}), "--wait: " + text + " is not a number of seconds from 0 to 3600");
  }
}

struct Wrong {
  std::vector<std::string> arguments;
  std::string complaint;
};

const std::vector<Wrong> kWrong = {
    {{"--auth=basic"}, "--auth: basic is not one of none, sigv4"},
    {{"--quotas=maybe"}, "--quotas: maybe is not one of on, off"},
    {{"--throttle=gcp"}, "--throttle: gcp is not one of off, aws"},
    {{"--control=perhaps"}, "--control: perhaps is not one of on, off"},
    {{"--log-level=loud"}, "--log-level: loud is not one of trace, debug, info, warn, error, off"},
    {{"--log-format=xml"}, "--log-format: xml is not one of text, json"},
    {{"--host=not a host"}, "--host: not a host is not an IP address, nor all"},
    {{"--host=localhost"}, "--host: localhost is not an IP address, nor all"},
    {{"--allowed-host=a/b"}, "--allowed-host: a/b is not a host name such as desk.example"},
    {{"--allowed-host=a,b/c"}, "--allowed-host: b/c is not a host name such as desk.example"},
    {{"--allowed-origin=desk.example"}, "--allowed-origin: desk.example is not an origin such as https://desk.example"},
    {{"--account=12"}, "--account: 12 is not an account ID of 12 digits"},
    {{"--region=a/b"}, "--region: a/b is not a region name"},
    {{"--quota=domains=many"}, "--quota: The value of the quota domains must be a whole number or unlimited."},
    {{"--s3-root=/no/such"}, "--s3-root: Directory does not exist: /no/such"},
    {{"--s3-endpoint=a"}, "--s3-endpoint: a is not a URL such as http://localhost:9000"},
    {{"--event-webhook=a"}, "--event-webhook: a is not a URL such as http://localhost:3000/events"},
    {{"--eventbridge-endpoint=http://a/b"},
     "--eventbridge-endpoint: http://a/b is not a URL such as http://localhost:4566"},
    {{"--no-such-option"}, "--no-such-option is not an option"},
    {{"--prot", "80"}, "--prot is not an option; did you mean --port?"},
    {{"--tls-crt=a", "b"}, "--tls-crt is not an option; did you mean --tls-cert?"},
    {{"--auth", ""}, "--auth: an empty value is not one of none, sigv4"},
    {{"--account", ""}, "--account: an empty value is not an account ID of 12 digits"},
    {{"--state-interval", ""}, "--state-interval: an empty value is not a number of seconds from 0 to 86400"},
    {{"--tls-cert", "", "--tls-key", ""}, "--tls-cert: an empty value is not the name of a file"},
    {{"--ca-file", ""}, "--ca-file: an empty value is not the name of a file"},
    {{"--faults", ""}, "--faults: an empty value is not the name of a file"},
    {{"--control-token", "a b"}, "--control-token: a b is not printable ASCII without spaces"},
    {{"positional"}, "the argument 'positional' was not expected"},
    {{"--port"}, "--port needs a value"},
    {{"--port="}, "--port needs a value"},
    {{"--allowed-host="}, "--allowed-host needs a value"},
    {{"--port=1", "--port=2"}, "--port can be given only once"},
    {{"--config=/no/such"}, "--config: /no/such does not exist or cannot be read"},
    {{"--config=/"}, "--config: / is neither a file nor a pipe"},
    {{"--config=/dev/zero"}, "--config: /dev/zero is neither a file nor a pipe"},
    {{"--host=all,::1"}, "--host all must be the only --host"},
    {{"--host=::1", "--host=all"}, "--host all must be the only --host"},
    {{"--auth=sigv4"}, "--auth sigv4 and --credential must be used together"},
    {{"--credential=a:b"}, "--auth sigv4 and --credential must be used together"},
    {{"--tls-cert=a"}, "--tls-cert requires --tls-key"},
    {{"--tls-key=a"}, "--tls-key requires --tls-cert"},
    {{"--tls-cert=a", "--tls-key=b", "--tls-self-signed"}, "--tls-cert excludes --tls-self-signed"},
    {{"--s3-root=/", "--s3-endpoint=http://a"}, "--s3-root excludes --s3-endpoint"},
    {{"health", "localhost:8643"}, "URL: localhost:8643 is not a URL such as http://localhost:8643"},
    {{"health", "http://a/health"}, "URL: http://a/health is not a URL such as http://localhost:8643"},
    {{"health", "http://a", "http://b"}, "the argument 'http://b' was not expected"},
    {{"health", "--wait"}, "--wait needs a value"},
    {{"health", "--port", "0"}, "port 0 means any free port; pass health the URL"},
    {{"wav", "--seconds", "1"}, "--voice is required"},
    {{"wav", "--voice", "alice"}, "--seconds is required"},
    {{"wav", "--voice", "-a", "--seconds", "1"},
     "--voice: -a is not a voice: 1 to 256 letters, digits, '_' and '-', a letter or digit first"},
    {{"wav", "--voice", "a b", "--seconds", "1"},
     "--voice: a b is not a voice: 1 to 256 letters, digits, '_' and '-', a letter or digit first"},
    {{"wav", "--voice", "a", "--seconds", "1201"}, "--seconds: 1201 is not a number of seconds from 0 to 1200"},
    {{"wav", "--voice", "a", "--seconds", "1", "--silence=-1"},
     "--silence: -1 is not a number of seconds from 0 to 1200"},
    {{"wav", "--voice", "a", "--seconds", "600", "--silence=600.1"},
     "--seconds and --silence together can be at most 1200"},
    {{"wav", "--voice", "a", "--seconds", "0.019"}, "--seconds or --silence must be more than 0"},
    {{"wav", "--voice", "a", "--seconds", "1", "--spoofing-risk=101"},
     "--spoofing-risk: 101 is not a whole number from 0 to 100"},
    {{"health", "--no-such-option"}, "--no-such-option is not an option"},
};

TEST_F(ParseTest, RefusesWrongArguments) {
  for (const auto& [arguments, expected] : kWrong) EXPECT_EQ(complaint(arguments), expected) << joined(arguments);
}

TEST_F(ParseTest, RefusesWhatAFileOrAVariableSetsWrongly) {
  const std::string wrong_port = "--port: x is not a whole number from 0 to 65535";
  EXPECT_EQ(complaint({"--config", file("port=x")}), wrong_port);
  const std::string empty_port = "--port: an empty value is not a whole number from 0 to 65535";
  EXPECT_EQ(complaint({"--config", file("port=")}), empty_port);
  EXPECT_EQ(complaint({"--port", ""}), empty_port);
  EXPECT_EQ(complaint({"--config", file("no-such-option=1")}), "--config: --no-such-option is not an option");
  EXPECT_EQ(complaint({"--config", file("prot=1")}), "--config: --prot is not an option; did you mean --port?");
  EXPECT_EQ(complaint({"--config", file("help-markdown=true")}),
            "--config: help-markdown: This option is not allowed in a configuration file");
  EXPECT_EQ(complaint({}, {{"VOICEID_PORT", "x"}}), wrong_port);
  EXPECT_EQ(complaint({"health"}), wrong_port);
}

TEST_F(ParseTest, RefusesAFileOfMoreThanAMegabyte) {
  EXPECT_EQ(options({"--config", file("port=1\n" + std::string(kMaxConfigFile - 7, '#'))}).server.port, 1);
  const std::string path = file(std::string(kMaxConfigFile + 1, '#'));
  EXPECT_EQ(complaint({"--config", path}), "--config: " + path + ": the file has more than 1048576 bytes");
  std::istringstream endless(std::string(kMaxConfigFile + 1, '#'));
  EXPECT_THROW(FileBehindEnvironment().from_config(endless), CLI::FileError) << "as a pipe would be";
}

TEST_F(ParseTest, ReadsTheFileFromAPipe) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  ASSERT_EQ(write(ends[1], "port=1\n", 7), 7);
  close(ends[1]);
  EXPECT_EQ(options({"--config", "/dev/fd/" + std::to_string(ends[0])}).server.port, 1);
  close(ends[0]);
}

// What Kubernetes sets for Services called voiceid and voiceid-s3.
TEST_F(ParseTest, IgnoresTheServiceLinksOfKubernetes) {
  const Variables links{{"VOICEID_PORT", "tcp://10.0.0.1:8643"},    {"VOICEID_PORT_8643_TCP", "tcp://10.0.0.1:8643"},
                        {"VOICEID_PORT_8643_TCP_ADDR", "10.0.0.1"}, {"VOICEID_PORT_8643_TCP_PORT", "8643"},
                        {"VOICEID_PORT_8643_TCP_PROTO", "tcp"},     {"VOICEID_S3_PORT", "tcp://10.0.0.2:9000"},
                        {"VOICEID_S3_SERVICE_HOST", "10.0.0.2"},    {"VOICEID_SERVICE_HOST", "10.0.0.1"},
                        {"VOICEID_SERVICE_PORT", "8643"},           {"VOICEID_SERVICE_PORT_HTTP", "8643"}};
  const Options ignoring = options({}, links);
  EXPECT_EQ(ignoring.server.port, 8643);
  EXPECT_THAT(ignoring.unknown_variables, IsEmpty());
  EXPECT_THAT(ignoring.service_links, SizeIs(links.size()));
}

TEST_F(ParseTest, TakesAPortForAServiceLinkOnlyIfItIsAUrl) {
  EXPECT_EQ(options({}, {{"VOICEID_PORT", "9000"}}).server.port, 9000);
  EXPECT_EQ(complaint({}, {{"VOICEID_PORT", "tcp:9000"}}), "--port: tcp:9000 is not a whole number from 0 to 65535");
}

TEST_F(ParseTest, NeverShowsASecret) {
  for (const char* credential : {"AKID:verysecret:token:more", "AKID:verysecret:", ":verysecret"}) {
    const std::string message = complaint({"--auth", "sigv4", "--credential", credential});
    EXPECT_THAT(message, StartsWith("--credential: ")) << credential;
    EXPECT_THAT(message, Not(HasSubstr("verysecret")));
  }
}

TEST_F(ParseTest, TakesKeysAndRegionForOtherServersFromTheVariablesOfAws) {
  const outbound::AwsIdentity without = options({"--region", "eu-west-2"}).events.identity;
  EXPECT_EQ(without.region, "eu-west-2");
  EXPECT_EQ(without.access_key + without.secret_key + without.session_token, "");
  const Options by_default_region = options({"--region", "eu-west-2"}, {{"AWS_DEFAULT_REGION", "eu-west-3"}});
  EXPECT_EQ(by_default_region.storage.identity.region, "eu-west-3");
  const Options found = options({}, {{"AWS_REGION", "eu-west-1"},
                                     {"AWS_ACCESS_KEY_ID", "A"},
                                     {"AWS_SECRET_ACCESS_KEY", "B"},
                                     {"AWS_SESSION_TOKEN", "C"}});
  for (const outbound::AwsIdentity& identity : {found.events.identity, found.storage.identity}) {
    EXPECT_EQ(identity.region, "eu-west-1");
    EXPECT_EQ(identity.access_key + identity.secret_key + identity.session_token, "ABC");
  }
}

TEST_F(ParseTest, TakesEndpointsThatNoOptionSetsFromTheVariablesOfAws) {
  const Variables variables{{"AWS_ENDPOINT_URL_S3", "http://s3"}, {"AWS_ENDPOINT_URL_EVENTBRIDGE", "http://bus"}};
  const Options by_variable = options({}, variables);
  EXPECT_EQ(by_variable.storage.endpoint, "http://s3");
  EXPECT_EQ(by_variable.events.eventbridge_endpoint, "http://bus");
  const Options by_flag = options({"--s3-endpoint=http://a", "--eventbridge-endpoint=http://b"});
  EXPECT_EQ(by_flag.storage.endpoint, "http://a");
  EXPECT_EQ(by_flag.events.eventbridge_endpoint, "http://b");
  EXPECT_EQ(options({"--s3-root=/"}).storage.endpoint, std::nullopt);
}

TEST_F(ParseTest, RefusesEndpointsAndKeysOfAwsThatAreWrong) {
  EXPECT_EQ(complaint({}, {{"AWS_ENDPOINT_URL_S3", "a"}}),
            "AWS_ENDPOINT_URL_S3: a is not a URL such as http://localhost:9000");
  unsetenv("AWS_ENDPOINT_URL_S3");
  EXPECT_EQ(complaint({}, {{"AWS_ENDPOINT_URL_EVENTBRIDGE", "a"}}),
            "AWS_ENDPOINT_URL_EVENTBRIDGE: a is not a URL such as http://localhost:4566");
  EXPECT_EQ(complaint({}, {{"AWS_ENDPOINT_URL_EVENTBRIDGE", "http://a"}, {"AWS_ACCESS_KEY_ID", "A"}}),
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be used together.");
}

TEST_F(ParseTest, AsksForTheHealthOfTheUrlOrOfWhereTheOptionsListen) {
  struct Question {
    std::vector<std::string> arguments;
    std::string url;
    std::int64_t wait_milliseconds = 0;
  };
  for (const auto& [arguments, url, wait] : std::vector<Question>{
           {{"health", "https://a:1"}, "https://a:1"},
           {{"health", "--wait", "0.25", "http://a"}, "http://a", 250},
           {{"health", "http://a", "--wait=3600"}, "http://a", 3'600'000},
           {{"health"}, "http://127.0.0.1:8643"},
           {{"health", "--port", "9"}, "http://127.0.0.1:9"},
           {{"--port", "9", "health"}, "http://127.0.0.1:9"},
           {{"health", "--tls-self-signed"}, "https://127.0.0.1:8643"},
           {{"health", "--tls-cert=a", "--tls-key=b"}, "https://127.0.0.1:8643"},
           {{"health", "--host=0.0.0.0"}, "http://127.0.0.1:8643"},
           {{"health", "--host=all"}, "http://127.0.0.1:8643"},
           {{"health", "--host=127.0.0.2"}, "http://127.0.0.2:8643"},
           {{"health", "--host=::"}, "http://[::1]:8643"},
           {{"health", "--host=::1"}, "http://[::1]:8643"},
           {{"health", "--host=127.0.0.3,127.0.0.4"}, "http://127.0.0.3:8643"},
       }) {
    const Command command = parse(arguments);
    const auto* check = std::get_if<HealthCheck>(&command);
    ASSERT_NE(check, nullptr) << joined(arguments);
    EXPECT_EQ(check->url, url);
    EXPECT_EQ(check->wait.count(), wait);
  }
}

TEST_F(ParseTest, OrdersARecording) {
  using std::chrono::milliseconds;
  struct Case {
    std::vector<std::string> arguments;
    Recording recording;
    std::optional<std::string> file;
  };
  for (const auto& [arguments, recording, file] : std::vector<Case>{
           {{"wav", "--voice", "alice", "--seconds", "31"}, {"alice", milliseconds(31'000)}, {}},
           {{"wav", "--voice=b_2", "--seconds=9.99", "--silence=0.5", "--spoofing-risk=80", "-o", "b.wav"},
            {"b_2", milliseconds(9'980), milliseconds(500), 80},
            "b.wav"},
           {{"wav", "--voice=c", "--seconds=0", "--silence=1200", "--output=c.wav"},
            {"c", milliseconds(0), milliseconds(1'200'000)},
            "c.wav"},
       }) {
    const Command command = parse(arguments);
    const auto* order = std::get_if<RecordingOrder>(&command);
    ASSERT_NE(order, nullptr) << joined(arguments);
    EXPECT_EQ(order->recording.voice, recording.voice);
    EXPECT_EQ(order->recording.speech, recording.speech);
    EXPECT_EQ(order->recording.silence, recording.silence);
    EXPECT_EQ(order->recording.spoofing_risk, recording.spoofing_risk);
    EXPECT_EQ(order->file, file);
  }
}

TEST_F(ParseTest, PrintsVersionAndRevisionWhateverElseIsWrong) {
  for (const char* argument : {"--version", "version"}) {
    EXPECT_EQ(printed({argument}, {{"VOICEID_PORT", "x"}}),
              std::string("voiceid-local ").append(kVersion).append(" (revision ").append(revision()) + ")\n");
  }
}

TEST_F(ParseTest, PrintsHelpOfTheProgramAndOfItsCommands) {
  const std::string help = printed({"--help"});
  for (const char* part : {"\n  -h,--help  ", "\n  --version ", "\n  health  ", "\n  wav  ", "\n  version  ",
                           "\n  --port N=8643 ", "(Env:VOICEID_PORT)", "--host ADDRESS ..."}) {
    EXPECT_THAT(help, HasSubstr(part));
  }
  EXPECT_EQ(printed({"-h"}), help);
  const std::string health = printed({"health", "--help"});
  EXPECT_THAT(health, HasSubstr("--wait SECONDS"));
  EXPECT_THAT(health, HasSubstr("URL"));
  EXPECT_EQ(printed({"health", "-h"}), health);
  EXPECT_THAT(printed({"wav", "--help"}), HasSubstr("--voice NAME REQUIRED"));
  EXPECT_THAT(printed({"--help-markdown"}), HasSubstr("\n| `--auth none\\|sigv4` | `VOICEID_AUTH` | `none` | "));
}

}  // namespace
}  // namespace voiceid::server
