#pragma once

#include <array>

#include "handlers/shapes/connect_sessions.hpp"

/// Requests and answers of the control API, read and checked like those of the service's own API.
namespace voiceid::control {

inline constexpr shapes::Shape kTime = shapes::string_shape("Time", {}, {});
inline constexpr shapes::Shape kDuration = shapes::string_shape("Duration", {}, {});
inline constexpr shapes::Shape kText = shapes::string_shape("Text", {}, {});

/// GET health.
struct Health {
  static constexpr std::string_view kName = "Health";
  std::string_view status;
  std::string_view version;
  /// In seconds.
  std::int64_t uptime = 0;
  static constexpr auto members() {
    return std::array{shapes::member<&Health::status>("Status", kText),
                      shapes::member<&Health::version>("Version", kText),
                      shapes::member<&Health::uptime>("Uptime", shapes::kInteger)};
  }
};

/// The answer of every call on the clock.
struct ClockAnswer {
  static constexpr std::string_view kName = "Clock";
  std::string_view now;
  bool frozen = false;
  static constexpr auto members() {
    return std::array{shapes::member<&ClockAnswer::now>("Now", kTime),
                      shapes::member<&ClockAnswer::frozen>("Frozen", shapes::kBoolean)};
  }
};

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

/// An element of GET s3.
struct ListedBucket {
  static constexpr std::string_view kName = "ListedBucket";
  std::string_view name;
  static constexpr auto members() { return std::array{shapes::member<&ListedBucket::name>("Name", kBucket)}; }
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

inline constexpr shapes::Shape kMethod = shapes::string_shape("Method", {}, {});
inline constexpr shapes::Shape kPath = shapes::string_shape("Path", {}, {});

/// An element of GET /.
struct ListedCall {
  static constexpr std::string_view kName = "ListedCall";
  std::string_view method;
  std::string_view path;
  std::string_view summary;
  static constexpr auto members() {
    return std::array{shapes::member<&ListedCall::method>("Method", kMethod),
                      shapes::member<&ListedCall::path>("Path", kPath),
                      shapes::member<&ListedCall::summary>("Summary", kText)};
  }
};

inline constexpr shapes::Shape kCalls = shapes::list_shape<ListedCall>("Calls", shapes::kShapeOf<ListedCall>);

/// GET /.
struct CallsAnswer {
  static constexpr std::string_view kName = "CallsAnswer";
  std::vector<ListedCall> calls;
  static constexpr auto members() { return std::array{shapes::member<&CallsAnswer::calls>("Calls", kCalls)}; }
};

/// The body of calls that take no members: one with members is refused.
struct EmptyRequest {
  static constexpr std::string_view kName = "EmptyRequest";
  static constexpr std::array<shapes::Member, 0> members() { return {}; }
};

}  // namespace voiceid::control
