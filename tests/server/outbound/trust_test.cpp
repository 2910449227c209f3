#include "server/outbound/trust.hpp"

#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "server/http/self_signed.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/domain/matchers.hpp"

// ca_file_test.py holds which servers are trusted then.
namespace voiceid::outbound {
namespace {

std::string new_certificate() {
  const auto made = http::make_self_signed({});
  const http::openssl::Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), made->certificate.get());
  char* text = nullptr;
  const auto length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

class TrustTest : public ::testing::Test {
 protected:
  std::string file(const std::string& content) const {
    write_text(folder_ / "ca.pem", content);
    return (folder_ / "ca.pem").string();
  }

  const TemporaryFolder folder_;
};

TEST_F(TrustTest, HasAllCertificatesOfTheFile_WhateverElseIsInIt) {
  const auto trust = read_trust(file("# ours\n" + new_certificate() + "\n# theirs\n" + new_certificate()));
  ASSERT_TRUE(trust);
  EXPECT_EQ((*trust)->size(), 2U);
}

TEST_F(TrustTest, RefusesAFileThatCannotBeUsed) {
  const auto refusal_of = [](const std::string& path) {
    const auto failure = failure_of(read_trust(path));
    EXPECT_THAT(failure, is_validation_failure());
    return failure ? failure->message : "";
  };
  const std::string folder = folder_.path().string();
  const std::string broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  EXPECT_EQ(refusal_of(folder + "/none"), "The CA file " + folder + "/none cannot be read: No such file or directory.");
  EXPECT_EQ(refusal_of(folder), "The CA file " + folder + " cannot be read: Is a directory.");
  EXPECT_EQ(refusal_of(file("")), "The CA file " + folder + "/ca.pem contains no PEM certificate.");
  EXPECT_EQ(refusal_of(file(new_certificate() + broken)),
            "The CA file " + folder + "/ca.pem contains a certificate that cannot be read.");
}

}  // namespace
}  // namespace voiceid::outbound
