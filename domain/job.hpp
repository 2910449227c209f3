#pragma once

#include <array>

#include "domain/enum_names.hpp"

namespace voiceid {

/// The states of both kinds of batch job (S). The contract has an enumeration of the same values for each kind.
enum class JobStatus { kSubmitted, kInProgress, kCompleted, kCompletedWithErrors, kFailed };
template <>
inline constexpr std::array<std::string_view, 5> kEnumNames<JobStatus>{"SUBMITTED", "IN_PROGRESS", "COMPLETED",
                                                                       "COMPLETED_WITH_ERRORS", "FAILED"};

enum class ExistingEnrollmentAction { kSkip, kOverwrite };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<ExistingEnrollmentAction>{"SKIP", "OVERWRITE"};

enum class FraudDetectionAction { kIgnore, kFail };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<FraudDetectionAction>{"IGNORE", "FAIL"};

enum class DuplicateRegistrationAction { kSkip, kRegisterAsNew };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<DuplicateRegistrationAction>{"SKIP", "REGISTER_AS_NEW"};

}  // namespace voiceid
