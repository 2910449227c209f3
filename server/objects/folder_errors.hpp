#pragma once

#include <cstddef>

#include "server/objects/object_store.hpp"
#include "server/objects/open_beneath.hpp"

/// The system's errors as errors of the storage, each in one sentence that names the object.
namespace voiceid::objects {

Error read_error(const S3Uri& uri, error_code refused, std::size_t max_bytes);
Error write_error(const S3Uri& uri, error_code refused);
Error remove_error(const S3Uri& uri, error_code refused);
Error buckets_error(error_code refused);
Error list_error(const std::string& bucket, error_code refused);

}  // namespace voiceid::objects
