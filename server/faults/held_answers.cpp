#include "server/faults/held_answers.hpp"

#include <boost/asio/io_context.hpp>
#include <utility>

namespace voiceid::faults {
namespace {

http::Answer no_answer() {
  http::Answer answer{.status = 0, .content_type = {}, .body = {}};
  answer.ending = http::Ending::kReset;
  return answer;
}

}  // namespace

void HeldAnswers::hold(http::Response& response, Of of, std::chrono::milliseconds time, http::Ending ending) {
  http::Answer answer{response.status, response.content_type, std::move(response.body), std::move(response.pieces)};
  answer.ending = ending;
  add(response, std::move(of), std::move(answer), time);
}

void HeldAnswers::hang(http::Response& response, Of of) { add(response, std::move(of), no_answer(), std::nullopt); }

void HeldAnswers::add(http::Response& response, Of of, http::Answer answer,
                      std::optional<std::chrono::milliseconds> time) {
  // Clients that have left do not say so.
  held_.remove_if([](const std::shared_ptr<Held>& held) { return !held->later.is_awaited(); });
  const auto held = std::make_shared<Held>(Held{std::move(of), std::move(answer),
                                                http::LaterAnswer(response, http::WhenClientLeaves::kCallOff),
                                                boost::asio::steady_timer(context_)});
  if (stopped_ || time == std::chrono::milliseconds(0)) return held->later.give(std::move(held->answer));
  held_.push_back(held);
  if (!time) return;
  held->timer.expires_after(*time);
  held->timer.async_wait([this, weak = std::weak_ptr(held)](const boost::system::error_code& error) {
    const auto over = weak.lock();
    if (error || !over) return;
    over->later.give(std::move(over->answer));
    held_.remove(over);
  });
}

void HeldAnswers::release(const std::function<bool(const Of&)>& which) {
  held_.remove_if([&which](const std::shared_ptr<Held>& held) {
    if (!which(held->of)) return false;
    held->later.give(std::move(held->answer));
    return true;
  });
}

void HeldAnswers::drop(const std::function<bool(const Of&)>& which) {
  held_.remove_if([&which](const std::shared_ptr<Held>& held) {
    if (!which(held->of)) return false;
    held->later.give(no_answer());
    return true;
  });
}

void HeldAnswers::stop() {
  stopped_ = true;
  release([](const Of& /*any*/) { return true; });
}

}  // namespace voiceid::faults
