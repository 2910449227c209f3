#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/time_point.hpp"
#include "handlers/shapes/connect_sessions.hpp"

/// The rules of docs/sessions.md once more, as plainly as possible and independent of the emulator's code: what one
/// session and the speakers of its domain must answer. Only scripts make anybody a fraudster here.
namespace voiceid::handlers::model {

using std::chrono::milliseconds;
using std::chrono::seconds;

inline constexpr seconds kFraudSpeech{10};
inline constexpr seconds kEnrollmentSpeech{30};
inline constexpr std::chrono::hours kRetention{24};

/// The errors that a call may answer; if there are several, the rules do not say which comes first. None: it works.
using Refusals = std::vector<std::string>;

/// Collects deviations.
class Complaints {
 public:
  template <class Expected, class Actual>
  void expect(std::string_view what, const Expected& expected, const Actual& actual) {
    if (expected == actual) return;
    fail(what, "expected " + testing::PrintToString(expected) + ", but it was " + testing::PrintToString(actual));
  }
  void fail(std::string_view what, const std::string& why) { text_.append(what).append(": ").append(why).append("\n"); }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Similarities of voices as answered; a pair must keep its similarity.
class Similarities {
 public:
  int learn(std::string_view voice, std::string_view other, int seen, Complaints& complaints) {
    if (other < voice) std::swap(voice, other);
    const auto [known, is_new] = known_.emplace(std::pair(voice, other), seen);
    const bool in_range = voice == other ? seen >= 95 && seen <= 100 : seen >= 0 && seen <= 40;
    if (is_new && !in_range) complaints.fail("similarity", std::to_string(seen) + " is out of range");
    return known->second;
  }

 private:
  std::map<std::pair<std::string, std::string>, int> known_;
};

/// Three calendar years later; 29 February becomes 1 March in a common year.
inline TimePoint three_years_after(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day later = std::chrono::year_month_day(day) + std::chrono::years(3);
  return std::chrono::sys_days(later) + (time - day);
}

struct Speaker {
  int number = 0;
  /// Empty until an answer shows it.
  std::string generated_id;
  /// Without EXPIRED, which is a matter of time.
  std::string status = "PENDING";
  std::string voice;
  TimePoint accessed_at;

  std::string status_at(TimePoint now) const {
    return status == "ENROLLED" && now >= three_years_after(accessed_at) ? "EXPIRED" : status;
  }
  void enroll(const std::string& new_voice, TimePoint now) {
    status = "ENROLLED";
    voice = new_voice;
    accessed_at = now;
  }
};

struct Piece {
  std::string voice;
  milliseconds speech{0};
  int spoofing_risk = 0;
  TimePoint at;
};

struct Audio {
  /// When the stream became ONGOING, or ended without that.
  std::optional<TimePoint> started_at;
  std::vector<Piece> pieces;

  milliseconds speech() const {
    milliseconds sum{0};
    for (const Piece& piece : pieces) sum += piece.speech;
    return sum;
  }

  /// The voice with most speech in the window; of several, the first.
  std::string voice(seconds window) const {
    std::vector<std::pair<milliseconds, std::string>> sums;
    milliseconds begin{0};
    for (const Piece& piece : pieces) {
      if (begin >= window) break;
      auto sum = std::ranges::find(sums, piece.voice, &std::pair<milliseconds, std::string>::second);
      if (sum == sums.end()) sum = sums.insert(sums.end(), {milliseconds(0), piece.voice});
      sum->first += std::min<milliseconds>(piece.speech, window - begin);
      begin += piece.speech;
    }
    std::pair<milliseconds, std::string> most(milliseconds(-1), "");
    for (const auto& sum : sums) {
      if (sum.first > most.first) most = sum;
    }
    return most.second;
  }

  int spoofing_risk(seconds window) const {
    int highest = 0;
    milliseconds begin{0};
    for (const Piece& piece : pieces) {
      if (begin < window) highest = std::max(highest, piece.spoofing_risk);
      begin += piece.speech;
    }
    return highest;
  }

  /// When the window was full, but not before the start.
  std::optional<TimePoint> ended_at(seconds window) const {
    milliseconds sum{0};
    for (const Piece& piece : pieces) {
      sum += piece.speech;
      if (sum >= window) return std::max(piece.at, *started_at);
    }
    return std::nullopt;
  }
};

struct Enrollment {
  std::string status = "NOT_ENOUGH_SPEECH";
  int speaker_number = 0;
  std::string voice;
  TimePoint due;
};

/// An authentication result with what it depends on.
struct Authentication {
  std::string id;
  std::string decision;
  std::optional<std::int64_t> score;
  std::optional<std::string> customer_speaker_id;
  std::optional<std::string> generated_speaker_id;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  std::int64_t threshold = 0;
  std::optional<std::string> speaker_id;
  bool overtaken = false;
};

/// A fraud detection result with what it depends on.
struct FraudDetection {
  std::string id;
  std::string decision;
  std::vector<std::string_view> reasons;
  std::optional<std::int64_t> fraudster_risk;
  std::optional<std::string> fraudster_id;
  std::optional<std::int64_t> spoofing_risk;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  std::int64_t threshold = 0;
  std::string watchlist_id;
  bool overtaken = false;
  /// An enrollment checked for fraud meanwhile. The rules do not say whether that counts as an evaluation, after which
  /// a return to the same settings makes a new result.
  bool doubtful = false;
};

struct Session {
  std::string id;
  std::string status = "ONGOING";
  std::optional<TimePoint> ended_at;
  std::optional<std::string> speaker_id;
  bool authentication_on = true;
  std::int64_t acceptance_threshold = 90;
  bool fraud_detection_on = true;
  std::int64_t risk_threshold = 50;
  std::string watchlist_id;
  seconds minimum{10};
  Audio audio;
  std::optional<shapes::Outcome> outcome;
  std::optional<Enrollment> enrollment;
  std::optional<Authentication> authentication;
  std::optional<FraudDetection> fraud_detection;
};

}  // namespace voiceid::handlers::model
