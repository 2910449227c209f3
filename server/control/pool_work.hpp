#pragma once

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "server/api/errors.hpp"
#include "server/control/call.hpp"
#include "server/http/later_answer.hpp"
#include "server/work/worker_pool.hpp"

namespace voiceid::control {

/// The structure as a later answer.
template <class Structure>
http::Answer json_answer(const Structure& structure) {
  http::Answer answer{200, kJson, {}};
  json::append_structure(answer.body, shapes::kShapeOf<Structure>, &structure);
  return answer;
}

/// What came of a piece of work, or the exception that ended it, which is a bug.
template <class Value>
struct Outcome {
  std::optional<Value> value;
  std::string bug;
};

template <class Work>
auto outcome_of(Work& work) -> Outcome<decltype(work())> {
  try {
    return {work(), {}};
  } catch (const std::exception& bug) {
    return {std::nullopt, bug.what()};
  }
}

/// Gives the answer, or that of the error.
inline void give(const http::LaterAnswer& later, Result<http::Answer> answer) {
  later.give(answer ? std::move(*answer) : error_answer(answer.error()));
}

/// Runs `work` on the pool, where it may take its time, and `then` on the server's one thread: with the result, and
/// with the call's answer, which it gives. Neither may use the call, which is over by then.
template <class Work, class Then>
void continue_by_pool(const Call& call, Work work, Then then) {
  const ControlStorage& storage = call.state.storage;
  storage.pool.run([&context = storage.context, later = http::LaterAnswer(call.response), work = std::move(work),
                    then = std::move(then)]() mutable {
    auto done = outcome_of(work);
    boost::asio::post(context, [later = std::move(later), then = std::move(then), done = std::move(done)]() mutable {
      const auto finish = [&] {
        then(std::move(*done.value), std::move(later));
        return true;
      };
      Outcome<bool> finished{std::nullopt, std::move(done.bug)};
      if (done.value) finished = outcome_of(finish);
      // Only this thread writes to the log. A call that got no answer gets an internal error.
      if (!finished.value) spdlog::error("Work for a call ended in an exception: {}", finished.bug);
    });
  });
}

/// Answers the call with what `then` makes of the result of `work`; see continue_by_pool().
template <class Work, class Then>
void answer_by_pool(const Call& call, Work work, Then then) {
  continue_by_pool(call, std::move(work), [then = std::move(then)](auto done, const http::LaterAnswer& later) mutable {
    give(later, then(std::move(done)));
  });
}

}  // namespace voiceid::control
