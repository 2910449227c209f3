#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/objects/beneath.hpp"
#include "server/work/stop_gate.hpp"

/// The file of one object, in its open folder. The errors are the system's, with ECANCELED once the gate was stopped.
namespace voiceid::objects {

/// The whole file; EFBIG where it has more than so many bytes. Neither follows links nor waits for what is no plain
/// file.
Outcome<std::string> read_file(int folder, const std::string& name, std::size_t max_bytes, const work::StopGate& gate);

/// Writes the whole file or nothing, over a plain file that is there.
error_code write_file(int folder, const std::string& name, std::string_view content, work::StopGate& gate);

}  // namespace voiceid::objects
