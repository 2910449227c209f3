#pragma once

#include <array>

#include "handlers/shapes/connect_sessions.hpp"

/// Requests and answers of the control API, read and checked like those of the service's own API.
namespace voiceid::control {

inline constexpr shapes::Shape kTime = shapes::string_shape("Time", {}, {});
inline constexpr shapes::Shape kDuration = shapes::string_shape("Duration", {}, {});

struct PutClockRequest {
  static constexpr std::string_view kName = "PutClockRequest";
  std::optional<std::string_view> now;
  std::optional<bool> frozen;
  static constexpr auto members() {
    return std::array{shapes::member<&PutClockRequest::now>("Now", kTime),
                      shapes::member<&PutClockRequest::frozen>("Frozen", shapes::kBoolean)};
  }
};

struct AdvanceClockRequest {
  static constexpr std::string_view kName = "AdvanceClockRequest";
  std::string_view by;
  static constexpr auto members() { return std::array{shapes::member<&AdvanceClockRequest::by>("By", kDuration)}; }
};

inline constexpr shapes::Shape kBucket = shapes::string_shape("Bucket", {}, {});
inline constexpr shapes::Shape kObjectKey = shapes::string_shape("ObjectKey", {}, {});
inline constexpr shapes::Shape kObjectSize = shapes::integer_shape("ObjectSize");

/// The answer to PUT s3/{Bucket}/{Key}.
struct StoredObject {
  static constexpr std::string_view kName = "StoredObject";
  std::string_view bucket;
  std::string_view key;
  std::int64_t size = 0;
  std::optional<std::int64_t> spoofing_risk{};
  std::optional<std::string_view> voice{};
  static constexpr auto members() {
    return std::array{shapes::member<&StoredObject::bucket>("Bucket", kBucket),
                      shapes::member<&StoredObject::key>("Key", kObjectKey),
                      shapes::member<&StoredObject::size>("Size", kObjectSize),
                      shapes::member<&StoredObject::spoofing_risk>("SpoofingRisk", shapes::kScore),
                      shapes::member<&StoredObject::voice>("Voice", shapes::kVoice)};
  }
};

/// An element of GET s3/{Bucket}.
struct ListedObject {
  static constexpr std::string_view kName = "ListedObject";
  std::string_view key;
  std::int64_t size = 0;
  static constexpr auto members() {
    return std::array{shapes::member<&ListedObject::key>("Key", kObjectKey),
                      shapes::member<&ListedObject::size>("Size", kObjectSize)};
  }
};

/// The body of calls that take no members: one with members is refused.
struct EmptyRequest {
  static constexpr std::string_view kName = "EmptyRequest";
  static constexpr std::array<shapes::Member, 0> members() { return {}; }
};

}  // namespace voiceid::control
