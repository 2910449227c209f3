#pragma once

#include <optional>
#include <string_view>

#include "domain/result.hpp"
#include "server/faults/fault.hpp"
#include "server/faults/fault_shapes.hpp"
#include "server/faults/operations.hpp"

namespace voiceid::faults {

/// The fault that is asked for. `account` is that of the query, for a fault that names none itself.
/// Errors: ValidationException, which names the member and says what to write instead.
Result<Fault> read_fault(const FaultRequest& request, const Operations& known,
                         std::optional<std::string_view> account = {});

}  // namespace voiceid::faults
