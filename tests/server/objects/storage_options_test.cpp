#include "server/objects/storage_options.hpp"

#include "tests/domain/matchers.hpp"
#include "tests/server/objects/temporary_folder.hpp"

namespace voiceid::objects {
namespace {

using outbound::AwsIdentity;
using outbound::is_endpoint;
using ::testing::HasSubstr;
using ::testing::Not;

// The message with which the options are refused.
std::string refusal_of(const StorageOptions& options) {
  const auto failure = failure_of(open_storage(options));
  EXPECT_THAT(failure, is_validation_failure());
  return failure ? failure->message : "no failure";
}

StorageOptions with_endpoint() {
  StorageOptions options;
  options.endpoint = "http://localhost:9000/";
  options.identity.access_key = "AKID";
  options.identity.secret_key = "SECRET";
  return options;
}

TEST(IsEndpoint, TakesUrlsOfAServerAlone) {
  for (const std::string endpoint : {"http://localhost", "http://localhost:9000", "http://localhost:9000/",
                                     "https://s3.eu-west-1.amazonaws.com", "http://127.0.0.1:1", "http://[::1]:9000",
                                     "https://[2001:db8::1]", "http://minio:65535", "http://object_store:9000"}) {
    EXPECT_TRUE(is_endpoint(endpoint)) << endpoint;
  }
}

TEST(OpenStorage, RefusesEndpointsThatAreNoUrlOfAServer) {
  for (const std::string endpoint : {"",
                                     "localhost:9000",
                                     "localhost",
                                     "ftp://localhost",
                                     "file:///etc/passwd",
                                     "s3://bucket",
                                     "http:",
                                     "http:/localhost",
                                     "http://",
                                     "http:///",
                                     "http://:9000",
                                     "http://localhost:",
                                     "http://localhost:0",
                                     "http://localhost:65536",
                                     "http://localhost:99999999999999999999",
                                     "http://localhost:9000x",
                                     "http://localhost:-1",
                                     "http://localhost//",
                                     "http://localhost/path",
                                     "http://localhost?a=b",
                                     "http://localhost#a",
                                     "http://user@localhost",
                                     "http://key:secret@host",
                                     "http://local host",
                                     " http://localhost",
                                     "http://localhost ",
                                     "http://localhost\n",
                                     "http://[::1",
                                     "http://::1",
                                     "http://[localhost]",
                                     "HTTP://localhost",
                                     "http://a\\b"}) {
    EXPECT_FALSE(is_endpoint(endpoint)) << endpoint;
    StorageOptions options;
    options.endpoint = endpoint;
    EXPECT_EQ(refusal_of(options), "The S3 endpoint is not a URL such as http://localhost:9000.");
  }
}

TEST(OpenStorage, IsTheUsersFolder_APrivateFolderOrAnS3Server) {
  const TemporaryFolder folder;
  StorageOptions with_root;
  with_root.root = folder.path().string();
  for (const StorageOptions& options : {StorageOptions(), with_root}) {
    const auto storage = open_storage(options);
    ASSERT_TRUE(storage);
    EXPECT_EQ(storage->objects.get(), storage->folder);
  }
  const auto remote = open_storage(with_endpoint());
  ASSERT_TRUE(remote);
  EXPECT_NE(remote->objects, nullptr);
  EXPECT_EQ(remote->folder, nullptr);
}

TEST(OpenStorage, RefusesARootThatIsNoFolder) {
  const TemporaryFolder folder;
  write_text(folder / "file", "");
  for (const auto& [name, reason] : {std::pair{"none", "No such file or directory"}, {"file", "Not a directory"}}) {
    StorageOptions options;
    options.root = (folder / name).string();
    EXPECT_EQ(refusal_of(options), "The folder " + *options.root + " cannot be used: " + reason + ".");
  }
}

TEST(OpenStorage, RefusesRootAndEndpointTogether) {
  StorageOptions options = with_endpoint();
  options.root = "/";
  EXPECT_EQ(refusal_of(options), "--s3-root and --s3-endpoint cannot be used together.");
}

TEST(OpenStorage, RefusesAnIdentityThatCannotSign_WithoutShowingIt) {
  struct Case {
    std::string AwsIdentity::*member;
    std::string value;
    std::string message;
  };
  const std::string together = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be used together.";
  const std::string printable = "must be printable ASCII without blanks.";
  const std::string region = "must be a name such as us-east-1.";
  for (const auto& [member, value, message] :
       {Case{&AwsIdentity::access_key, "", together}, Case{&AwsIdentity::secret_key, "", together},
        Case{&AwsIdentity::access_key, "A\r\nX: y", printable}, Case{&AwsIdentity::session_token, "t\nX: y", printable},
        Case{&AwsIdentity::region, "", region}, Case{&AwsIdentity::region, "eu:west", region},
        Case{&AwsIdentity::region, "eu west", region}}) {
    StorageOptions options = with_endpoint();
    options.identity.*member = value;
    const std::string refusal = refusal_of(options);
    EXPECT_THAT(refusal, HasSubstr(message));
    if (!value.empty()) {
      EXPECT_THAT(refusal, Not(HasSubstr(value)));
    }
  }
}

}  // namespace
}  // namespace voiceid::objects
