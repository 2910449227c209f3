#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// The exceptions of the API model, and the body of an error answer.
namespace voiceid::shapes {

/// The members of an error's body other than `__type`.
struct ErrorBody {
  std::optional<std::string_view> conflict_type;
  std::optional<std::string_view> message;
  std::optional<std::string_view> resource_type;
};

inline constexpr std::array kMessageOnly{member<&ErrorBody::message>("Message", kString)};
inline constexpr std::array kConflictMembers{member<&ErrorBody::conflict_type>("ConflictType", kConflictType),
                                             member<&ErrorBody::message>("Message", kString)};
inline constexpr std::array kResourceNotFoundMembers{member<&ErrorBody::message>("Message", kString),
                                                     member<&ErrorBody::resource_type>("ResourceType", kResourceType)};

consteval Shape exception_shape(const ErrorType& type, std::span<const Member> members = kMessageOnly) {
  return {.name = type.name, .kind = ShapeKind::kStructure, .members = members, .exception = &type};
}

/// In the order that the contract lists an operation's errors.
inline constexpr std::array kExceptionShapes{exception_shape(kServiceQuotaExceededException),
                                             exception_shape(kResourceNotFoundException, kResourceNotFoundMembers),
                                             exception_shape(kValidationException),
                                             exception_shape(kConflictException, kConflictMembers),
                                             exception_shape(kInternalServerException),
                                             exception_shape(kThrottlingException),
                                             exception_shape(kAccessDeniedException)};

}  // namespace voiceid::shapes
