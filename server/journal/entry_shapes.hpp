#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// How the control API shows a call that was recorded. The bodies stand between the two parts, as `Request` and
/// `Answer`: JSON, or a string if they are not all there or are not JSON.
namespace voiceid::journal {

inline constexpr shapes::Shape kNumber = shapes::integer_shape("Number");
inline constexpr shapes::Shape kMilliseconds = shapes::number_shape("Milliseconds");
inline constexpr shapes::Shape kText = shapes::string_shape("Text", {}, {});
inline constexpr shapes::Shape kResultNames = shapes::list_shape<std::string_view>("ResultNames", kText);

struct CallHead {
  static constexpr std::string_view kName = "CallHead";
  std::int64_t number = 0;
  std::string_view time;
  std::optional<std::string_view> operation;
  std::optional<std::string_view> account;
  std::optional<std::string_view> region;
  std::optional<std::string_view> domain_id;
  std::int64_t status = 0;
  std::optional<std::string_view> error;
  double took_ms = 0;
  std::string_view request_id;
  std::optional<std::string_view> client;
  static constexpr auto members() {
    return std::array{shapes::member<&CallHead::number>("Number", kNumber),
                      shapes::member<&CallHead::time>("Time", kText),
                      shapes::member<&CallHead::operation>("Operation", kText),
                      shapes::member<&CallHead::account>("Account", kText),
                      shapes::member<&CallHead::region>("Region", kText),
                      shapes::member<&CallHead::domain_id>("DomainId", kText),
                      shapes::member<&CallHead::status>("Status", kNumber),
                      shapes::member<&CallHead::error>("Error", kText),
                      shapes::member<&CallHead::took_ms>("TookMs", kMilliseconds),
                      shapes::member<&CallHead::request_id>("RequestId", kText),
                      shapes::member<&CallHead::client>("Client", kText)};
  }
};

struct CallTail {
  static constexpr std::string_view kName = "CallTail";
  /// Of a call that evaluated a session: the results that were kept from an earlier call.
  std::optional<std::vector<std::string_view>> cached;
  std::optional<std::string_view> fault;
  std::optional<std::string_view> hint;
  static constexpr auto members() {
    return std::array{shapes::member<&CallTail::cached>("Cached", kResultNames),
                      shapes::member<&CallTail::fault>("Fault", kText), shapes::member<&CallTail::hint>("Hint", kText)};
  }
};

}  // namespace voiceid::journal
