#pragma once

#include <boost/system/error_code.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/body_file.hpp"
#include "server/http/body_rule.hpp"
#include "server/http/memory_budget.hpp"

namespace voiceid::http {

/// A body taken from its request, for work that outlives it.
struct TakenBody {
  std::string text;
  MappedFile file;

  std::string_view content() const { return text.empty() ? file.content() : std::string_view(text); }
};

/// Keeps a body that does not arrive in one piece: in memory, within the budget of all connections, or, if its rule
/// says so and it is large, in a temporary file. One for all requests of a connection.
class RequestBody {
 public:
  using Error = boost::system::error_code;

  /// Bodies up to this size stay in memory, whatever their rule.
  static constexpr std::size_t kMostInMemory = 64 * 1024;

  explicit RequestBody(MemoryBudget& budget) : held_(budget) {}

  /// Forgets the body before.
  void begin(BodyRule rule);
  bool is_empty() const { return text_.empty() && !file_; }
  /// Errors: not_enough_memory if the budget has no room; otherwise what the system says of the file.
  Error append(std::string_view bytes);
  /// Call once all has been appended. The view is valid until begin() or take(). Errors: as append().
  Error finish(std::string_view& content);
  /// Moves the body out; nothing is copied.
  TakenBody take();

  /// Frees the memory that an unusually large body took.
  void release_memory();

 private:
  Error append_to_text(std::string_view bytes);
  // Moves what is in memory to a file. If none can be made, the body stays in memory.
  Error move_to_file();

  BodyRule rule_;
  HeldMemory held_;
  std::string text_;
  std::optional<BodyFile> file_;
  MappedFile mapped_;
};

}  // namespace voiceid::http
