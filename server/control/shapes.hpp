#pragma once

#include <array>

#include "handlers/shapes/schema.hpp"

/// The requests of the control API, read and checked as those of the service's own are.
namespace voiceid::control {

inline constexpr shapes::Shape kTime = shapes::string_shape("Time", {}, {});
inline constexpr shapes::Shape kDuration = shapes::string_shape("Duration", {}, {});
inline constexpr shapes::Shape kBoolean{.name = "Boolean", .kind = shapes::ShapeKind::kBoolean};

struct PutClockRequest {
  static constexpr std::string_view kName = "PutClockRequest";
  std::optional<std::string_view> now;
  std::optional<bool> frozen;
  static constexpr auto members() {
    return std::array{shapes::member<&PutClockRequest::now>("Now", kTime),
                      shapes::member<&PutClockRequest::frozen>("Frozen", kBoolean)};
  }
};

struct AdvanceClockRequest {
  static constexpr std::string_view kName = "AdvanceClockRequest";
  std::string_view by;
  static constexpr auto members() { return std::array{shapes::member<&AdvanceClockRequest::by>("By", kDuration)}; }
};

/// For calls that take no members: a body that has some is refused.
struct EmptyRequest {
  static constexpr std::string_view kName = "EmptyRequest";
  static constexpr std::array<shapes::Member, 0> members() { return {}; }
};

}  // namespace voiceid::control
