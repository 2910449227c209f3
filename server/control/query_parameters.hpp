#pragma once

#include <array>
#include <string_view>

#include "handlers/shapes/connect_sessions.hpp"
#include "server/control/shapes.hpp"

namespace voiceid::control {

/// What a query parameter means and may be, wherever it is taken.
struct QueryParameter {
  std::string_view name;
  const shapes::Shape* shape;
  std::string_view meaning;
  std::string_view example;
};

inline constexpr shapes::Shape kAccountParameter = shapes::string_shape("account", 12, 12);
inline constexpr shapes::Shape kRegionParameter = shapes::string_shape("region", 1, 64);
inline constexpr shapes::Shape kChannelParameter = shapes::integer_shape("channel", 0, 1);
inline constexpr shapes::Shape kLimitParameter = shapes::integer_shape("limit", 0, {});
inline constexpr shapes::Shape kWaitParameter = shapes::number_shape("wait", 0, 60);

inline constexpr std::array kQueryParameters{
    QueryParameter{"account", &kAccountParameter, "Only what belongs to this account", "111122223333"},
    QueryParameter{"after", &kText, "Only what came after this position, or after now", "now"},
    QueryParameter{"all", &kText, "true: calls of the control API too", "true"},
    QueryParameter{"channel", &kChannelParameter, "The channel of the recording in which the customer speaks", "0"},
    QueryParameter{"detailType", &kText, "Only events of this detail-type; may be repeated", "VoiceId Speaker Action"},
    QueryParameter{"domainId", &shapes::kDomainId, "Only what belongs to this domain", "ABCDEFGHIJKLMNOPQRSTUV"},
    QueryParameter{"error", &kText, "Only calls that got this error", "ThrottlingException"},
    QueryParameter{"fixtures", &kText, "keep: load the fixtures of --fixtures again", "keep"},
    QueryParameter{"limit", &kLimitParameter, "At most this many", "10"},
    QueryParameter{"operation", &kText, "Only calls of this operation", "EvaluateSession"},
    QueryParameter{"prefix", &kText, "Only objects whose keys begin with this", "recordings/"},
    QueryParameter{"region", &kRegionParameter, "Only what belongs to this region", "eu-west-1"},
    QueryParameter{"spoofingRisk", &shapes::kScore, "How likely the voice in the recording is spoofed", "80"},
    QueryParameter{"status", &kText, "Only calls that got this status, or one of this class", "4xx"},
    QueryParameter{"voice", &shapes::kVoice, "Whose voice is heard", "alice"},
    QueryParameter{"wait", &kWaitParameter, "How many seconds to wait for the first one", "0"}};

}  // namespace voiceid::control
