#include "server/http/tls.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "base/digest.hpp"
#include "server/http/openssl.hpp"
#include "tests/base/temporary_folder.hpp"

namespace voiceid::http {
namespace {

using openssl::Bio;
using openssl::Certificate;
using openssl::Free;
using openssl::Key;
using Extension = std::unique_ptr<X509_EXTENSION, Free<&X509_EXTENSION_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Free<&GENERAL_NAMES_free>>;
using SslContext = std::unique_ptr<SSL_CTX, Free<&SSL_CTX_free>>;
using SslConnection = std::unique_ptr<SSL, Free<&SSL_free>>;
using Context = std::unique_ptr<asio::ssl::context>;

template <class Write>
std::string written(Write write) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (write(bio.get()) != 1) throw std::runtime_error("OpenSSL could not write");
  char* text = nullptr;
  const auto length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

std::string pem_of(X509* certificate) {
  return written([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

// What a client must trust if the server made its certificate itself.
std::string certificate_pem(asio::ssl::context& context) {
  return pem_of(SSL_CTX_get0_certificate(context.native_handle()));
}

std::string pem_of(EVP_PKEY* key) {
  return written([&](BIO* bio) { return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

Certificate certificate_in(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

// A key and its certificate by an authority, by default itself.
struct Holder {
  Key key;
  Certificate certificate;

  Holder(EVP_PKEY* its_key, const std::string& name, const char* constraints, const Holder* authority = nullptr)
      : key(its_key), certificate(X509_new()) {
    X509* its = certificate.get();
    X509_set_version(its, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(its), 1);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(its), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(its, X509_get_subject_name(authority != nullptr ? authority->certificate.get() : its));
    X509_gmtime_adj(X509_getm_notBefore(its), -3600);
    X509_gmtime_adj(X509_getm_notAfter(its), 3600);
    X509_set_pubkey(its, key.get());
    add(NID_basic_constraints, constraints);
    add(NID_subject_alt_name, "DNS:" + name);
    if (X509_sign(its, (authority != nullptr ? *authority : *this).key.get(), EVP_sha256()) == 0) {
      throw std::runtime_error("OpenSSL could not sign");
    }
  }

  void add(int type, const std::string& value) const {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, type, value.c_str()));
    X509_add_ext(certificate.get(), extension.get(), -1);
  }
};

EVP_PKEY* elliptic_key() { return EVP_EC_gen("P-256"); }

class TlsFilesTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_ / name; }

  std::string write(const std::string& name, const std::string& content) const {
    write_text(path(name), content);
    return path(name);
  }

  // A server's certificate and key, and the context made of them.
  Result<Context> made(const std::string& certificate, const std::string& key) const {
    return make_tls_context({write("certificate.pem", certificate), write("key.pem", key), false}, {});
  }

  static std::string error_of(const Result<Context>& result) {
    if (result) return "no error";
    EXPECT_EQ(result.error().type, &kValidationException);
    EXPECT_EQ(ERR_peek_error(), 0U) << "this failure must not pass for one of the next connection";
    return result.error().message;
  }

  const Holder holder_{elliptic_key(), "localhost", "CA:FALSE"};
  const std::string certificate_ = pem_of(holder_.certificate.get());
  const std::string key_ = pem_of(holder_.key.get());

 private:
  TemporaryFolder folder_;
};

TEST_F(TlsFilesTest, RefusesUnusableFilesWithTheFileAndTheReason) {
  const std::string no_certificate = "The certificate file CERT contains no PEM certificate.";
  const std::string unreadable = "The certificate file CERT contains a certificate that cannot be read.";
  const std::string no_key = "The key file KEY contains no PEM private key.";
  const std::string unfit_key = "The key file KEY does not match the certificate in CERT.";
  const std::string encrypted_key = "The key file KEY is encrypted; the key must not have a passphrase.";
  const std::string text = "Neither a certificate nor a key.\n";
  const auto damaged = [](const std::string& type) {
    return "-----BEGIN " + type + "-----\nAAAA\n-----END " + type + "-----\n";
  };
  const std::string too_large((1U << 20U) + 1, 'a');
  const std::string der = written([&](BIO* bio) { return i2d_X509_bio(bio, holder_.certificate.get()); });
  const std::string public_key = written([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, holder_.key.get()); });
  const Holder weak(EVP_RSA_gen(512), "localhost", "CA:FALSE");
  const auto encrypted = [&](auto write_key) {
    const std::array<unsigned char, 6> passphrase{'s', 'e', 's', 'a', 'm', 'e'};
    return written([&](BIO* bio) {
      return write_key(bio, holder_.key.get(), EVP_aes_128_cbc(), passphrase.data(), 6, nullptr, nullptr);
    });
  };
  const std::vector<std::array<std::string, 3>> cases{
      {"", key_, no_certificate},
      {text, key_, no_certificate},
      {key_, key_, no_certificate},
      {der, key_, no_certificate},
      {certificate_.substr(0, certificate_.size() / 2), key_, unreadable},
      {certificate_ + damaged("CERTIFICATE"), key_, unreadable},
      {too_large, key_, "The certificate file CERT is larger than 1 MiB."},
      {pem_of(weak.certificate.get()), pem_of(weak.key.get()),
       "The certificate file CERT cannot be used: ee key too small."},
      {certificate_, "", no_key},
      {certificate_, text, no_key},
      {certificate_, certificate_, no_key},
      {certificate_, public_key, no_key},
      {certificate_, damaged("PRIVATE KEY"), no_key},
      {certificate_, too_large, "The key file KEY is larger than 1 MiB."},
      {certificate_, pem_of(Key(elliptic_key()).get()), unfit_key},
      {certificate_, pem_of(Key(EVP_RSA_gen(2048)).get()), unfit_key},
      {certificate_, encrypted(PEM_write_bio_PrivateKey), encrypted_key},
      {certificate_, encrypted(PEM_write_bio_PrivateKey_traditional), encrypted_key},
  };
  for (const auto& [certificate, key, expected] : cases) {
    std::string message = error_of(made(certificate, key));
    for (const auto& [name, word] : {std::pair{"certificate.pem", "CERT"}, std::pair{"key.pem", "KEY"}}) {
      const std::string file = path(name);
      if (const auto at = message.find(file); at != std::string::npos) message.replace(at, file.size(), word);
    }
    EXPECT_EQ(message, expected);
  }
}

TEST_F(TlsFilesTest, RefusesFilesThatCannotBeRead_AndOptionsThatDoNotGoTogether) {
  const std::string good = write("certificate.pem", certificate_);
  const std::string none = path("none.pem");
  const std::string folder = path("");
  const std::string together = "--tls-cert and --tls-key must be used together.";
  const std::string apart = "--tls-self-signed cannot be combined with --tls-cert and --tls-key.";
  const std::vector<std::pair<TlsOptions, std::string>> cases{
      {{none, none, false}, "The certificate file " + none + " cannot be read: No such file or directory."},
      {{good, none, false}, "The key file " + none + " cannot be read: No such file or directory."},
      {{folder, none, false}, "The certificate file " + folder + " cannot be read: Is a directory."},
      {{"certificate.pem", "", false}, together},
      {{"", "key.pem", false}, together},
      {{"certificate.pem", "key.pem", true}, apart},
      {{"certificate.pem", "", true}, apart},
      {{"", "key.pem", true}, apart},
  };
  for (const auto& [options, message] : cases) {
    EXPECT_TRUE(options.enabled());
    EXPECT_EQ(error_of(make_tls_context(options, {})), message);
  }
  EXPECT_EQ(error_of(make_tls_context({}, {})), together);
  EXPECT_FALSE(TlsOptions{}.enabled());
  EXPECT_TRUE((TlsOptions{"", "", true}.enabled()));
}

// A client in this process that trusts one certificate.
struct TrustingClient {
  std::string trusted;
  std::string host = "localhost";
  int version = 0;
  // In the form of the wire: each with its length before it.
  std::string protocols = {};
  unsigned long verify_flags = 0;
};

struct Handshake {
  bool done = false;
  long verified = X509_V_ERR_UNSPECIFIED;
  std::string version;
  std::string protocol;
};

SslContext context_of(const TrustingClient& client) {
  SslContext context(SSL_CTX_new(TLS_client_method()));
  // Otherwise the security level of the machine would rule old versions out.
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), client.version);
  SSL_CTX_set_max_proto_version(context.get(), client.version);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), certificate_in(client.trusted).get());
  X509_VERIFY_PARAM* param = SSL_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(param, client.verify_flags);
  if (X509_VERIFY_PARAM_set1_ip_asc(param, client.host.c_str()) != 1) {
    X509_VERIFY_PARAM_set1_host(param, client.host.c_str(), client.host.size());
  }
  ERR_clear_error();
  return context;
}

