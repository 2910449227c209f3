#include "server/command_line/option_group.hpp"
#include "server/command_line/option_groups.hpp"
#include "server/command_line/sources.hpp"
#include "server/outbound/url.hpp"

namespace voiceid::server {
namespace {

Reader s3_endpoint_into(objects::StorageOptions& storage) {
  return text_into(storage.endpoint, &outbound::is_endpoint, "is not a URL such as http://localhost:9000");
}

Reader eventbridge_endpoint_into(events::EventOptions& events) {
  return text_into(events.eventbridge_endpoint, &outbound::is_endpoint, "is not a URL such as http://localhost:4566");
}

void add_trust(CLI::App& app, std::string& ca_file) {
  OptionGroup(app, "TLS and access")
      .add("ca-file", "FILE",
           "Trust the certificates in this PEM file, besides the machine's, when calling S3, webhooks and EventBridge "
           "over TLS",
           file_into(ca_file));
}

void add_storage(CLI::App& app, objects::StorageOptions& storage) {
  OptionGroup group(app, "Object storage");
  CLI::Option* root =
      group
          .add("s3-root", "DIR",
               "Keep objects in this folder, s3://bucket/key as bucket/key (default: a private one, removed at exit)",
               text_into(storage.root))
          ->check(CLI::ExistingDirectory.description(""));
  group
      .add("s3-endpoint", "URL",
           "Keep objects in the S3 server at this URL, with the keys of the AWS_... variables (default: "
           "AWS_ENDPOINT_URL_S3)",
           s3_endpoint_into(storage))
      ->excludes(root);
  group.add_number("s3-timeout", "SECONDS", "Give up on an S3 request that makes no progress for this long",
                   storage.timeout, 1, 3600);
}

void add_events(CLI::App& app, events::EventOptions& events) {
  OptionGroup group(app, "Events");
  group.add_number("event-buffer", "N", "How many of the latest events to keep in memory for the control API",
                   events.buffer, 1, 1'000'000);
  group.add("event-webhook", "URL", "POST each event to this URL",
            text_into(events.webhook, &outbound::is_url, "is not a URL such as http://localhost:3000/events"));
  group.add("eventbridge-endpoint", "URL",
            "Put events on the bus of the EventBridge emulator at this URL, with the keys of the AWS_... variables "
            "(default: AWS_ENDPOINT_URL_EVENTBRIDGE)",
            eventbridge_endpoint_into(events));
}

// Sets the endpoint that a variable names, if it names one.
Result<void> read_endpoint(const char* variable, const Reader& read) {
  const std::string text = value_of_variable(variable);
  if (text.empty()) return {};
  if (auto done = read(text); !done) return validation_failed(std::string(variable) + ": " + done.error().message);
  return {};
}

outbound::AwsIdentity read_identity(const std::string& default_region) {
  outbound::AwsIdentity identity{.region = default_region,
                                 .access_key = value_of_variable("AWS_ACCESS_KEY_ID"),
                                 .secret_key = value_of_variable("AWS_SECRET_ACCESS_KEY"),
                                 .session_token = value_of_variable("AWS_SESSION_TOKEN")};
  for (const char* name : {"AWS_DEFAULT_REGION", "AWS_REGION"}) {
    if (std::string region = value_of_variable(name); !region.empty()) identity.region = std::move(region);
  }
  return identity;
}

}  // namespace

void add_outbound_groups(CLI::App& app, Options& options) {
  add_trust(app, options.ca_file);
  add_storage(app, options.storage);
  add_events(app, options.events);
}

Result<void> read_aws_variables(Options& options) {
  objects::StorageOptions& storage = options.storage;
  events::EventOptions& events = options.events;
  if (!storage.endpoint && !storage.root) {
    if (auto read = read_endpoint("AWS_ENDPOINT_URL_S3", s3_endpoint_into(storage)); !read) return read;
  }
  if (!events.eventbridge_endpoint) {
    auto read = read_endpoint("AWS_ENDPOINT_URL_EVENTBRIDGE", eventbridge_endpoint_into(events));
    if (!read) return read;
  }
  storage.identity = events.identity = read_identity(options.api.default_region);
  return events.eventbridge_endpoint ? outbound::check_identity(events.identity) : Result<void>();
}

}  // namespace voiceid::server
