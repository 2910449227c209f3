#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/objects/open_beneath.hpp"
#include "server/work/stop_gate.hpp"

namespace voiceid::objects {

struct ObjectEntry {
  std::string key;
  std::uint64_t size = 0;
  friend bool operator==(const ObjectEntry&, const ObjectEntry&) = default;
};

/// The objects in a bucket, an open folder, whose keys begin with the prefix, in byte order. Leaves out links, anything
/// but plain files, and names that no key can have. Takes time in proportion to what it reads. Errors: those of the
/// system; ECANCELED once the gate is stopped.
Outcome<std::vector<ObjectEntry>> list_objects(Descriptor bucket, std::string_view prefix, const work::StopGate& gate);

/// The folders, in an open folder, whose names a bucket can have, in byte order. Errors: as list_objects().
Outcome<std::vector<std::string>> list_buckets(const Descriptor& root, const work::StopGate& gate);

}  // namespace voiceid::objects
