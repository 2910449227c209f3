#include "server/faults/fault_description.hpp"

#include <vector>

namespace voiceid::faults {

DescribedFault described(const Entry& entry, std::string_view id) {
  const Fault& fault = entry.fault;
  DescribedFault shown;
  shown.fault_id = id;
  shown.met = static_cast<std::int64_t>(entry.met);
  shown.struck = static_cast<std::int64_t>(entry.struck);
  shown.account = fault.account;
  shown.domain_id = fault.domain_id;
  shown.target = name_of(fault.target);
  shown.operation = fault.operations.empty() ? std::vector<std::string_view>{kEveryOperation} : fault.operations;
  if (!fault.preset.empty()) shown.preset = fault.preset;
  if (fault.error) {
    shown.error = fault.error->type->name;
    shown.message = fault.error->message;
    if (fault.error->conflict_type) shown.conflict_type = name_of(*fault.error->conflict_type);
    if (fault.error->resource_type) shown.resource_type = name_of(*fault.error->resource_type);
  }
  if (fault.latency.count() != 0) shown.latency_ms = fault.latency.count();
  if (fault.connection) shown.connection = name_of(*fault.connection);
  shown.skip = static_cast<std::int64_t>(fault.skip);
  if (fault.count) shown.count = static_cast<std::int64_t>(*fault.count);
  if (fault.probability) {
    shown.probability = fault.probability;
    shown.seed = static_cast<std::int64_t>(fault.seed);
  }
  return shown;
}

}  // namespace voiceid::faults
