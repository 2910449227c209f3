#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/objects/open_beneath.hpp"
#include "server/work/stop_gate.hpp"

/// The file of one object, in its open folder. Errors are the system's, with ECANCELED once the gate is stopped.
namespace voiceid::objects {

/// A file opened for reading, and the size that it had then.
struct OpenFile {
  Descriptor descriptor;
  std::uint64_t size = 0;
};

/// Opens the file; EFBIG if it has more than `max_bytes`. Neither follows links nor blocks on anything but a plain
/// file.
Outcome<OpenFile> open_file(int folder, const std::string& name, std::size_t max_bytes);

/// Reads the whole file; EFBIG if it has more than `max_bytes` by now.
Outcome<std::string> read_file(const OpenFile& file, std::size_t max_bytes, const work::StopGate& gate);

/// Writes the whole file or nothing; replaces an existing plain file.
error_code write_file(int folder, const std::string& name, std::string_view content, work::StopGate& gate);

}  // namespace voiceid::objects
