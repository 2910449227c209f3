#include "server/command_line/log.hpp"

#include <poll.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <mutex>
#include <nlohmann/json.hpp>

#include "server/log/log_line.hpp"

namespace voiceid::server {
namespace {

// Text as a JSON string, even if a client put invalid UTF-8 into it.
std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The message and the facts of a line: as members of the line's object, or as a text.
class LineFormatter final : public spdlog::custom_flag_formatter {
 public:
  explicit LineFormatter(bool as_json) : as_json_(as_json) {}

  void format(const spdlog::details::log_msg& message, const std::tm& /*time*/, spdlog::memory_buf_t& out) override {
    const log::Line line = log::split({message.payload.data(), message.payload.size()});
    const std::string text = as_json_ ? as_members(line) : as_text(line);
    out.append(text.data(), text.data() + text.size());
  }

  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<LineFormatter>(as_json_); }

 private:
  static std::string as_members(const log::Line& line) {
    std::string text = "\"message\":" + json_text(line.message);
    for (const log::Fact& fact : line.facts) {
      text.append(",\"")
          .append(fact.name())
          .append("\":")
          .append(fact.is_number() ? fact.value() : json_text(fact.value()));
    }
    return text;
  }
  static std::string as_text(const log::Line& line) {
    std::string text(line.message);
    for (const log::Fact& fact : line.facts) {
      const bool needs_quotes = fact.value().find_first_of(" \"") != std::string::npos;
      text.append(text.empty() ? "" : " ").append(fact.name()).append("=");
      text.append(needs_quotes ? json_text(fact.value()) : fact.value());
    }
    return text;
  }

  bool as_json_;
};

// Writes to standard error without ever waiting for its reader: what it does not take is lost, and counted.
class PatientSink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    if (lost_ != 0 && write_line(notice())) lost_ = 0;
    if (lost_ != 0 || !write_line(message)) ++lost_;
  }
  void flush_() override {}

 private:
  spdlog::details::log_msg notice() {
    text_ = "Standard error took no more for a while; lines lost: " + std::to_string(lost_) + ".";
    return {"", spdlog::level::warn, text_};
  }

  // Returns whether anything of the line was written.
  bool write_line(const spdlog::details::log_msg& message) {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    std::string text = cut_short_ ? "\n" : "";
    text += in_color(message, {line.data(), line.size()});
    std::string_view rest = text;
    while (!rest.empty() && takes_more()) {
      // A pipe that takes more takes at least so much without waiting.
      const ssize_t written = write(STDERR_FILENO, rest.data(), std::min<std::size_t>(rest.size(), PIPE_BUF));
      if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
      if (written <= 0 && errno != EINTR) break;
    }
    const bool begun = rest.size() < text.size();
    if (begun) cut_short_ = !rest.empty();
    return begun;
  }

  static bool takes_more() {
    pollfd ready{STDERR_FILENO, POLLOUT, 0};
    return poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0;
  }

  std::string in_color(const spdlog::details::log_msg& message, std::string_view line) const {
    // Of trace, debug, info, warn and error, as terminals have them.
    constexpr std::array<std::string_view, 5> kColors{"\033[37m", "\033[36m", "\033[32m", "\033[33m", "\033[31m"};
    const auto level = static_cast<std::size_t>(message.level);
    const std::size_t end = message.color_range_end;
    if (!is_terminal_ || level >= kColors.size() || end <= message.color_range_start) return std::string(line);
    std::string text(line.substr(0, message.color_range_start));
    text.append(kColors[level]).append(line.substr(message.color_range_start, end - message.color_range_start));
    return text.append("\033[m").append(line.substr(end));
  }

  const bool is_terminal_ = isatty(STDERR_FILENO) == 1;
  std::uint64_t lost_ = 0;
  // The last line has no end yet.
  bool cut_short_ = false;
  std::string text_;
};

}  // namespace

void set_up_log(const LogOptions& options) {
  auto logger = std::make_shared<spdlog::logger>("voiceid", std::make_shared<PatientSink>());
  auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  formatter->add_flag<LineFormatter>('*', options.json);
  formatter->set_pattern(options.json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%*})"
                                      : "%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %*");
  logger->set_formatter(std::move(formatter));
  logger->set_level(options.level);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace voiceid::server
