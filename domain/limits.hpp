#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/enum_names.hpp"
#include "domain/result.hpp"

namespace voiceid {

enum class Quota {
  kDomains,
  kWatchlists,
  kFraudsters,
  kSpeakers,
  kActiveSessions,
  kActiveEnrollmentJobs,
  kActiveRegistrationJobs,
  kEnrollmentJobSpeakers,
  kRegistrationJobFraudsters
};
/// The names that the option `--quota NAME=N` accepts.
template <>
inline constexpr std::array<std::string_view, 9> kEnumNames<Quota>{"domains",
                                                                   "watchlists",
                                                                   "fraudsters",
                                                                   "speakers",
                                                                   "active-sessions",
                                                                   "active-enrollment-jobs",
                                                                   "active-registration-jobs",
                                                                   "enrollment-job-speakers",
                                                                   "registration-job-fraudsters"};

/// The service quotas (Guide, "Amazon Connect service quotas"), each a number or unlimited.
class Quotas {
 public:
  /// AWS's defaults, except that domains are unlimited, because usually every test creates its own.
  Quotas() = default;

  /// `--quota NAME=N` or `NAME=unlimited`. Errors: ValidationException that says what is wrong.
  Result<void> set(std::string_view name_and_value);
  /// `--quotas off`.
  void lift_all() { limits_.fill(std::nullopt); }

  std::optional<std::uint64_t> limit(Quota quota) const { return limits_[static_cast<std::size_t>(quota)]; }

  /// Checks that one more may be added to `present` ones.
  /// Errors: ServiceQuotaExceededException that names the quota, its value and the option that changes it.
  Result<void> check_room(Quota quota, std::uint64_t present) const;

 private:
  std::array<std::optional<std::uint64_t>, kEnumNames<Quota>.size()> limits_{std::nullopt, 3,  500, 100'000, 50, 1, 1,
                                                                             10'000,       500};
};

}  // namespace voiceid
