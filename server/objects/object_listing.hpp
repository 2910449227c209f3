#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/objects/open_beneath.hpp"

namespace voiceid::objects {

struct ObjectEntry {
  std::string key;
  std::uint64_t size = 0;
  friend bool operator==(const ObjectEntry&, const ObjectEntry&) = default;
};

/// The objects in a bucket, an open folder, whose keys begin with the prefix, in byte order. Leaves out links, anything
/// but plain files, and names that no key can have.
Outcome<std::vector<ObjectEntry>> list_objects(int bucket, std::string_view prefix);

}  // namespace voiceid::objects