Handshake shake_hands(asio::ssl::context& server_context, const TrustingClient& options) {
  const SslContext client_context = context_of(options);
  const SslConnection client(SSL_new(client_context.get()));
  const SslConnection server(SSL_new(server_context.native_handle()));
  BIO* client_end = nullptr;
  BIO* server_end = nullptr;
  BIO_new_bio_pair(&client_end, 0, &server_end, 0);
  SSL_set_bio(client.get(), client_end, client_end);
  SSL_set_bio(server.get(), server_end, server_end);
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  SSL_set_alpn_protos(client.get(), reinterpret_cast<const unsigned char*>(options.protocols.data()),
                      static_cast<unsigned>(options.protocols.size()));
  Handshake result;
  constexpr int kMaxTurns = 10;
  for (int turn = 0; turn < kMaxTurns && !result.done; ++turn) {
    const bool client_done = SSL_do_handshake(client.get()) == 1;
    const bool server_done = SSL_do_handshake(server.get()) == 1;
    result.done = client_done && server_done;
  }
  ERR_clear_error();
  result.verified = SSL_get_verify_result(client.get());
  result.version = SSL_get_version(client.get());
  const unsigned char* protocol = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(client.get(), &protocol, &length);
  if (length != 0) result.protocol.assign(reinterpret_cast<const char*>(protocol), length);
  return result;
}

