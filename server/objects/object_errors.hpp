#pragma once

#include <string>

#include "server/objects/object_store.hpp"

/// What both storages say in the same words.
namespace voiceid::objects {

inline Error no_such_object(const S3Uri& uri) {
  return {&kNoSuchKey, "There is no object " + uri.text() + ".", {}, {}};
}

inline Error object_too_large(const S3Uri& uri, std::size_t max_bytes) {
  return {
      &kObjectTooLarge,
      "The object " + uri.text() + " has more than " + std::to_string(max_bytes) + " bytes, the most that it may have.",
      {},
      {}};
}

inline Error access_stopped(const S3Uri& uri) {
  return {&kStorageUnavailable, "Access to the object " + uri.text() + " was stopped.", {}, {}};
}

}  // namespace voiceid::objects
