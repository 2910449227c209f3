#include "server/journal/journal.hpp"

#include <algorithm>
#include <array>

namespace voiceid::journal {
namespace {

// Of texts other than bodies. Only clients can make them longer.
constexpr std::size_t kMostOfText = 1024;

// The texts of a call, each with where the entry has it.
struct Text {
  std::string_view Entry::*member;
  std::string_view text;
};

std::array<Text, 9> texts_of(const http::Request& request, const http::Response& response) {
  const http::CallNotes& notes = response.notes;
  const auto part = [](std::string_view text) { return text.substr(0, kMostOfText); };
  return {{{&Entry::account, part(notes.account)},
           {&Entry::region, part(notes.region)},
           {&Entry::domain_id, part(notes.domain_id)},
           {&Entry::request_id, part(response.request_id)},
           {&Entry::client, part(request.header("User-Agent").value_or(std::string_view()))},
           {&Entry::fault, part(notes.fault)},
           {&Entry::hint, part(notes.hint)},
           {&Entry::request, request.body.substr(0, kMostOfBody)},
           {&Entry::answer, std::string_view(response.body).substr(0, kMostOfBody)}}};
}

}  // namespace

void Journal::record(Door door, const http::Request& request, const http::Response& response, TimePoint now,
                     std::chrono::microseconds took) {
  const std::uint64_t number = ++last_number_;
  Ring& ring = door == Door::kControl ? control_ : service_;
  if (ring.entries.capacity() == 0) return;
  if (ring.entries.full()) ring.drop_oldest();
  while (ring.blocks.bytes() > kMostBytes && !ring.entries.empty()) ring.drop_oldest();
  const auto texts = texts_of(request, response);
  std::size_t bytes = 0;
  for (const Text& text : texts) bytes += text.text.size();
  ring.entries.push_back({.number = number,
                          .door = door,
                          .status = status_of(response),
                          .time = now,
                          .took = took,
                          .operation = response.notes.operation,
                          .error = response.notes.error,
                          .cached = response.notes.cached,
                          .answer_is_sensitive = response.notes.answer_is_sensitive,
                          .texts = ring.blocks.hold(bytes)});
  Entry& entry = ring.entries.back();
  for (const Text& text : texts) entry.*text.member = TextBlocks::put(entry.texts, text.text);
  news_.tell();
}

void Journal::Ring::drop_oldest() {
  last_displaced = entries.front().number;
  blocks.release(entries.front().texts);
  entries.pop_front();
}

void Journal::Ring::forget(const std::optional<std::string_view>& account) {
  const auto kept = std::remove_if(entries.begin(), entries.end(), [&](const Entry& entry) {
    const bool goes = !account || entry.account == *account;
    if (goes) blocks.release(entry.texts);
    return goes;
  });
  entries.erase(kept, entries.end());
}

void Journal::forget(const std::optional<std::string_view>& account) {
  for (Ring* ring : {&service_, &control_}) ring->forget(account);
}

const Entry* Journal::next_after(std::uint64_t number, Doors doors) const {
  const Entry* next = nullptr;
  visit_after(number, doors, [&next](const Entry& entry) {
    next = &entry;
    return false;
  });
  return next;
}

const Entry* Journal::find(std::uint64_t number) const {
  if (number == 0) return nullptr;
  const Entry* found = next_after(number - 1, Doors::kAll);
  return found != nullptr && found->number == number ? found : nullptr;
}

const Entry* Journal::find_by_request_id(std::string_view request_id) const {
  for (const Ring* ring : {&service_, &control_}) {
    const auto found = std::ranges::find(ring->entries, request_id, &Entry::request_id);
    if (found != ring->entries.end()) return &*found;
  }
  return nullptr;
}

}  // namespace voiceid::journal
