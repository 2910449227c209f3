// Makes up to eight calls of the control API, one a line: `PUT /_voiceid/clock {"Frozen": true}`. After `#`, a byte
// chooses the route and the rest of the line what is in its body. An answer is JSON, or metrics, with a status that the
// control API has, and an error names what is wrong.
#include <array>

#include "server/control/control.hpp"
#include "server/control/route.hpp"
#include "server/fixtures/fixture_loader.hpp"
#include "server/objects/object_store.hpp"
#include "server/work/worker_pool.hpp"
#include "tests/fuzz/document.hpp"
#include "tests/fuzz/scene.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

constexpr int kMostCalls = 8;

// No fixture gets as far as its objects.
class NoObjects final : public objects::ObjectStore {
 public:
  Result<std::string> get(const S3Uri& uri, std::size_t /*max_bytes*/, const work::StopGate& /*gate*/) override {
    return objects::no_such_object(uri);
  }
  Result<void> put(const S3Uri& uri, std::string_view /*content*/, work::StopGate& /*gate*/) override {
    return objects::access_stopped(uri);
  }
};

// Of one run, because calls that wait for events outlast the calls of the run.
struct Target {
  explicit Target(fuzz::Scene& a_scene) : scene(a_scene) {}
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  ~Target() {
    fixtures.stop();
    control.stop_waiting();
    // A state that is read on the pool is put in its place, or dropped, while all of this is there.
    pool.stop();
    scene.io.poll();
    scene.io.restart();
  }

  fuzz::Scene& scene;
  // Without a folder calls on objects are refused, and nothing is done on the pool.
  work::WorkerPool pool;
  NoObjects objects;
  fixtures::FixtureLoader fixtures{scene.io, pool, objects, scene.emulator};
  journal::Journal journal{{.calls = 8}};
  journal::EntryWriter writer{{}, {}};
  journal::CallCounters counters;
  control::Control control{scene.emulator,    {nullptr, pool, scene.io, fixtures},       scene.events,
                           {journal, writer}, {counters, [] { return std::size_t{0}; }}, {.version = "1"}};
  http::Response response;
};

std::string all_of(http::PieceSource& pieces) {
  std::string text;
  while (pieces.next(text) == http::PieceSource::Next::kMore) {
  }
  return text;
}

void check(const http::Response& response) {
  constexpr std::array kStatuses{200, 201, 400, 404, 405, 409, 413};
  require(std::ranges::find(kStatuses, response.status) != kStatuses.end());
  if (response.web_socket || response.feed || response.later || response.content_type == journal::kMetricsType) return;
  const auto body = nlohmann::json::parse(response.pieces ? all_of(*response.pieces) : response.body);
  if (response.status < 400) return;
  require(body.size() == 2 && !body.at("Error").get<std::string>().empty());
  require(!body.at("Message").get<std::string>().empty());
}

// What a client of the feed or the WebSocket sees first.
void use(http::Response& response) {
  if (response.web_socket) response.web_socket->receive(std::string(320, 'a'), false);
  std::string piece;
  if (response.feed) response.feed->next(piece);
}

void call(Target& target, std::string_view method, const std::string& path, const std::string& body) {
  http::Request request;
  request.method = method;
  request.target = path;
  request.headers = {{"Host", "localhost"},
                     {"Content-Type", "application/json"},
                     {"Upgrade", "websocket"},
                     {"Sec-WebSocket-Version", "13"},
                     {"Sec-WebSocket-Key", "c2l4dGVlbiBieXRlcyBvZg=="}};
  request.asks_upgrade = true;
  request.body = body;
  target.response.clear();
  target.control.handle(request, target.response);
  check(target.response);
  use(target.response);
  // The client leaves before a later answer comes.
  target.response.clear();
}

// A path that the route fits: of the domain, its session, or something else.
std::string path_of(const control::Route& route) {
  std::string path("/_voiceid");
  for (std::string_view rest = route.path; !rest.empty();
       rest.remove_prefix(std::min(rest.find('/', 1), rest.size()))) {
    std::string_view segment = rest.substr(1, std::min(rest.find('/', 1), rest.size()) - 1);
    if (segment.starts_with('{'))
      segment = segment == "{DomainId}" ? "$DOMAIN" : segment == "{Name}" ? "memory" : "call-1";
    path.append("/").append(segment);
  }
  return path;
}

void call(Target& target, std::string_view line) {
  fuzz::Input rest(reinterpret_cast<const std::uint8_t*>(line.data()), line.size());
  if (line.starts_with('#')) {
    rest.byte();
    const control::Route& route = control::routes()[rest.byte() % control::routes().size()];
    const std::string body = route.body == nullptr ? "" : fuzz::DocumentMaker(rest).make(*route.body);
    return call(target, route.method, target.scene.filled_in(path_of(route)), target.scene.filled_in(body));
  }
  const std::string_view method = rest.until(' ');
  const std::string path = target.scene.filled_in(rest.until(' '));
  call(target, method, path, target.scene.filled_in(rest.rest()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fuzz::Scene scene;
  fuzz::Input input(data, size);
  scene.begin();
  Target target(scene);
  for (int i = 0; i < kMostCalls && !input.empty(); ++i) call(target, input.until('\n'));
  target.scene.check_events();
  return 0;
}
