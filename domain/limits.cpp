#include "domain/limits.hpp"

#include <string>

#include "base/number.hpp"

namespace voiceid {
namespace {

std::string_view scope_of(Quota quota) {
  switch (quota) {
    case Quota::kDomains:
      return "per account and region";
    case Quota::kFraudsters:
      return "per watchlist";
    case Quota::kEnrollmentJobSpeakers:
    case Quota::kRegistrationJobFraudsters:
      return "per job";
    default:
      return "per domain";
  }
}

std::string joined_quota_names() {
  std::string names;
  for (const std::string_view name : kEnumNames<Quota>) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

}  // namespace

Result<void> Quotas::set(std::string_view name_and_value) {
  const std::size_t equals = name_and_value.find('=');
  const auto quota = value_of<Quota>(name_and_value.substr(0, equals));
  if (!quota || equals == std::string_view::npos) {
    std::string message("'");
    message.append(name_and_value).append("' sets no quota; it takes NAME=N or NAME=unlimited, NAME one of ");
    return validation_failed(message.append(joined_quota_names()).append("."));
  }
  const std::string_view value = name_and_value.substr(equals + 1);
  std::optional<std::uint64_t>& limit = limits_[static_cast<std::size_t>(*quota)];
  if (value == "unlimited") {
    limit.reset();
    return {};
  }
  const auto number = number_in<std::uint64_t>(value);
  if (!number) {
    return validation_failed("The value of the quota " + std::string(name_of(*quota)) +
                             " must be a whole number or unlimited.");
  }
  limit = number;
  return {};
}

Result<void> Quotas::check_room(Quota quota, std::uint64_t present) const {
  const auto most = limit(quota);
  if (!most || present < *most) return {};
  const std::string name(name_of(quota));
  return quota_exceeded("The quota " + name + " (" + std::to_string(*most) + " " + std::string(scope_of(quota)) +
                        ") is exceeded; start the emulator with --quota " + name + "=N to change it.");
}

}  // namespace voiceid
