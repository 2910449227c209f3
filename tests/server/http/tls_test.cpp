#include "server/http/tls.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "base/digest.hpp"
#include "server/http/openssl.hpp"

namespace voiceid::http {
namespace {

using openssl::Bio;
using openssl::Certificate;
using openssl::Free;
using openssl::Key;
using Extension = std::unique_ptr<X509_EXTENSION, Free<&X509_EXTENSION_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Free<&GENERAL_NAMES_free>>;
using SslContext = std::unique_ptr<SSL_CTX, Free<&SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, Free<&SSL_free>>;
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

// What a client has to trust where the server made it itself.
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

// A key and what an authority, by default itself, says of it.
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

// What files may hold.
struct Samples {
  std::string certificate;
  std::string key;
  std::string certificate_cut_short;
  std::string certificate_and_damaged_one;
  std::string certificate_in_der;
  std::string weak_certificate;
  std::string weak_key;
  std::string other_key;
  std::string key_of_other_kind;
  std::string encrypted_key;
  std::string encrypted_key_of_old_form;
  std::string damaged_key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
  std::string public_key;
  std::string text = "Not a certificate, nor a key.\n";
  std::string nothing;
  std::string too_large = std::string((1U << 20U) + 1, 'a');

  Samples() {
    const Holder holder(elliptic_key(), "localhost", "CA:FALSE");
    const Holder weak(EVP_RSA_gen(512), "localhost", "CA:FALSE");
    certificate = pem_of(holder.certificate.get());
    key = pem_of(holder.key.get());
    certificate_cut_short = certificate.substr(0, certificate.size() / 2);
    certificate_and_damaged_one = certificate + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    certificate_in_der = written([&](BIO* bio) { return i2d_X509_bio(bio, holder.certificate.get()); });
    weak_certificate = pem_of(weak.certificate.get());
    weak_key = pem_of(weak.key.get());
    other_key = pem_of(Key(elliptic_key()).get());
    key_of_other_kind = pem_of(Key(EVP_RSA_gen(2048)).get());
    public_key = written([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, holder.key.get()); });
    const std::array<unsigned char, 6> passphrase{'s', 'e', 's', 'a', 'm', 'e'};
    const auto encrypted = [&](auto write) {
      return written([&](BIO* bio) {
        return write(bio, holder.key.get(), EVP_aes_128_cbc(), passphrase.data(), 6, nullptr, nullptr);
      });
    };
    encrypted_key = encrypted(PEM_write_bio_PrivateKey);
    encrypted_key_of_old_form = encrypted(PEM_write_bio_PrivateKey_traditional);
  }
};

const Samples& samples() {
  static const Samples kSamples;
  return kSamples;
}

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / "tls_test.XXXXXX") {
    std::string pattern = path_.string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

class TlsFilesTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path(name); }

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }

  static Result<Context> made(const std::string& certificate_file, const std::string& key_file) {
    return make_tls_context({certificate_file, key_file, false}, {});
  }

  static std::string error_of(const Result<Context>& result) {
    if (result) return "no error";
    EXPECT_EQ(result.error().type, &kValidationException);
    EXPECT_EQ(ERR_peek_error(), 0U) << "what failed here must not be taken for a failure of the next connection";
    return result.error().message;
  }

 private:
  TemporaryFolder folder_;
};

struct WrongFiles {
  std::string name;
  std::string Samples::*certificate;
  std::string Samples::*key;
  // CERT and KEY stand for the two paths.
  std::string message;

  friend void PrintTo(const WrongFiles& wrong, std::ostream* out) { *out << wrong.name; }
};

class WrongTlsFiles : public TlsFilesTest, public ::testing::WithParamInterface<WrongFiles> {};

TEST_P(WrongTlsFiles, AreRefusedWithTheFileAndTheReason) {
  const std::string certificate_file = write("certificate.pem", samples().*GetParam().certificate);
  const std::string key_file = write("key.pem", samples().*GetParam().key);
  std::string expected = GetParam().message;
  for (const auto& [word, file] : {std::pair{"CERT", certificate_file}, std::pair{"KEY", key_file}}) {
    if (const auto at = expected.find(word); at != std::string::npos) {
      expected.replace(at, std::string_view(word).size(), file);
    }
  }
  EXPECT_EQ(error_of(made(certificate_file, key_file)), expected);
}

