#pragma once

#include <string>
#include <vector>

#include "domain/result.hpp"
#include "server/faults/fault.hpp"
#include "server/faults/operations.hpp"

namespace voiceid::faults {

/// The faults in a file, `{"Faults": [{…}, …]}`, each in the form of POST faults. Errors: ValidationException, which
/// names the file, the place in it and what to write instead.
Result<std::vector<Fault>> read_fault_file(const std::string& path, const Operations& operations);

}  // namespace voiceid::faults
