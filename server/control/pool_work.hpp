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

/// Answers the call with what `then` makes of the result of `work`: `work` runs on the pool and may take its time,
/// `then` on the server's one thread. Neither may use the call, which is over by then.
template <class Work, class Then>
void answer_by_pool(const Call& call, Work work, Then then) {
  const ControlStorage& storage = call.state.storage;
  storage.pool.run([&context = storage.context, later = http::LaterAnswer(call.response), work = std::move(work),
                    then = std::move(then)]() mutable {
    auto done = outcome_of(work);
    boost::asio::post(context, [later = std::move(later), then = std::move(then), done = std::move(done)]() mutable {
      const auto finish = [&] { return then(std::move(*done.value)); };
      Outcome<Result<http::Answer>> answer{std::nullopt, std::move(done.bug)};
      if (done.value) answer = outcome_of(finish);
      // Only this thread writes to the log.
      if (!answer.value) spdlog::error("Work for a call ended in an exception: {}", answer.bug);
      if (!answer.value) answer.value = Result<http::Answer>(internal_error());
      later.give(*answer.value ? std::move(**answer.value) : error_answer(answer.value->error()));
    });
  });
}

}  // namespace voiceid::control
