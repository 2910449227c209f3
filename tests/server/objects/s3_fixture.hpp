#pragma once

#include "server/objects/s3_store.hpp"
#include "tests/server/objects/storage_fixture.hpp"
#include "tests/server/outbound/scripted_server.hpp"

namespace voiceid::objects {

using outbound::answer;
using outbound::ClosedPort;
using S3Received = outbound::SentRequest;
using S3Scripted = outbound::Scripted;
using S3Server = outbound::ScriptedServer;

class S3StoreTest : public ::testing::Test {
 protected:
  static S3Options options_for(const std::string& endpoint) {
    return {endpoint, {"eu-west-1", "AKIDEXAMPLE", "SECRET/+=", ""}, std::chrono::minutes(1)};
  }

  Result<std::string> get(const S3Options& options, std::size_t max_bytes = kMaxObjectBytes) {
    return S3Store(options).get(uri_, max_bytes, gate_);
  }
  Result<void> put(const S3Options& options, std::string_view content = "text") {
    return S3Store(options).put(uri_, content, gate_);
  }
  Result<std::string> get(const S3Server& server) { return get(options_for(server.endpoint())); }
  Result<void> put(const S3Server& server) { return put(options_for(server.endpoint())); }

  S3Uri uri_{"bucket", "a/b.json"};
  work::StopGate gate_;
};

}  // namespace voiceid::objects
