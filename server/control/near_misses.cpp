#include "server/control/near_misses.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/wording.hpp"

namespace voiceid::control {
namespace {

using journal::Entry;
using journal::Journal;

// How many values of one thing are told.
constexpr std::size_t kMostValues = 3;

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

// How many calls each value of the criterion has among those that the filter takes; the most frequent ones.
Counts count_by(const Journal& journal, const RequestFilter& filter, std::uint64_t after, const Criterion& criterion) {
  std::map<std::string, std::uint64_t> counts;
  journal.visit_after(after, filter.doors, [&](const Entry& entry) {
    if (filter.takes(entry)) ++counts[criterion.value_of(entry)];
    return true;
  });
  Counts sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, std::greater(), &Counts::value_type::second);
  sorted.resize(std::min(sorted.size(), kMostValues));
  return sorted;
}

std::uint64_t count(const Journal& journal, const RequestFilter& filter, std::uint64_t after) {
  std::uint64_t found = 0;
  journal.visit_after(after, filter.doors, [&](const Entry& entry) {
    if (filter.takes(entry)) ++found;
    return true;
  });
  return found;
}

std::string calls(std::uint64_t times, const std::optional<std::string>& operation) {
  return counted(times, "call") + (operation ? " of " + printable(*operation) : "");
}

void append_phrase(std::string& text, std::string_view phrase, std::string_view value) {
  text.append(" ").append(phrase).append(" ").append(value);
}

void add_misses_by(const Criterion& criterion, const Journal& journal, const RequestQuery& query,
                   std::vector<std::string>& sentences) {
  RequestFilter relaxed = query.filter;
  const std::string wanted = printable(*std::exchange(relaxed.*criterion.wanted, std::nullopt));
  for (const auto& [value, times] : count_by(journal, relaxed, query.after, criterion)) {
    std::string sentence = calls(times, relaxed.operation);
    if (value.empty()) {
      sentence.append(" ").append(criterion.absent);
    } else {
      append_phrase(sentence, criterion.phrase, value);
    }
    append_phrase(sentence.append(", none"), criterion.short_phrase, wanted);
    sentences.push_back(std::move(sentence));
  }
}

// What differs in more than one thing.
std::string farther_miss(const Journal& journal, const RequestQuery& query) {
  RequestFilter of_operation{.operation = query.filter.operation, .doors = query.filter.doors};
  if (const std::uint64_t found = count(journal, of_operation, query.after)) {
    return calls(found, of_operation.operation) + ", none with all that was asked for";
  }
  const std::uint64_t kept = count(journal, {.doors = query.filter.doors}, query.after);
  if (kept == 0) return "no calls at all";
  return calls(kept, {}) + (query.filter.operation ? ", none of " + printable(*query.filter.operation) : "");
}

}  // namespace

std::vector<std::string> near_misses(const Journal& journal, const RequestQuery& query) {
  std::vector<std::string> sentences;
  for (const Criterion& criterion : criteria()) {
    if (query.filter.*criterion.wanted) add_misses_by(criterion, journal, query, sentences);
  }
  if (query.after != 0) {
    const std::uint64_t earlier = count(journal, query.filter, 0);
    if (earlier != 0) sentences.push_back(calls(earlier, query.filter.operation) + " as asked for, none after `after`");
  }
  if (sentences.empty()) sentences.push_back(farther_miss(journal, query));
  return sentences;
}

}  // namespace voiceid::control