TEST_F(TlsFilesTest, UsesTheCertificateAndTheKeyInFilesOfAnyOrder) {
  for (const auto& [certificate_file, key_file] :
       {std::pair{certificate_, key_}, std::pair{certificate_ + key_, key_ + certificate_}}) {
    const auto context = made(certificate_file, key_file).value();
    EXPECT_EQ(certificate_pem(*context), certificate_);
    EXPECT_TRUE(shake_hands(*context, {certificate_}).done);
  }
  const std::string both = write("both.pem", key_ + certificate_);
  EXPECT_TRUE(shake_hands(*make_tls_context({both, both, false}, {}).value(), {certificate_}).done);
}

TEST_F(TlsFilesTest, SendsTheChainOfTheCertificate) {
  const Holder root(elliptic_key(), "root", "critical,CA:TRUE");
  const Holder middle(elliptic_key(), "middle", "critical,CA:TRUE", &root);
  const Holder own(elliptic_key(), "localhost", "CA:FALSE", &middle);
  const std::string key = pem_of(own.key.get());
  const std::string alone = pem_of(own.certificate.get());
  const TrustingClient client{pem_of(root.certificate.get())};
  EXPECT_EQ(shake_hands(*made(alone + pem_of(middle.certificate.get()), key).value(), client).verified, X509_V_OK);
  EXPECT_NE(shake_hands(*made(alone, key).value(), client).verified, X509_V_OK);
}

Context self_signed(const std::vector<std::string>& hosts = {}) {
  return make_tls_context({"", "", true}, hosts).value();
}

Certificate self_signed_certificate(const std::vector<std::string>& hosts = {}) {
  return certificate_in(certificate_pem(*self_signed(hosts)));
}

TEST(SelfSigned, IsTrustedForItsHostsAlone) {
  const auto context = self_signed({"192.0.2.7", "voiceid.test", "2001:db8::7", "fe80::1%lo", "voice_id", "localhost"});
  const std::string trusted = certificate_pem(*context);
  for (const char* host :
       {"localhost", "127.0.0.1", "::1", "192.0.2.7", "voiceid.test", "2001:db8::7", "fe80::1", "voice_id"}) {
    const Handshake handshake = shake_hands(*context, {trusted, host});
    EXPECT_TRUE(handshake.done) << host;
    EXPECT_EQ(handshake.verified, X509_V_OK) << host;
  }
  EXPECT_EQ(shake_hands(*context, {trusted, "other.test"}).verified, X509_V_ERR_HOSTNAME_MISMATCH);
  EXPECT_EQ(shake_hands(*context, {trusted, "127.0.0.2"}).verified, X509_V_ERR_IP_ADDRESS_MISMATCH);
}

TEST(SelfSigned, IsTrustedByStrictClients) {
  const auto context = self_signed();
  TrustingClient client{certificate_pem(*context)};
  for (const unsigned long flags : {X509_V_FLAG_X509_STRICT, X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN}) {
    client.verify_flags = flags;
    EXPECT_EQ(shake_hands(*context, client).verified, X509_V_OK);
  }
}

TEST(SelfSigned, HasAKeyAndASerialNumberOfItsOwn_SoThatAnEarlierOneIsNotEnough) {
  const auto context = self_signed();
  const auto earlier_context = self_signed();
  const auto one = certificate_in(certificate_pem(*context));
  const auto earlier = certificate_in(certificate_pem(*earlier_context));
  EXPECT_NE(EVP_PKEY_eq(X509_get0_pubkey(one.get()), X509_get0_pubkey(earlier.get())), 1);
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(one.get()), X509_get0_serialNumber(earlier.get())), 0);
  const Handshake handshake = shake_hands(*context, {certificate_pem(*earlier_context)});
  EXPECT_FALSE(handshake.done);
  EXPECT_NE(handshake.verified, X509_V_OK);
}