using S = Samples;
constexpr const char* kNoCertificate = "The certificate file CERT holds no certificate in the form of PEM.";
constexpr const char* kUnreadableCertificate = "The certificate file CERT holds a certificate that cannot be read.";
constexpr const char* kNoKey = "The key file KEY holds no private key in the form of PEM.";
constexpr const char* kUnfitKey = "The key file KEY does not fit the certificate in CERT.";
constexpr const char* kEncryptedKey = "The key file KEY is encrypted; the key must be given without a passphrase.";

INSTANTIATE_TEST_SUITE_P(
    Certificates, WrongTlsFiles,
    ::testing::Values(WrongFiles{"Empty", &S::nothing, &S::key, kNoCertificate},
                      WrongFiles{"Text", &S::text, &S::key, kNoCertificate},
                      WrongFiles{"Key", &S::key, &S::key, kNoCertificate},
                      WrongFiles{"Der", &S::certificate_in_der, &S::key, kNoCertificate},
                      WrongFiles{"CutShort", &S::certificate_cut_short, &S::key, kUnreadableCertificate},
                      WrongFiles{"DamagedSecond", &S::certificate_and_damaged_one, &S::key, kUnreadableCertificate},
                      WrongFiles{"TooLarge", &S::too_large, &S::key, "The certificate file CERT is larger than 1 MiB."},
                      WrongFiles{"Weak", &S::weak_certificate, &S::weak_key,
                                 "The certificate file CERT cannot be used: ee key too small."}),
    [](const auto& param_info) { return param_info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Keys, WrongTlsFiles,
    ::testing::Values(WrongFiles{"Empty", &S::certificate, &S::nothing, kNoKey},
                      WrongFiles{"Text", &S::certificate, &S::text, kNoKey},
                      WrongFiles{"Certificate", &S::certificate, &S::certificate, kNoKey},
                      WrongFiles{"Public", &S::certificate, &S::public_key, kNoKey},
                      WrongFiles{"Damaged", &S::certificate, &S::damaged_key, kNoKey},
                      WrongFiles{"TooLarge", &S::certificate, &S::too_large, "The key file KEY is larger than 1 MiB."},
                      WrongFiles{"Other", &S::certificate, &S::other_key, kUnfitKey},
                      WrongFiles{"OtherKind", &S::certificate, &S::key_of_other_kind, kUnfitKey},
                      WrongFiles{"Encrypted", &S::certificate, &S::encrypted_key, kEncryptedKey},
                      WrongFiles{"EncryptedInOldForm", &S::certificate, &S::encrypted_key_of_old_form, kEncryptedKey}),
    [](const auto& param_info) { return param_info.param.name; });

TEST_F(TlsFilesTest, RefusesFilesThatCannotBeRead) {
  const std::string certificate_file = write("certificate.pem", samples().certificate);
  EXPECT_EQ(error_of(made(path("none.pem"), path("none.pem"))),
            "The certificate file " + path("none.pem") + " cannot be read: No such file or directory.");
  EXPECT_EQ(error_of(made(certificate_file, path("none.pem"))),
            "The key file " + path("none.pem") + " cannot be read: No such file or directory.");
  EXPECT_EQ(error_of(made(path(""), path(""))),
            "The certificate file " + path("") + " cannot be read: Is a directory.");
}

TEST_F(TlsFilesTest, RefusesOptionsThatDoNotGoTogether) {
  const std::string together = "--tls-cert and --tls-key must be used together.";
  EXPECT_EQ(error_of(made("certificate.pem", "")), together);
  EXPECT_EQ(error_of(made("", "key.pem")), together);
  EXPECT_EQ(error_of(made("", "")), together);
  const std::string apart = "--tls-self-signed cannot be used with --tls-cert and --tls-key.";
  EXPECT_EQ(error_of(make_tls_context({"certificate.pem", "key.pem", true}, {})), apart);
  EXPECT_EQ(error_of(make_tls_context({"certificate.pem", "", true}, {})), apart);
  EXPECT_EQ(error_of(make_tls_context({"", "key.pem", true}, {})), apart);
}

TEST(TlsOptions, AreEnabledByAnyOfThem) {
  EXPECT_FALSE(TlsOptions{}.enabled());
  EXPECT_TRUE((TlsOptions{"certificate.pem", "", false}.enabled()));
  EXPECT_TRUE((TlsOptions{"", "key.pem", false}.enabled()));
  EXPECT_TRUE((TlsOptions{"", "", true}.enabled()));
}

// A client in this process, which trusts one certificate.
struct Client {
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

SslContext context_of(const Client& client) {
  SslContext context(SSL_CTX_new(TLS_client_method()));
  // The security level of the machine would keep old versions out, whatever the server says of them.
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

Handshake shake_hands(asio::ssl::context& server_context, const Client& options) {
  const SslContext client_context = context_of(options);
  const Connection client(SSL_new(client_context.get()));
  const Connection server(SSL_new(server_context.native_handle()));
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

TEST_F(TlsFilesTest, UsesTheCertificateAndTheKey) {
  const auto context = made(write("certificate.pem", samples().certificate), write("key.pem", samples().key)).value();
  EXPECT_EQ(certificate_pem(*context), samples().certificate);
  EXPECT_TRUE(shake_hands(*context, {samples().certificate}).done);
}

TEST_F(TlsFilesTest, TakesBothFromOneFileInEitherOrder) {
  for (const std::string& content : {samples().certificate + samples().key, samples().key + samples().certificate}) {
    const std::string file = write("both.pem", content);
    const auto context = made(file, file).value();
    EXPECT_TRUE(shake_hands(*context, {samples().certificate}).done);
  }
}

TEST_F(TlsFilesTest, SendsWhatTheCertificateChainsTo) {
  const Holder root(elliptic_key(), "root", "critical,CA:TRUE");
  const Holder middle(elliptic_key(), "middle", "critical,CA:TRUE", &root);
  const Holder own(elliptic_key(), "localhost", "CA:FALSE", &middle);
  const std::string key_file = write("key.pem", pem_of(own.key.get()));
  const std::string own_pem = pem_of(own.certificate.get());
  const Client client{pem_of(root.certificate.get())};
  const auto whole = made(write("whole.pem", own_pem + pem_of(middle.certificate.get())), key_file).value();
  EXPECT_EQ(shake_hands(*whole, client).verified, X509_V_OK);
  const auto alone = made(write("alone.pem", own_pem), key_file).value();
  EXPECT_NE(shake_hands(*alone, client).verified, X509_V_OK);
}

Context self_signed(const std::vector<std::string>& hosts = {}) {
  return make_tls_context({"", "", true}, hosts).value();
}

class SelfSignedFor : public ::testing::TestWithParam<const char*> {};

TEST_P(SelfSignedFor, IsTrustedForTheHost) {
  const auto context = self_signed({"192.0.2.7", "voiceid.test", "2001:db8::7", "fe80::1%lo", "voice_id", "localhost"});
  const Handshake handshake = shake_hands(*context, {certificate_pem(*context), GetParam()});
  EXPECT_TRUE(handshake.done);
  EXPECT_EQ(handshake.verified, X509_V_OK);
}

INSTANTIATE_TEST_SUITE_P(Hosts, SelfSignedFor,
                         ::testing::Values("localhost", "127.0.0.1", "::1", "192.0.2.7", "voiceid.test", "2001:db8::7",
                                           "fe80::1", "voice_id"));

TEST(SelfSigned, IsNotTrustedForAnotherHostOrAddress) {
  const auto context = self_signed();
  const std::string trusted = certificate_pem(*context);
  EXPECT_EQ(shake_hands(*context, {trusted, "voiceid.test"}).verified, X509_V_ERR_HOSTNAME_MISMATCH);
  EXPECT_EQ(shake_hands(*context, {trusted, "127.0.0.2"}).verified, X509_V_ERR_IP_ADDRESS_MISMATCH);
}

TEST(SelfSigned, IsNotTrustedByWhoTrustsAnEarlierOne) {
  const Handshake handshake = shake_hands(*self_signed(), {certificate_pem(*self_signed())});
  EXPECT_FALSE(handshake.done);
  EXPECT_NE(handshake.verified, X509_V_OK);
}

TEST(SelfSigned, IsTrustedByStrictClients) {
  const auto context = self_signed();
  Client client{certificate_pem(*context)};
  for (const unsigned long flags : {X509_V_FLAG_X509_STRICT, X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN}) {
    client.verify_flags = flags;
    EXPECT_EQ(shake_hands(*context, client).verified, X509_V_OK);
  }
}

TEST(SelfSigned, IsAServersAndNoAuthoritys) {
  const auto certificate = certificate_in(certificate_pem(*self_signed()));
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
}

TEST(SelfSigned, NamesEachHostOnce) {
  const auto context = self_signed({"localhost", "127.0.0.1", "0:0::1", "voiceid.test", "voiceid.test"});
  const auto certificate = certificate_in(certificate_pem(*context));
  const Names names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate.get(), NID_subject_alt_name, nullptr, nullptr)));
  EXPECT_EQ(sk_GENERAL_NAME_num(names.get()), 4);
}

TEST(SelfSigned, IsValidFromADayAgoFor397Days) {
  const auto certificate = certificate_in(certificate_pem(*self_signed()));
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

TEST(SelfSigned, HasAKeyAndASerialNumberOfItsOwn) {
  const auto one = certificate_in(certificate_pem(*self_signed()));
  const auto other = certificate_in(certificate_pem(*self_signed()));
  EXPECT_NE(EVP_PKEY_eq(X509_get0_pubkey(one.get()), X509_get0_pubkey(other.get())), 1);
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(one.get()), X509_get0_serialNumber(other.get())), 0);
}

