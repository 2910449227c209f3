#include "server/objects/storage_options.hpp"

#include <gmock/gmock.h>

#include "tests/server/objects/temporary_folder.hpp"

namespace voiceid::objects {
namespace {

using outbound::AwsIdentity;
using outbound::is_endpoint;
using ::testing::HasSubstr;
using ::testing::Not;

class RightEndpoints : public ::testing::TestWithParam<std::string> {};

TEST_P(RightEndpoints, AreTaken) { EXPECT_TRUE(is_endpoint(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Urls, RightEndpoints,
                         ::testing::Values("http://localhost", "http://localhost:9000", "http://localhost:9000/",
                                           "https://s3.eu-west-1.amazonaws.com", "http://127.0.0.1:1",
                                           "http://[::1]:9000", "https://[2001:db8::1]", "http://minio:65535",
                                           "http://object_store:9000"));

class WrongEndpoints : public ::testing::TestWithParam<std::string> {};

TEST_P(WrongEndpoints, AreRefused) {
  EXPECT_FALSE(is_endpoint(GetParam()));
  StorageOptions options;
  options.endpoint = GetParam();
  const auto storage = open_storage(options);
  ASSERT_FALSE(storage);
  EXPECT_EQ(storage.error().message, "The S3 endpoint is not a URL such as http://localhost:9000.");
}

INSTANTIATE_TEST_SUITE_P(Urls, WrongEndpoints,
                         ::testing::Values("", "localhost:9000", "localhost", "ftp://localhost", "file:///etc/passwd",
                                           "s3://bucket", "http:", "http:/localhost", "http://", "http:///",
                                           "http://:9000", "http://localhost:", "http://localhost:0",
                                           "http://localhost:65536", "http://localhost:99999999999999999999",
                                           "http://localhost:9000x", "http://localhost:-1", "http://localhost//",
                                           "http://localhost/path", "http://localhost?a=b", "http://localhost#a",
                                           "http://user@localhost", "http://key:secret@host", "http://local host",
                                           " http://localhost", "http://localhost ", "http://localhost\n",
                                           "http://[::1", "http://::1", "http://[localhost]", "HTTP://localhost",
                                           "http://a\\b"));

TEST(OpenStorage, IsAPrivateFolderByDefault) {
  const auto storage = open_storage({});
  ASSERT_TRUE(storage);
  EXPECT_EQ(storage->objects.get(), storage->folder);
}

TEST(OpenStorage, TakesAFolderThatIsThere) {
  const TemporaryFolder folder;
  StorageOptions options;
  options.root = folder.path().string();
  const auto storage = open_storage(options);
  ASSERT_TRUE(storage);
  EXPECT_EQ(storage->objects.get(), storage->folder);
}

TEST(OpenStorage, RefusesARootThatIsNoFolder) {
  const TemporaryFolder folder;
  write_text(folder / "file", "");
  for (const auto& [name, reason] : {std::pair{"none", "No such file or directory"}, {"file", "Not a directory"}}) {
    StorageOptions options;
    options.root = (folder / name).string();
    const auto storage = open_storage(options);
    ASSERT_FALSE(storage);
    EXPECT_EQ(storage.error().type, &kValidationException);
    EXPECT_EQ(storage.error().message, "The folder " + *options.root + " cannot be used: " + reason + ".");
  }
}

StorageOptions with_endpoint() {
  StorageOptions options;
  options.endpoint = "http://localhost:9000/";
  options.identity.access_key = "AKID";
  options.identity.secret_key = "SECRET";
  return options;
}

TEST(OpenStorage, HasNoFolderWithAnEndpoint) {
  const auto storage = open_storage(with_endpoint());
  ASSERT_TRUE(storage);
  EXPECT_NE(storage->objects, nullptr);
  EXPECT_EQ(storage->folder, nullptr);
}

TEST(OpenStorage, RefusesRootAndEndpointTogether) {
  StorageOptions options = with_endpoint();
  options.root = "/";
  const auto storage = open_storage(options);
  ASSERT_FALSE(storage);
  EXPECT_EQ(storage.error().message, "--s3-root and --s3-endpoint cannot be used together.");
}

struct WrongOption {
  std::string name;
  std::string AwsIdentity::*member;
  std::string value;
  std::string message;

  friend void PrintTo(const WrongOption& wrong, std::ostream* out) { *out << wrong.name; }
};

class WrongS3Options : public ::testing::TestWithParam<WrongOption> {};

TEST_P(WrongS3Options, AreRefusedAndNotRepeated) {
  StorageOptions options = with_endpoint();
  options.identity.*GetParam().member = GetParam().value;
  const auto storage = open_storage(options);
  ASSERT_FALSE(storage);
  EXPECT_EQ(storage.error().type, &kValidationException);
  EXPECT_THAT(storage.error().message, HasSubstr(GetParam().message));
  if (!GetParam().value.empty()) {
    EXPECT_THAT(storage.error().message, Not(HasSubstr(GetParam().value)));
  }
}

constexpr const char* kTogether = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be used together.";
constexpr const char* kSigns = "must be printable ASCII without blanks.";
constexpr const char* kRegion = "must be a name such as us-east-1.";

INSTANTIATE_TEST_SUITE_P(Options, WrongS3Options,
                         ::testing::Values(WrongOption{"NoAccessKey", &AwsIdentity::access_key, "", kTogether},
                                           WrongOption{"NoSecret", &AwsIdentity::secret_key, "", kTogether},
                                           WrongOption{"HeaderInAccessKey", &AwsIdentity::access_key, "A\r\nX: y",
                                                       kSigns},
                                           WrongOption{"HeaderInToken", &AwsIdentity::session_token, "t\nX: y", kSigns},
                                           WrongOption{"NoRegion", &AwsIdentity::region, "", kRegion},
                                           WrongOption{"ScopeInRegion", &AwsIdentity::region, "eu:west", kRegion},
                                           WrongOption{"BlankInRegion", &AwsIdentity::region, "eu west", kRegion}),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace voiceid::objects
