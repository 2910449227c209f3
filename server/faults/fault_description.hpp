#pragma once

#include <string_view>

#include "server/faults/fault_list.hpp"
#include "server/faults/fault_shapes.hpp"

namespace voiceid::faults {

/// The entry as the control API shows it. Its views last as long as the entry and the id.
DescribedFault described(const Entry& entry, std::string_view id);

}  // namespace voiceid::faults
