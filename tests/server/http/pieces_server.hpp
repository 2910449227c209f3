#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "server/http/later_answer.hpp"
#include "tests/server/http/running_server.hpp"

namespace voiceid::http {

/// What the answers are made of. Used on the server's thread.
struct PiecesScript {
  std::vector<std::string> pieces = {};
  std::optional<std::uint64_t> size = {};
  /// What comes with the last piece.
  PieceSource::Next end = PieceSource::Next::kEnd;
  bool throws_at_the_end = false;
};

/// Answers /now at once, /later in pieces that come later, and every other path in pieces.
class PiecesService final : public Service {
 public:
  void handle(Request& request, Response& response) override {
    response.request_id = "id";
    response.content_type = "text/plain";
    if (request.path() == "/now") {
      response.body = "now";
    } else if (request.path() == "/later") {
      LaterAnswer(response).give({200, "text/plain", {}, std::make_unique<ScriptedPieces>(*this)});
    } else {
      response.pieces = std::make_unique<ScriptedPieces>(*this);
    }
  }
  void refuse(Refusal /*refusal*/, const Request& /*request*/, Response& response) override { response.status = 400; }
  BodyRule body_rule(std::string_view /*method*/, std::string_view /*target*/) const override { return {}; }

  PiecesScript& script() { return script_; }
  /// How many pieces were asked for.
  int asked() const { return asked_; }
  /// Waits until no answer is being sent. Returns whether it came to that.
  bool wait_for_the_end() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return open_ == 0; });
  }

 private:
  class ScriptedPieces final : public PieceSource {
   public:
    explicit ScriptedPieces(PiecesService& service) : service_(service), script_(service.script_) { service_.count(1); }
    ScriptedPieces(const ScriptedPieces&) = delete;
    ScriptedPieces& operator=(const ScriptedPieces&) = delete;
    ~ScriptedPieces() override { service_.count(-1); }

    std::optional<std::uint64_t> size() const override { return script_.size; }
    Next next(std::string& out) override {
      ++service_.asked_;
      out += script_.pieces.at(next_++);
      if (next_ < script_.pieces.size()) return Next::kMore;
      if (script_.throws_at_the_end) throw std::runtime_error("a bug");
      return script_.end;
    }

   private:
    PiecesService& service_;
    PiecesScript script_;
    std::size_t next_ = 0;
  };

  void count(int change) {
    const std::lock_guard lock(mutex_);
    open_ += change;
    changed_.notify_all();
  }

  PiecesScript script_;
  int asked_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  int open_ = 0;
};

/// A server that answers in pieces.
class PiecesServer : public ServerOf<PiecesService> {
 public:
  explicit PiecesServer(const ServerOptions& options, PiecesScript script) : ServerOf(options) {
    act([&] { service().script() = std::move(script); });
  }

  int asked() {
    int asked = 0;
    act([&] { asked = service().asked(); });
    return asked;
  }
};

}  // namespace voiceid::http
