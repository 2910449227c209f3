#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/objects/object_store.hpp"

namespace voiceid::objects {

/// Objects in memory, for tests of what reads and writes them. Not for several threads at a time.
class MemoryStore final : public ObjectStore {
 public:
  /// By their URIs.
  std::map<std::string, std::string> objects;
  /// What a get of that URI fails with.
  std::map<std::string, Error> failures;
  /// The URIs that were asked for.
  std::vector<std::string> gets;

  Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) override {
    const std::string text = uri.text();
    gets.push_back(text);
    if (gate.stopped()) return Error{&kStorageUnavailable, "The server stops.", {}, {}};
    if (const auto failure = failures.find(text); failure != failures.end()) return failure->second;
    const auto found = objects.find(text);
    if (found == objects.end()) return Error{&kNoSuchKey, "There is no object " + text + ".", {}, {}};
    if (found->second.size() > max_bytes) {
      return Error{&kObjectTooLarge, "The object " + text + " is too large.", {}, {}};
    }
    return found->second;
  }

  Result<void> put(const S3Uri& uri, std::string_view content, work::StopGate& gate) override {
    const bool passed = gate.pass([&] { objects[uri.text()] = content; });
    if (passed) return {};
    return Error{&kStorageUnavailable, "The server stops.", {}, {}};
  }
};

}  // namespace voiceid::objects
