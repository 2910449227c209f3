#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstddef>
#include <functional>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace voiceid::store {

/// Finds the entries of a table by a key in constant time. `KeyOf` has a static `std::string_view of(const Entry&)`.
///
/// A hash table moves all of its elements when it grows, which takes tens of milliseconds for a million. So a large
/// index consists of many small tables, each of which grows by itself: at a million entries, one has 2,000.
template <class Entry, class KeyOf>
class KeyIndex {
 public:
  /// Adds an entry whose key is not in the index. The entry stays at its address as long as it is in the index.
  void add(Entry& entry) {
    if (parts_.size() == 1 && parts_.front().size() == kMostInOnePart) split();
    if (parts_.empty()) parts_.resize(1);
    parts_[part_of(Hash()(&entry))].insert(&entry);
  }

  /// nullptr if there is none.
  Entry* find(std::string_view key) const {
    if (parts_.empty()) return nullptr;
    const HashedKey sought{key, hash_of(key)};
    const Part& part = parts_[part_of(sought.hash)];
    const auto found = part.find(sought);
    return found == part.end() ? nullptr : *found;
  }

  void erase(const Entry& entry) {
    const HashedKey sought{KeyOf::of(entry), hash_of(KeyOf::of(entry))};
    Part& part = parts_[part_of(sought.hash)];
    part.erase(part.find(sought));
  }

 private:
  static constexpr std::size_t kMostInOnePart = 2048;
  static constexpr int kPartsBits = 9;

  struct HashedKey {
    std::string_view key;
    std::size_t hash;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const Entry* entry) const { return hash_of(KeyOf::of(*entry)); }
    std::size_t operator()(const HashedKey& sought) const { return sought.hash; }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const Entry* a, const Entry* b) const { return KeyOf::of(*a) == KeyOf::of(*b); }
    bool operator()(const HashedKey& a, const Entry* b) const { return a.key == KeyOf::of(*b); }
    bool operator()(const Entry* a, const HashedKey& b) const { return KeyOf::of(*a) == b.key; }
  };
  using Part = boost::unordered_flat_set<Entry*, Hash, Equal>;

  static std::size_t hash_of(std::string_view key) { return std::hash<std::string_view>()(key); }

  std::size_t part_of(std::size_t hash) const {
    return parts_.size() == 1 ? 0 : hash >> (std::numeric_limits<std::size_t>::digits - kPartsBits);
  }

  void split() {
    const Part whole = std::move(parts_.front());
    parts_ = std::vector<Part>(std::size_t{1} << kPartsBits);
    for (Entry* entry : whole) parts_[part_of(Hash()(entry))].insert(entry);
  }

  // None as long as the index is empty, then one, then many.
  std::vector<Part> parts_;
};

}  // namespace voiceid::store
