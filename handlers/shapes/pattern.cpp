#include "handlers/shapes/pattern.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <deque>
#include <mutex>

namespace voiceid::shapes {
namespace {

// RE2 supports neither \p{ASCII} nor repetitions beyond 1000, so this pattern is checked by hand.
constexpr std::string_view kAsciiUpTo8192 = R"(^\p{ASCII}{0,8192}$)";
constexpr std::size_t kAsciiMax = 8192;

bool is_ascii(std::string_view value) {
  return std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A state is read on the pool, beside requests on the server's thread, so this is the one thing that both may do first.
const re2::RE2* compile(std::string_view text) {
  static std::mutex mutex;
  static std::deque<re2::RE2> compiled;
  const std::lock_guard lock(mutex);
  return &compiled.emplace_back(re2::StringPiece(text.data(), text.size()));
}

}  // namespace

bool Pattern::matches(std::string_view value) const {
  if (text_ == kAsciiUpTo8192) return value.size() <= kAsciiMax && is_ascii(value);
  const re2::RE2* compiled = compiled_.load(std::memory_order_acquire);
  if (compiled == nullptr) {
    compiled = compile(text_);
    compiled_.store(compiled, std::memory_order_release);
  }
  return compiled->Match(re2::StringPiece(value.data(), value.size()), 0, value.size(), re2::RE2::UNANCHORED, nullptr,
                         0);
}

}  // namespace voiceid::shapes
