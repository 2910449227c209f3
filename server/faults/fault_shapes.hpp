#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "handlers/shapes/exceptions.hpp"
#include "server/faults/fault.hpp"
#include "server/faults/fault_presets.hpp"

/// Faults as the control API and the file of --faults have them.
namespace voiceid::faults {

inline constexpr auto kErrorNames = [] {
  std::array<std::string_view, shapes::kExceptionShapes.size()> names;
  std::ranges::transform(shapes::kExceptionShapes, names.begin(), &shapes::Shape::name);
  return names;
}();
inline constexpr auto kPresetNames = [] {
  std::array<std::string_view, kPresets.size()> names;
  std::ranges::transform(kPresets, names.begin(), &Preset::name);
  return names;
}();

/// Stands for every operation.
inline constexpr std::string_view kEveryOperation = "*";

/// Ten minutes: longer than any client waits.
inline constexpr std::int64_t kMostLatencyMs = 600'000;

inline constexpr shapes::Shape kFaultId = shapes::string_shape("FaultId", {}, {});
inline constexpr shapes::Shape kAccount = shapes::string_shape("Account", {}, {});
inline constexpr shapes::Shape kErrorName{
    .name = "ErrorName", .kind = shapes::ShapeKind::kString, .enum_values = kErrorNames};
inline constexpr shapes::Shape kErrorMessage = shapes::string_shape("ErrorMessage", 1, 1024);
inline constexpr shapes::Shape kPresetName{
    .name = "Preset", .kind = shapes::ShapeKind::kString, .enum_values = kPresetNames};
inline constexpr shapes::Shape kTarget = shapes::enum_shape<Target>("Target");
inline constexpr shapes::Shape kBroken = shapes::enum_shape<Broken>("Connection");
inline constexpr shapes::Shape kOperationName = shapes::string_shape("OperationName", {}, {});
inline constexpr shapes::Shape kOperationNames =
    shapes::list_shape<std::string_view>("OperationNames", kOperationName, 1, 100);
inline constexpr shapes::Shape kLatencyMs = shapes::integer_shape("LatencyMs", 1, kMostLatencyMs);
inline constexpr shapes::Shape kCalls = shapes::integer_shape("Calls", 0, {});
inline constexpr shapes::Shape kAtLeastOneCall = shapes::integer_shape("AtLeastOneCall", 1, {});
inline constexpr shapes::Shape kProbability = shapes::number_shape("Probability", 0, 1);
inline constexpr shapes::Shape kSeed = shapes::integer_shape("Seed", 0, {});

/// POST faults, and an element of the file's list.
struct FaultRequest {
  static constexpr std::string_view kName = "FaultRequest";
  std::optional<std::string_view> account;
  std::optional<std::string_view> conflict_type;
  std::optional<std::string_view> connection;
  std::optional<std::int64_t> count;
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> error;
  std::optional<std::int64_t> latency_ms;
  std::optional<std::string_view> message;
  std::optional<std::vector<std::string_view>> operation;
  std::optional<std::string_view> preset;
  std::optional<double> probability;
  std::optional<std::string_view> resource_type;
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> skip;
  std::optional<std::string_view> target;

  template <class Structure>
  static constexpr auto members_in() {
    using shapes::member;
    return std::array{member<&FaultRequest::account, Structure>("Account", kAccount),
                      member<&FaultRequest::conflict_type, Structure>("ConflictType", shapes::kConflictType),
                      member<&FaultRequest::connection, Structure>("Connection", kBroken),
                      member<&FaultRequest::count, Structure>("Count", kAtLeastOneCall),
                      member<&FaultRequest::domain_id, Structure>("DomainId", shapes::kDomainId),
                      member<&FaultRequest::error, Structure>("Error", kErrorName),
                      member<&FaultRequest::latency_ms, Structure>("LatencyMs", kLatencyMs),
                      member<&FaultRequest::message, Structure>("Message", kErrorMessage),
                      member<&FaultRequest::operation, Structure>("Operation", kOperationNames),
                      member<&FaultRequest::preset, Structure>("Preset", kPresetName),
                      member<&FaultRequest::probability, Structure>("Probability", kProbability),
                      member<&FaultRequest::resource_type, Structure>("ResourceType", shapes::kResourceType),
                      member<&FaultRequest::seed, Structure>("Seed", kSeed),
                      member<&FaultRequest::skip, Structure>("Skip", kCalls),
                      member<&FaultRequest::target, Structure>("Target", kTarget)};
  }
  static constexpr auto members() { return members_in<FaultRequest>(); }
};

/// A fault in the list: everything that applies, defaults too, and how many calls it met and struck.
struct DescribedFault : FaultRequest {
  static constexpr std::string_view kName = "DescribedFault";
  std::string_view fault_id;
  std::int64_t met = 0;
  std::int64_t struck = 0;
  static constexpr auto members() {
    return shapes::joined(std::array{shapes::member<&DescribedFault::fault_id>("FaultId", kFaultId),
                                     shapes::member<&DescribedFault::met>("Met", kCalls),
                                     shapes::member<&DescribedFault::struck>("Struck", kCalls)},
                          members_in<DescribedFault>());
  }
};

inline constexpr shapes::Shape kFaults = shapes::list_shape<FaultRequest>("Faults", shapes::kShapeOf<FaultRequest>);

/// The file of --faults.
struct FaultFile {
  static constexpr std::string_view kName = "FaultFile";
  std::vector<FaultRequest> faults;
  static constexpr auto members() { return std::array{shapes::member<&FaultFile::faults>("Faults", kFaults)}; }
};

}  // namespace voiceid::faults
