#include "server/control/openapi.hpp"

#include <algorithm>

#include "server/control/query_parameters.hpp"
#include "server/control/route.hpp"
#include "server/json/json_schema.hpp"

namespace voiceid::control {
namespace {

using json::JsonSchemas;
using json::OrderedJson;

constexpr std::string_view kSchemas = "#/components/schemas/";

// `{Key+}` means in a route what no template of OpenAPI can say: a parameter with slashes in it.
constexpr std::string_view kGreedyEnd = "+}";

struct ErrorAnswer {
  static constexpr std::string_view kName = "Error";
  std::string_view error;
  std::string_view message;
  static constexpr auto members() {
    return std::array{shapes::member<&ErrorAnswer::error>("Error", kText),
                      shapes::member<&ErrorAnswer::message>("Message", kText)};
  }
};

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    segments.push_back(path.substr(1, end - 1));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

std::string_view name_of_parameter(std::string_view segment) {
  return segment.substr(1, segment.size() - 1 - (segment.ends_with(kGreedyEnd) ? kGreedyEnd.size() : 1));
}

std::string template_of(const Route& route) {
  std::string path(kPathPrefix);
  for (const std::string_view segment : segments_of(route.path)) {
    path.push_back('/');
    if (is_parameter(segment)) {
      path.append("{").append(name_of_parameter(segment)).append("}");
    } else {
      path.append(segment);
    }
  }
  return path;
}

// Appends the words of a segment, which hyphens and dots separate, each with a capital.
void append_words(std::string& id, std::string_view segment) {
  bool begins = true;
  for (const char c : segment) {
    if (c == '-' || c == '.') {
      begins = true;
      continue;
    }
    id.push_back(begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    begins = false;
  }
}

// `getDomainsSessionsBySessionNameOrId`: clients that are generated name their functions so.
std::string operation_id(const Route& route) {
  std::string id = http::lower_case(route.method);
  const auto segments = segments_of(route.path);
  for (const std::string_view segment : segments) {
    if (!is_parameter(segment)) append_words(id, segment);
  }
  if (!segments.empty() && is_parameter(segments.back())) id.append("By").append(name_of_parameter(segments.back()));
  if (segments.size() == 1 && segments.front().empty()) id.append("Calls");
  return id;
}

OrderedJson described(const QueryParameter& parameter, bool is_repeatable, JsonSchemas& schemas) {
  OrderedJson schema = schemas.of(*parameter.shape);
  OrderedJson example(std::string(parameter.example));
  if (parameter.shape->kind != shapes::ShapeKind::kString) example = OrderedJson::parse(parameter.example);
  if (is_repeatable) schema = {{"type", "array"}, {"items", std::move(schema)}};
  if (is_repeatable) example = OrderedJson::array({std::move(example)});
  return {{"name", parameter.name},
          {"in", "query"},
          {"description", parameter.meaning},
          {"schema", std::move(schema)},
          {"example", std::move(example)}};
}

OrderedJson parameters_of(const Route& route, JsonSchemas& schemas) {
  OrderedJson parameters = OrderedJson::array();
  for (const std::string_view segment : segments_of(route.path)) {
    if (!is_parameter(segment)) continue;
    OrderedJson parameter{{"name", name_of_parameter(segment)}, {"in", "path"}, {"required", true}};
    if (segment.ends_with(kGreedyEnd)) parameter["description"] = "May contain slashes";
    parameter["schema"] = {{"type", "string"}, {"minLength", 1}};
    parameters.push_back(std::move(parameter));
  }
  for (const std::string_view name : route.query.known()) {
    const auto found = std::ranges::find(kQueryParameters, name, &QueryParameter::name);
    if (found == kQueryParameters.end()) continue;
    parameters.push_back(described(*found, name == route.query.repeatable, schemas));
  }
  return parameters;
}

// No body is the same as one without members.
bool needs_body(const Route& route) {
  return route.body == nullptr || std::ranges::any_of(route.body->members, &shapes::Member::required);
}

OrderedJson body_of(const Route& route, JsonSchemas& schemas) {
  OrderedJson content = OrderedJson::object();
  if (!route.raw_body.content_type.empty()) content[std::string(route.raw_body.content_type)] = OrderedJson::object();
  const shapes::Shape* shape = route.body != nullptr ? route.body : route.raw_body.json;
  if (shape != nullptr) content[std::string(kJson)] = {{"schema", schemas.of(*shape)}};
  if (!route.example.empty()) content[std::string(kJson)]["example"] = OrderedJson::parse(route.example);
  return {{"required", needs_body(route)}, {"content", std::move(content)}};
}

bool has_body(const Route& route) {
  return (route.body != nullptr && !route.body->members.empty()) || !route.raw_body.content_type.empty();
}

OrderedJson answers_of(const Route& route, JsonSchemas& schemas) {
  const AnswerKind& kind = route.answer_kind;
  OrderedJson answer{{"description", route.summary}};
  if (!kind.content_type.empty()) {
    OrderedJson media = OrderedJson::object();
    if (kind.shape != nullptr) media["schema"] = schemas.of(*kind.shape);
    answer["content"] = {{std::string(kind.content_type), std::move(media)}};
  }
  return {{std::to_string(kind.status), std::move(answer)}, {"default", {{"$ref", "#/components/responses/Error"}}}};
}

OrderedJson described(const Route& route, JsonSchemas& schemas) {
  OrderedJson operation{{"operationId", operation_id(route)}, {"summary", route.summary}};
  OrderedJson parameters = parameters_of(route, schemas);
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (has_body(route)) operation["requestBody"] = body_of(route, schemas);
  operation["responses"] = answers_of(route, schemas);
  return operation;
}

}  // namespace

std::string openapi_json(std::string_view version) {
  JsonSchemas schemas{std::string(kSchemas)};
  for (const Route& route : routes()) {
    if (route.body != nullptr) schemas.of_body(*route.body);
    if (route.raw_body.allows_null) schemas.of_body(*route.raw_body.json);
  }
  OrderedJson paths = OrderedJson::object();
  for (const Route& route : routes()) {
    paths[template_of(route)][http::lower_case(route.method)] = described(route, schemas);
  }
  const OrderedJson error{{"description", "The call failed"},
                          {"content", {{std::string(kJson), {{"schema", schemas.of(shapes::kShapeOf<ErrorAnswer>)}}}}}};
  OrderedJson document;
  document["openapi"] = "3.1.0";
  document["info"] = {{"title", "The control API of voiceid-local"}, {"version", version}};
  document["servers"] = OrderedJson::array({{{"url", "/"}}});
  // Only with --control-token.
  document["security"] = OrderedJson::array({OrderedJson::object(), {{"Token", OrderedJson::array()}}});
  document["paths"] = std::move(paths);
  document["components"] = {{"schemas", schemas.collected()},
                            {"responses", {{"Error", error}}},
                            {"securitySchemes", {{"Token", {{"type", "http"}, {"scheme", "bearer"}}}}}};
  return document.dump();
}

}  // namespace voiceid::control