class NoHost : public ::testing::TestWithParam<const char*> {};

TEST_P(NoHost, IsRefusedForASelfSignedCertificate) {
  const std::vector<std::string> hosts{"voiceid.test", GetParam()};
  const auto context = make_tls_context({"", "", true}, hosts);
  ASSERT_FALSE(context);
  EXPECT_EQ(context.error().type, &kValidationException);
  EXPECT_EQ(context.error().message,
            "No certificate can be made for '" + hosts.back() + "': it is no IP address or host name.");
}

INSTANTIATE_TEST_SUITE_P(Texts, NoHost,
                         ::testing::Values("", "a b", "a,DNS:b.test", "a:1", "https://a.test", "[::1]",
                                           "\xc3\xa4.test"));

TEST(Tls, TakesVersions1Dot2And1Dot3AndNoneBefore) {
  const auto context = self_signed();
  SSL_CTX_set_security_level(context->native_handle(), 0);
  Client client{certificate_pem(*context)};
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

TEST(Tls, SelectsHttp11WhereTheClientOffersIt) {
  const auto context = self_signed();
  Client client{certificate_pem(*context)};
  for (const std::string protocols : {"\x08http/1.1", "\x02h2\x08http/1.1", "\x08http/1.1\x02h2"}) {
    client.protocols = protocols;
    EXPECT_EQ(shake_hands(*context, client).protocol, "http/1.1");
  }
}

TEST(Tls, GoesOnWithoutAProtocolWhereTheClientOffersNoHttp11) {
  const auto context = self_signed();
  Client client{certificate_pem(*context)};
  for (const std::string protocols : {"", "\x02h2", "\x08http/1.0"}) {
    client.protocols = protocols;
    const Handshake handshake = shake_hands(*context, client);
    EXPECT_TRUE(handshake.done);
    EXPECT_EQ(handshake.protocol, "");
  }
}

// Counted from the text of the certificate, not by the function that the program uses.
TEST(Tls, TellsTheSha256FingerprintOfTheCertificate) {
  const auto context = self_signed();
  const std::string pem = certificate_pem(*context);
  const std::size_t begin = pem.find('\n') + 1;
  std::string base64 = pem.substr(begin, pem.find("\n-----END") - begin);
  std::erase(base64, '\n');
  std::string der(base64.size(), '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(der.data()), reinterpret_cast<const unsigned char*>(base64.data()),
                  static_cast<int>(base64.size()));
  const std::size_t padding = base64.size() - base64.find_last_not_of('=') - 1;
  der.resize(base64.size() / 4 * 3 - padding);
  std::string expected;
  for (const unsigned byte : sha256(der)) {
    std::array<char, 4> pair{};
    std::snprintf(pair.data(), pair.size(), ":%02X", byte);
    expected += pair.data();
  }
  EXPECT_EQ(sha256_fingerprint(*context), expected.substr(1));
}

}  // namespace
}  // namespace voiceid::http
