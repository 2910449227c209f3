#include "server/objects/folder_errors.hpp"

#include <cerrno>
#include <string>

namespace voiceid::objects {
namespace {

// The errors of any access; `attempt` begins the sentence.
Error access_error(const std::string& attempt, error_code refused) {
  switch (refused.value()) {
    case EACCES:
    case EPERM:
      return storage_access_denied(attempt + ": permission denied.");
    case EROFS:
      return storage_access_denied(attempt + ": its folder is read-only.");
    case ENOSPC:
    case EDQUOT:
      return storage_unavailable(attempt + ": the disk is full.");
    default:
      return storage_unavailable(attempt + ": " + refused.message() + ".");
  }
}

}  // namespace

Error read_error(const S3Uri& uri, error_code refused, std::size_t max_bytes) {
  const auto no_object = [&](const std::string& reason) {
    return no_such_key("There is no object " + uri.text() + ": " + reason + ".");
  };
  switch (refused.value()) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
      return no_such_object(uri);
    case EISDIR:
      return no_object("it is a folder");
    case ELOOP:
      return no_object("a symbolic link is in the way, and links are not followed");
    case ENXIO:
      return no_object("it is not a plain file");
    case EFBIG:
      return object_too_large(uri, max_bytes);
    case ECANCELED:
      return access_stopped(uri);
    default:
      return access_error("The object " + uri.text() + " cannot be read", refused);
  }
}

Error write_error(const S3Uri& uri, error_code refused) {
  const std::string attempt = "The object " + uri.text() + " cannot be written";
  switch (refused.value()) {
    case EISDIR:
      return conflict(attempt + ": a folder is there.");
    case ENOTDIR:
      return conflict(attempt + ": an object is where one of its folders would be.");
    case ELOOP:
      return conflict(attempt + ": a symbolic link is in the way, and links are not followed.");
    case ENXIO:
      return conflict(attempt + ": it is not a plain file.");
    case ENAMETOOLONG:
      return validation_failed(attempt + ": a part of its key is too long for the file system.");
    case EFBIG:
      return storage_unavailable(attempt + ": the file would be larger than files may be.");
    case ECANCELED:
      return access_stopped(uri);
    default:
      return access_error(attempt, refused);
  }
}

Error remove_error(const S3Uri& uri, error_code refused) {
  return access_error("The object " + uri.text() + " cannot be deleted", refused);
}

Error buckets_error(error_code refused) { return access_error("The buckets cannot be listed", refused); }

Error list_error(const std::string& bucket, error_code refused) {
  return access_error("The objects of the bucket " + bucket + " cannot be listed", refused);
}

}  // namespace voiceid::objects
