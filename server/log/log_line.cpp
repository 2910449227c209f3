#include "server/log/log_line.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace voiceid::log {
namespace {

// Control characters that no text in the log has, because what came from outside is made printable.
constexpr char kBeforeText = '\x1e';
constexpr char kBeforeNumber = '\x1f';
constexpr std::string_view kBeforeFact{"\x1e\x1f", 2};

}  // namespace

std::string joined(std::string_view message, std::initializer_list<Fact> facts) {
  std::string text(message);
  for (const Fact& fact : facts) {
    if (fact.value().empty()) continue;
    text.push_back(fact.is_number() ? kBeforeNumber : kBeforeText);
    text.append(fact.name()).push_back('=');
    text.append(fact.value());
  }
  return text;
}

Line split(std::string_view text) {
  Line line{text.substr(0, text.find_first_of(kBeforeFact)), {}};
  text.remove_prefix(line.message.size());
  while (!text.empty()) {
    const bool is_number = text.front() == kBeforeNumber;
    const std::string_view fact = text.substr(1, text.find_first_of(kBeforeFact, 1) - 1);
    text.remove_prefix(1 + fact.size());
    const std::size_t equals = std::min(fact.find('='), fact.size());
    const std::string_view value = fact.substr(std::min(equals + 1, fact.size()));
    line.facts.emplace_back(fact.substr(0, equals), value, is_number);
  }
  return line;
}

void write(spdlog::level::level_enum level, std::string_view message, std::initializer_list<Fact> facts) {
  if (!spdlog::should_log(level)) return;
  spdlog::default_logger_raw()->log(level, joined(message, facts));
}

}  // namespace voiceid::log
