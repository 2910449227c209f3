#pragma once

#include <memory>

#include "server/http/asio.hpp"
#include "server/http/later_answer.hpp"

namespace voiceid::http {

/// Waits until the answer has been given or called off, or its giver is gone.
Awaitable<void> wait_until_settled(std::shared_ptr<PendingAnswer> pending, Executor executor);

}  // namespace voiceid::http
