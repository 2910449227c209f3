#pragma once

#include <gmock/gmock.h>

#include <optional>
#include <ostream>

#include "domain/error.hpp"
#include "domain/result.hpp"

namespace voiceid {

inline void PrintTo(const Error& error, std::ostream* out) {
  *out << error.type->name;
  if (error.resource_type) *out << " " << name_of(*error.resource_type);
  if (error.conflict_type) *out << " " << name_of(*error.conflict_type);
  *out << ": " << error.message;
}

/// The failure that stands in a result, or nothing where it succeeded.
template <class T>
std::optional<Error> failure_of(const Result<T>& result) {
  if (result.has_error()) return result.error();
  return std::nullopt;
}

/// Whether it can be the one plain sentence that every message of an expected failure is.
inline bool is_sentence(std::string_view text) {
  return text.size() > 1 && text.find('\n') == std::string_view::npos && text.ends_with('.');
}

MATCHER(is_validation_failure, "") {
  return arg && arg->type == &kValidationException && !arg->conflict_type && !arg->resource_type &&
         is_sentence(arg->message);
}

MATCHER(is_quota_failure, "") {
  return arg && arg->type == &kServiceQuotaExceededException && is_sentence(arg->message);
}

MATCHER_P(is_not_found, resource_type, "") {
  return arg && arg->type == &kResourceNotFoundException && arg->resource_type == resource_type &&
         is_sentence(arg->message);
}

MATCHER_P(is_conflict, conflict_type, "") {
  return arg && arg->type == &kConflictException && arg->conflict_type == conflict_type && is_sentence(arg->message);
}

/// A conflict for which the model has no fitting ConflictType.
MATCHER(is_untyped_conflict, "") {
  return arg && arg->type == &kConflictException && !arg->conflict_type && is_sentence(arg->message);
}

}  // namespace voiceid
