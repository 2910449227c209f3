#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/objects/beneath.hpp"

namespace voiceid::objects {

struct ListedObject {
  std::string key;
  std::uint64_t size = 0;
  friend bool operator==(const ListedObject&, const ListedObject&) = default;
};

/// The objects of a bucket, an open folder, whose keys begin with the prefix, in the order of their bytes. Links, what
/// is no plain file, and names that no key has are left out.
Outcome<std::vector<ListedObject>> list_objects(int bucket, std::string_view prefix);

}  // namespace voiceid::objects