TEST(SelfSigned, IsAServersAndNotAnAuthoritys_FromADayAgoFor397Days) {
  const auto certificate = self_signed_certificate();
  EXPECT_EQ(X509_get_extension_flags(certificate.get()) & (EXFLAG_CA | EXFLAG_BCONS | EXFLAG_KUSAGE), 0U);
  EXPECT_EQ(X509_get_extended_key_usage(certificate.get()), static_cast<std::uint32_t>(XKU_SSL_SERVER));
  EXPECT_EQ(X509_get_version(certificate.get()), X509_VERSION_3);
  EXPECT_EQ(X509_self_signed(certificate.get(), 1), 1);
  std::array<char, 80> name{};
  X509_NAME_oneline(X509_get_subject_name(certificate.get()), name.data(), static_cast<int>(name.size()));
  EXPECT_STREQ(name.data(), "/CN=localhost");
  std::array<char, 80> curve{};
  std::size_t length = 0;
  EVP_PKEY_get_group_name(X509_get0_pubkey(certificate.get()), curve.data(), curve.size(), &length);
  EXPECT_EQ(std::string(curve.data(), length), "prime256v1");
  const ASN1_TIME* begin = X509_get0_notBefore(certificate.get());
  int days = 0;
  int seconds = 0;
  ASSERT_EQ(ASN1_TIME_diff(&days, &seconds, begin, X509_get0_notAfter(certificate.get())), 1);
  EXPECT_EQ(days, 397);
  EXPECT_EQ(seconds, 0);
  ASSERT_EQ(ASN1_TIME_diff(&days, &seconds, begin, nullptr), 1);
  EXPECT_EQ(days, 1);
  EXPECT_LT(seconds, 600);
}

TEST(SelfSigned, NamesEachHostOnce) {
  const auto certificate =
      self_signed_certificate({"localhost", "127.0.0.1", "0:0::1", "voiceid.test", "voiceid.test"});
  const Names names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate.get(), NID_subject_alt_name, nullptr, nullptr)));
  EXPECT_EQ(sk_GENERAL_NAME_num(names.get()), 4);
}

TEST(SelfSigned, IsRefusedForATextThatIsNoHost) {
  for (const std::string text : {"", "a b", "a,DNS:b.test", "a:1", "https://a.test", "[::1]", "\xc3\xa4.test"}) {
    const auto context = make_tls_context({"", "", true}, std::vector<std::string>{"voiceid.test", text});
    ASSERT_FALSE(context) << text;
    EXPECT_EQ(context.error().type, &kValidationException);
    EXPECT_EQ(context.error().message,
              "No certificate can be made for '" + text + "': it is neither an IP address nor a host name.");
  }
}

TEST(Tls, TakesVersions1Dot2And1Dot3AndNoneBefore) {
  const auto context = self_signed();
  SSL_CTX_set_security_level(context->native_handle(), 0);
  TrustingClient client{certificate_pem(*context)};
  for (const auto& [version, name] : {std::pair{TLS1_2_VERSION, "TLSv1.2"}, std::pair{TLS1_3_VERSION, "TLSv1.3"}}) {
    client.version = version;
    const Handshake handshake = shake_hands(*context, client);
    EXPECT_TRUE(handshake.done);
    EXPECT_EQ(handshake.version, name);
  }
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    client.version = version;
    EXPECT_FALSE(shake_hands(*context, client).done);
  }
}

TEST(Tls, SelectsHttp11IfTheClientOffersItAndElseNoProtocol) {
  const auto context = self_signed();
  TrustingClient client{certificate_pem(*context)};
  using Offer = std::pair<std::string, std::string>;
  for (const auto& [offered, selected] :
       {Offer("\x08http/1.1", "http/1.1"), Offer("\x02h2\x08http/1.1", "http/1.1"),
        Offer("\x08http/1.1\x02h2", "http/1.1"), Offer("", ""), Offer("\x02h2", ""), Offer("\x08http/1.0", "")}) {
    client.protocols = offered;
    const Handshake handshake = shake_hands(*context, client);
    EXPECT_TRUE(handshake.done) << offered;
    EXPECT_EQ(handshake.protocol, selected) << offered;
  }
}

TEST(Tls, ShowsTheSha256FingerprintOfTheCertificate) {
  const auto context = self_signed();
  unsigned char* der = nullptr;
  const int size = i2d_X509(SSL_CTX_get0_certificate(context->native_handle()), &der);
  const Digest digest = sha256({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  std::string expected;
  for (const unsigned byte : digest) {
    std::array<char, 4> pair{};
    std::snprintf(pair.data(), pair.size(), ":%02X", byte);
    expected += pair.data();
  }
  EXPECT_EQ(sha256_fingerprint(*context), expected.substr(1));
}

}  // namespace
}  // namespace voiceid::http
