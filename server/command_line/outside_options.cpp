#include "server/command_line/option_groups.hpp"
#include "server/outbound/url.hpp"

namespace voiceid::server {
namespace {

using outbound::is_endpoint;
using outbound::is_url;

constexpr const char* kStorageVariable = "AWS_ENDPOINT_URL_S3";
constexpr const char* kEventsVariable = "AWS_ENDPOINT_URL_EVENTBRIDGE";

void add_storage(CLI::App& app, Options& options, RawOptions& raw) {
  OptionGroup group(app, "Object storage");
  objects::StorageOptions& storage = options.storage;
  CLI::Option* root = group
                          .add("s3-root", storage.root, "DIR",
                               "Keep objects in this folder, s3://bucket/key as bucket/key (default: a private one "
                               "until the exit)")
                          ->check(CLI::ExistingDirectory.description(""));
  group
      .add("s3-endpoint", storage.endpoint, "URL",
           "Keep objects in the S3 server of this URL, with the AWS_... variables' keys (default: AWS_ENDPOINT_URL_S3)")
      ->check(checked(&is_endpoint, "is not a URL such as http://localhost:9000"))
      ->excludes(root);
  group.add_number("s3-timeout", raw.s3_timeout, "SECONDS", std::int64_t{1}, std::int64_t{3600},
                   "How long the S3 server may leave a request without progress");
}

void add_events(CLI::App& app, Options& options) {
  OptionGroup group(app, "Events");
  events::EventOptions& events = options.events;
  group.add_number("event-buffer", events.buffer, "N", std::size_t{1}, std::size_t{1'000'000},
                   "How many events are kept in memory for the control API, the newest");
  group.add("event-webhook", events.webhook, "URL", "Post each event to this URL")
      ->check(checked(&is_url, "is not a URL such as http://localhost:3000/events"));
  group
      .add("eventbridge-endpoint", events.eventbridge_endpoint, "URL",
           "Put events on the bus of this emulator of EventBridge, with the AWS_... variables' keys (default: "
           "AWS_ENDPOINT_URL_EVENTBRIDGE)")
      ->check(checked(&is_endpoint, "is not a URL such as http://localhost:4566"));
}

// The endpoint that a variable names, where it names one. Errors: ValidationException for one that is none.
Result<void> take_endpoint(const char* variable, const char* example, std::optional<std::string>& endpoint) {
  std::string text = value_of_variable(variable);
  if (text.empty()) return {};
  if (!is_endpoint(text)) {
    return validation_failed(std::string(variable) + ": " + text + " is not a URL such as " + example);
  }
  endpoint = std::move(text);
  return {};
}

outbound::AwsIdentity identity_of_environment(const Options& options) {
  outbound::AwsIdentity identity{options.api.default_region, value_of_variable("AWS_ACCESS_KEY_ID"),
                                 value_of_variable("AWS_SECRET_ACCESS_KEY"), value_of_variable("AWS_SESSION_TOKEN")};
  for (const char* name : {"AWS_DEFAULT_REGION", "AWS_REGION"}) {
    if (std::string region = value_of_variable(name); !region.empty()) identity.region = std::move(region);
  }
  return identity;
}

}  // namespace

void add_outside_options(CLI::App& app, Options& options, RawOptions& raw) {
  add_storage(app, options, raw);
  add_events(app, options);
}

Result<void> finish_outside_options(Options& options, const RawOptions& raw) {
  objects::StorageOptions& storage = options.storage;
  events::EventOptions& events = options.events;
  storage.timeout = std::chrono::seconds(raw.s3_timeout);
  if (!storage.endpoint && !storage.root) {
    auto taken = take_endpoint(kStorageVariable, "http://localhost:9000", storage.endpoint);
    if (!taken) return taken;
  }
  if (!events.eventbridge_endpoint) {
    auto taken = take_endpoint(kEventsVariable, "http://localhost:4566", events.eventbridge_endpoint);
    if (!taken) return taken;
  }
  events.identity = identity_of_environment(options);
  static_cast<outbound::AwsIdentity&>(storage) = events.identity;
  return events.eventbridge_endpoint ? outbound::check_identity(events.identity) : Result<void>();
}

}  // namespace voiceid::server
