#pragma once

#include <algorithm>
#include <boost/circular_buffer.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/news.hpp"
#include "server/http/message.hpp"
#include "server/journal/entry.hpp"
#include "server/journal/journal_options.hpp"

namespace voiceid::journal {

/// Whose calls a look into the journal is about.
enum class Doors {
  /// Those of the service's API and of the agent desktop.
  kService,
  kAll
};

/// The status of the answer as the client gets it.
inline int status_of(const http::Response& response) { return response.web_socket ? 101 : response.status; }

/// Keeps the newest calls for the control API: JournalOptions::calls of the service's API and the desktop together, and
/// as many of the control API, which therefore cannot displace those. The texts of each of the two take about
/// kMostBytes at most. To keep a call costs a copy of its texts; they are masked and written when somebody reads them.
class Journal {
 public:
  static constexpr std::size_t kMostBytes = 64 * 1024 * 1024;

  explicit Journal(const JournalOptions& options) : service_(options.calls), control_(options.calls) {}
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal() = default;

  /// Keeps a call that has its answer. `now` is the emulator's time.
  void record(Door door, const http::Request& request, const http::Response& response, TimePoint now,
              std::chrono::microseconds took);
  /// Forgets the calls, of one account if one is named. Numbers go on.
  void forget(const std::optional<std::string_view>& account = {});

  /// Tells of each call that is kept.
  News& news() { return news_; }
  /// The number of the newest call, kept or not; 0 before the first.
  std::uint64_t last_number() const { return last_number_; }
  /// The number of the newest call that had to go because of those that came after it; 0 if there is none.
  std::uint64_t last_displaced(Doors doors) const {
    return doors == Doors::kAll ? std::max(service_.last_displaced, control_.last_displaced) : service_.last_displaced;
  }
  /// The oldest kept call with a larger number; nullptr if there is none. Valid until the next call is recorded.
  const Entry* next_after(std::uint64_t number, Doors doors) const;
  /// Calls `use(entry)` with all kept calls that have larger numbers, in order, until it returns false.
  template <class Use>
  void visit_after(std::uint64_t number, Doors doors, Use use) const {
    auto next = service_.after(number);
    auto next_control = doors == Doors::kAll ? control_.after(number) : control_.entries.end();
    while (next != service_.entries.end() || next_control != control_.entries.end()) {
      const bool is_control = next == service_.entries.end() ||
                              (next_control != control_.entries.end() && next_control->number < next->number);
      if (!use(is_control ? *next_control++ : *next++)) return;
    }
  }
  /// nullptr if it is not kept.
  const Entry* find(std::uint64_t number) const;
  const Entry* find_by_request_id(std::string_view request_id) const;

 private:
  struct Ring {
    explicit Ring(std::size_t capacity) : entries(capacity) {}

    // clang 14 wants the type spelled out.
    boost::circular_buffer<Entry>::const_iterator after(std::uint64_t number) const {
      return std::ranges::upper_bound(entries, number, {}, &Entry::number);
    }
    void drop_oldest();
    void forget(const std::optional<std::string_view>& account);

    boost::circular_buffer<Entry> entries;
    TextBlocks blocks;
    std::uint64_t last_displaced = 0;
  };

  Ring service_;
  Ring control_;
  std::uint64_t last_number_ = 0;
  News news_;
};

}  // namespace voiceid::journal
