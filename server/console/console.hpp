#pragma once

#include "server/console/console_options.hpp"
#include "server/http/door.hpp"

namespace voiceid::console {

/// The door of the web console (docs/console.md): one page, its style and its modules, below `/_voiceid/console/`. They
/// hold nothing but the program, so anyone may read them; what the page shows and does goes through the other doors.
class Console final : public http::Door {
 public:
  explicit Console(ConsoleOptions options) : options_(std::move(options)) {}

  bool serves(std::string_view path) const override;
  /// Answers a GET or HEAD of one of its files, and of `/`, which is the page too.
  void handle(http::Request& request, http::Response& response) override;
  /// In one line of text.
  void answer_error(const Error& error, http::Response& response) const override;

 private:
  Result<void> answer(const http::Request& request, http::Response& response) const;

  ConsoleOptions options_;
};

}  // namespace voiceid::console
