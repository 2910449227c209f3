#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <vector>

#include "server/objects/s3_store.hpp"
#include "tests/server/objects/s3_server.hpp"

namespace voiceid::objects {

class S3StoreTest : public ::testing::Test {
 protected:
  static S3Options options_for(const std::string& endpoint) {
    return {endpoint, "eu-west-1", "AKIDEXAMPLE", "SECRET/+=", "", std::chrono::seconds(10)};
  }

  Result<std::string> get(const S3Options& options, std::size_t max_bytes = kMaxObjectBytes) {
    return S3Store(options).get(uri_, max_bytes, gate_);
  }
  Result<void> put(const S3Options& options, std::string_view content = "text") {
    return S3Store(options).put(uri_, content, gate_);
  }
  Result<std::string> get(const S3Server& server) { return get(options_for(server.endpoint())); }
  Result<void> put(const S3Server& server) { return put(options_for(server.endpoint())); }

  /// What is wrong, as "<type>: <message>".
  template <class T>
  static std::string error_of(const Result<T>& result) {
    return result ? "no error" : std::string(result.error().type->name) + ": " + result.error().message;
  }

  S3Uri uri_{"bucket", "a/b.json"};
  work::StopGate gate_;
};

}  // namespace voiceid::objects
