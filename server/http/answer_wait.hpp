#pragma once

#include <memory>

#include "server/http/asio.hpp"
#include "server/http/later_answer.hpp"

namespace voiceid::http {

/// Waits until the answer is awaited no longer, on the thread of that executor.
Awaitable<void> wait_until_settled(std::shared_ptr<PendingAnswer> pending, Executor executor);

}  // namespace voiceid::http
