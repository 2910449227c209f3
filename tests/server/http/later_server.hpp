#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "server/http/later_answer.hpp"
#include "tests/server/http/running_server.hpp"

namespace voiceid::http {

inline Answer text_answer(std::string text, int status = 200) { return {status, "text/plain", std::move(text)}; }

/// Leaves answers for later, until the test gives them, except for paths that say what becomes of theirs.
class LaterService final : public Service {
 public:
  void handle(Request& request, Response& response) override {
    response.request_id = "id";
    response.more_headers = "X-More: said before\r\n";
    const std::string_view path = request.path();
    if (path == "/now") {
      response.body = "now";
    } else if (path == "/at-once") {
      LaterAnswer(response).give(text_answer("given at once"));
    } else if (path == "/never") {
      const LaterAnswer dropped(response);
    } else {
      const auto when_client_leaves = path == "/wait" ? WhenClientLeaves::kCallOff : WhenClientLeaves::kGoOn;
      LaterAnswer answer(response, when_client_leaves);
      const std::lock_guard lock(mutex_);
      kept_[std::string(path)] = {std::make_unique<LaterAnswer>(std::move(answer)),
                                  std::string(request.take_body().content())};
      changed_.notify_all();
    }
  }
  void complete(const Request& request, Response& response, bool given) override {
    Service::complete(request, response, given);
    if (!given) response.body = "never given: " + std::string(request.path());
  }
  void refuse(Refusal /*refusal*/, const Request& /*request*/, Response& response) override {
    response.status = 400;
    response.body = "refused";
  }
  BodyRule body_rule(std::string_view /*method*/, std::string_view /*target*/) const override { return {}; }

  /// Waits until the request to that path was left for later. Returns its body.
  std::string wait_for(const std::string& path) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kPatience, [&] { return kept_.contains(path); });
    return kept_.at(path).body;
  }
  LaterAnswer take(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return std::move(*kept_.extract(path).mapped().answer);
  }

 private:
  struct Kept {
    std::unique_ptr<LaterAnswer> answer;
    std::string body;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Kept> kept_;
};

/// A server that answers later.
class LaterServer : public ServerOf<LaterService> {
 public:
  using ServerOf::ServerOf;

  void give(const std::string& path, Answer answer) {
    service().wait_for(path);
    act([&] { service().take(path).give(std::move(answer)); });
  }
};

}  // namespace voiceid::http
