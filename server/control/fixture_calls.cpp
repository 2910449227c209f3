#include <memory>
#include <utility>

#include "server/control/calls.hpp"
#include "server/fixtures/fixture_loader.hpp"
#include "server/fixtures/schema.hpp"

namespace voiceid::control {
namespace {

using fixtures::Format;

// Clients that send a file name no type that says more than bytes do.
Format format_of(const http::Request& request) {
  const std::string type = http::lower_case(request.header("Content-Type").value_or(std::string_view()));
  if (type.find("yaml") != std::string::npos) return Format::kYaml;
  if (type.find("json") != std::string::npos) return Format::kJson;
  const std::size_t begin = request.body.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && request.body[begin] == '{' ? Format::kJson : Format::kYaml;
}

// To whom domains belong that do not say it themselves.
handlers::Caller owner_in_query(const Call& call) {
  handlers::Caller owner = call.emulator.unsigned_caller();
  owner.account = call.query_value("account").value_or(owner.account);
  owner.region = call.query_value("region").value_or(owner.region);
  return owner;
}

}  // namespace

Result<void> post_fixtures(const Call& call) {
  call.response.notes.answer_is_sensitive = true;
  const Format format = format_of(call.request);
  // The log of requests has the body of a small one, which stays where it is.
  const std::string_view body = call.request.body;
  http::TakenBody document{std::string(), {}};
  if (body.size() > http::RequestBody::kMostInMemory) {
    document = call.request.take_body();
  } else {
    document.text = body;
  }
  const auto later = std::make_shared<http::LaterAnswer>(call.response);
  call.state.storage.fixtures.load(std::move(document), format, owner_in_query(call),
                                   [later](const Result<std::string>& ids) { answer_load(*later, ids); });
  return {};
}

Result<void> fixtures_schema(const Call& call, const EmptyRequest& /*request*/) {
  call.response.content_type = "application/schema+json";
  call.response.body = fixtures::schema_json();
  return {};
}

void answer_load(const http::LaterAnswer& later, const Result<std::string>& ids) {
  later.give(ids ? http::Answer{200, kJson, *ids} : error_answer(ids.error()));
}

}  // namespace voiceid::control
